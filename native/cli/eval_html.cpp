#include "cli/eval_report.h"
#include "cli/html.h"

namespace precheck::cli {
namespace {

std::string bar(const std::optional<double>& share, const char* style, const char* what) {
  return share ? html_bar(*share, style, what, figure_text(share)) : "-";
}

std::string figures_row(const std::string& name, const Confusion& confusion, const char* style) {
  return html_element("tr", html_element("td", name) +
                                html_element("td", bar(confusion.precision(), style, "precision")) +
                                html_element("td", bar(confusion.recall(), style, "recall")) +
                                html_element("td", bar(confusion.f1(), style, "F1")) +
                                html_element("td", figure_text(confusion.accuracy())) +
                                html_element("td", std::to_string(confusion.support())) +
                                html_element("td", std::to_string(confusion.hits)) +
                                html_element("td", std::to_string(confusion.false_alarms)) +
                                html_element("td", std::to_string(confusion.misses))) +
         '\n';
}

std::string figures_rows(const std::string& name, const EvalPlan& plan, const Confusion& policy,
                         const Confusion& baseline) {
  std::string out = figures_row(name, policy, "bar");
  if (plan.baseline) out += figures_row("baseline", baseline, "before");
  return out;
}

std::string figures_table(const EvalReport& report) {
  const EvalTally& tally = report.tally;
  std::string rows = html_heading_row({"rule", "precision", "recall", "F1", "accuracy", "support",
                                       "hits", "false alarms", "misses"});
  for (const std::size_t rule : listed_rules(report)) {
    rows += figures_rows(html_text(report.plan.rules[rule].id), report.plan,
                         tally.policy.rules[rule], tally.baseline.rules[rule]);
  }
  return html_table(rows + figures_rows("<b>together</b>", report.plan, tally.policy.together,
                                        tally.baseline.together));
}

std::string confusion_row(const char* name, std::size_t flagged, std::size_t not_flagged) {
  return html_element("tr", html_element("td", name) + html_element("td", std::to_string(flagged)) +
                                html_element("td", std::to_string(not_flagged))) +
         '\n';
}

std::string confusion_table(const Confusion& confusion) {
  return html_table(html_heading_row({"together", "flagged", "not flagged"}) +
                    confusion_row("labelled true", confusion.hits, confusion.misses) +
                    confusion_row("labelled false", confusion.false_alarms, confusion.passes));
}

std::string groups_table(const EvalReport& report) {
  std::string rows =
      html_heading_row({"group", "rows", "labelled true", "flagged", "share flagged"});
  for (const auto& [name, confusion] : report.tally.groups) {
    rows +=
        html_element("tr", html_element("td", html_text(name)) +
                               html_element("td", std::to_string(confusion.rows())) +
                               html_element("td", std::to_string(confusion.support())) +
                               html_element("td", std::to_string(confusion.flagged())) +
                               html_element("td", bar(confusion.flagged_share(), "bar", "share"))) +
        '\n';
  }
  return html_element("h2", "By " + html_text(report.plan.group_by)) + '\n' + html_table(rows);
}

std::string marked(const EvalSample& sample) {
  std::vector<Interval> places;
  for (const Span& span : sample.spans) places.push_back(span.bytes);
  return html_marked(sample.comment, places);
}

std::string sample_html(const EvalSample& sample) {
  std::string where = "line " + std::to_string(sample.line);
  if (!sample.id.empty()) where += ", " + sample.id;
  for (const std::string& rule : sample.rules) where += ", " + rule;
  return "<div class=\"where\">" + html_text(where) + "</div>\n" +
         html_element("blockquote", marked(sample)) + '\n';
}

std::string policy_line(const char* role, const Policy& policy) {
  return html_paragraph(std::string(role) + policy.name() + ", " + policy.revision());
}

}  // namespace

std::string eval_html(const EvalReport& report) {
  const EvalPlan& plan = report.plan;
  std::string out = html_head("Precheck: evaluation") +
                    html_element("h1", "How well the policy tells comments apart") + '\n' +
                    policy_line("Policy: ", *plan.policy);
  if (plan.baseline) out += policy_line("Baseline: ", *plan.baseline);
  out += html_paragraph(data_sentence(report) + "; " + selection_sentence(report)) +
         figures_table(report) + html_element("h2", "Confusion") + '\n' +
         confusion_table(report.tally.policy.together);
  if (plan.baseline) out += html_paragraph(changes_sentence(report));
  if (!plan.figure.empty()) out += html_paragraph(ranking_sentence(report));
  if (!plan.group_by.empty()) out += groups_table(report);
  for (const SampleList& list : sample_lists(report)) {
    out += html_element("h2", list.title) + '\n';
    for (const EvalSample& sample : list.samples) out += sample_html(sample);
  }
  return out + html_foot();
}

}  // namespace precheck::cli
