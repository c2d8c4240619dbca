#include <nlohmann/json.hpp>

#include "cli/try_report.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

Json optional_figure(const std::optional<double>& figure) {
  return figure ? Json(*figure) : Json(nullptr);
}

Json by_action(const ByAction& counts) {
  Json out = Json::object();
  for (std::size_t action = 0; action < kActions; ++action) {
    out[std::string(to_string(static_cast<Action>(action)))] = counts[action];
  }
  return out;
}

Json by_moderation(const ByModeration& counts) {
  Json out = Json::object();
  for (std::size_t each = 0; each < kModerations; ++each) {
    out[std::string(to_string(static_cast<Moderation>(each)))] = counts[each];
  }
  return out;
}

Json agreement_json(const Confusion& confusion) {
  return {{"precision", optional_figure(confusion.precision())},
          {"recall", optional_figure(confusion.recall())},
          {"flagged_and_removed", confusion.hits},
          {"flagged_and_approved", confusion.false_alarms},
          {"removed_only", confusion.misses},
          {"neither", confusion.passes}};
}

Json samples_json(const std::vector<TrySample>& samples) {
  Json out = Json::array();
  for (const TrySample& sample : samples) {
    Json marks = Json::array();
    for (const Interval& mark : sample.marks) marks.push_back({mark.begin, mark.end});
    out.push_back({{"number", sample.number},
                   {"id", sample.id},
                   {"month", sample.month},
                   {"moderation", to_string(sample.moderation)},
                   {"action", to_string(sample.action)},
                   {"rules", sample.rules},
                   {"text", sample.text},
                   {"marks", std::move(marks)}});
  }
  return out;
}

Json rules_json(const TryReport& report) {
  Json rules = Json::array();
  for (std::size_t i = 0; i < report.plan.rules.size(); ++i) {
    const RuleTally& rule = report.run.tally.rules[i];
    rules.push_back({{"rule", report.plan.rules[i].id},
                     {"category", report.plan.rules[i].category},
                     {"action", to_string(report.plan.rules[i].action)},
                     {"flagged", rule.flagged},
                     {"by_moderation", by_moderation(rule.by_moderation)},
                     {"agreement", agreement_json(agreement(report, i))},
                     {"by_month", rule.by_month},
                     {"samples", samples_json(rule.samples.samples())}});
  }
  return rules;
}

Json against_json(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  Json changes = Json::object();
  for (std::size_t before = 0; before < kActions; ++before) {
    changes[std::string(to_string(static_cast<Action>(before)))] = by_action(tally.changes[before]);
  }
  Json rules = Json::object();
  for (std::size_t i = 0; i < report.plan.rules_against.size(); ++i) {
    rules[report.plan.rules_against[i].id] = tally.rules_before[i];
  }
  return {{"name", report.plan.against->name()},
          {"revision", report.plan.against->revision()},
          {"changes", std::move(changes)},
          {"rules", std::move(rules)},
          {"harder", samples_json(tally.harder.samples())},
          {"milder", samples_json(tally.milder.samples())}};
}

Json broken_json(const TryTally& tally) {
  Json errors = Json::array();
  for (const Error& error : tally.first_broken) {
    errors.push_back({{"line", error.line}, {"code", error.code}, {"message", error.message}});
  }
  return {{"count", tally.broken}, {"first", std::move(errors)}};
}

}  // namespace

std::string try_json(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  Json months = Json::object();
  for (const auto& [month, counts] : tally.months) months[month] = by_action(counts);
  Json moderated = Json::object();
  for (std::size_t each = 0; each < kModerations; ++each) {
    moderated[std::string(to_string(static_cast<Moderation>(each)))] =
        by_action(tally.actions[each]);
  }
  Json out = {
      {"policy",
       {{"name", report.plan.policy->name()}, {"revision", report.plan.policy->revision()}}},
      {"archive",
       {{"name", report.archive},
        {"format", report.run.format},
        {"comments", tally.comments},
        {"skipped", report.run.skipped},
        {"replaced_bytes", report.run.mended},
        {"limited", report.run.limited}}},
      {"broken", broken_json(tally)},
      {"actions", by_action(tally.all_actions())},
      {"moderation", std::move(moderated)},
      {"agreement", agreement_json(agreement(report))},
      {"months", std::move(months)},
      {"rules", rules_json(report)},
      {"flagged_though_approved", samples_json(tally.false_alarms.samples())},
      {"let_through_though_removed", samples_json(tally.misses.samples())}};
  if (report.plan.against) out["against"] = against_json(report);
  return out.dump(2, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace precheck::cli
