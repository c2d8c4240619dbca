#include "cli/eval_report.h"

#include <cstdio>

namespace precheck::cli {
namespace {

std::string rule_names(const EvalPlan& plan) {
  std::string names;
  for (const EvalRule& rule : plan.rules) names += (names.empty() ? "" : ", ") + rule.id;
  return names;
}

std::string some_of(std::size_t shown, std::size_t all) {
  return " (" + std::to_string(shown) + " of " + std::to_string(all) + " shown)";
}

}  // namespace

std::string figure_text(const std::optional<double>& figure) {
  if (!figure) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", *figure);
  return text;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::vector<std::size_t> listed_rules(const EvalReport& report) {
  std::vector<std::size_t> listed;
  for (std::size_t rule = 0; rule < report.plan.rules.size(); ++rule) {
    const bool flagged = report.tally.policy.rules[rule].flagged() > 0 ||
                         report.tally.baseline.rules[rule].flagged() > 0;
    if (flagged || !report.plan.whole_policy) listed.push_back(rule);
  }
  return listed;
}

std::string data_sentence(const EvalReport& report) {
  const Confusion& all = report.tally.policy.together;
  return "labels." + report.plan.label + " in " + report.data + ": " +
         counted(all.rows(), "labelled row") + ", " + std::to_string(all.support()) + " true; " +
         counted(report.tally.unlabelled, "row") + " without the label";
}

std::string selection_sentence(const EvalReport& report) {
  const std::string least = report.plan.least == Action::reject
                                ? "reject"
                                : std::string(to_string(report.plan.least)) + " or harder";
  return "flagged is what gets " + least +
         (report.plan.whole_policy ? " by the whole policy" : " by " + rule_names(report.plan));
}

std::string changes_sentence(const EvalReport& report) {
  const Confusion& on = report.tally.changes.now_flagged;
  const Confusion& off = report.tally.changes.no_longer_flagged;
  return "Against the baseline: " + counted(on.rows(), "row") + " newly flagged, " +
         std::to_string(on.hits) + " rightly; " + counted(off.rows(), "row") +
         " no longer flagged, " + std::to_string(off.passes) + " rightly";
}

std::string ranking_sentence(const EvalReport& report) {
  const Ranking& ranking = report.tally.ranking;
  const std::string figure = "Figure of `" + report.plan.figure + "`: ";
  const std::string without = counted(ranking.without_figure(), "row") + " without a figure";
  const std::optional<double> area = ranking.area();
  if (!area) return figure + "no rows of both labels have one; " + without;
  const bool lower = *area < 0.5;
  return figure + "area under the curve " + figure_text(lower ? 1 - *area : *area) +
         ", rows labelled true having the " + (lower ? "lower" : "higher") + " figure; " +
         counted(ranking.with_figure(), "row") + " with a figure, " + without;
}

std::vector<SampleList> sample_lists(const EvalReport& report) {
  const EvalTally& tally = report.tally;
  const Confusion& all = tally.policy.together;
  const std::size_t newly_wrong =
      tally.changes.now_flagged.false_alarms + tally.changes.no_longer_flagged.misses;
  const SampleList lists[] = {
      {"False alarms" + some_of(tally.false_alarms.size(), all.false_alarms), tally.false_alarms},
      {"Misses" + some_of(tally.misses.size(), all.misses), tally.misses},
      {"Right by the baseline, wrong now" + some_of(tally.newly_wrong.size(), newly_wrong),
       tally.newly_wrong}};
  std::vector<SampleList> filled;
  for (const SampleList& list : lists) {
    if (!list.samples.empty()) filled.push_back(list);
  }
  return filled;
}

}  // namespace precheck::cli
