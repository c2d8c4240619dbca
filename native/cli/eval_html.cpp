#include <cstdio>

#include "cli/eval_report.h"

namespace precheck::cli {
namespace {

constexpr char kHead[] = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Precheck: evaluation</title>
<style>
:root { color-scheme: light dark; --line: #8886; --bar: #2a6fb0; --before: #b08a2a; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child, td:first-child { text-align: left; }
svg { display: block; } .bar { fill: var(--bar); } .before { fill: var(--before); }
.frame { fill: none; stroke: var(--line); }
blockquote { margin: .3rem 0 1.2rem; padding-left: 1rem; border-left: 3px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: #ffd54d; color: #000; }
.where { color: GrayText; font-size: .9rem; }
</style>
</head>
<body>
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char sign : text) {
    switch (sign) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += sign;
    }
  }
  return out;
}

// Control signs and what is not UTF-8 have no place in a page.
std::string shown(std::string_view text) { return escaped(printable(text)); }

std::string element(const char* name, const std::string& content) {
  return std::string("<") + name + ">" + content + "</" + name + ">";
}

std::string bar(const std::optional<double>& share, const char* style, const char* what) {
  if (!share) return "-";
  char svg[384];
  std::snprintf(svg, sizeof svg,
                "<svg width=\"104\" height=\"12\" role=\"img\" aria-label=\"%s %.3f\">"
                "<rect class=\"frame\" x=\"1\" y=\"1\" width=\"101\" height=\"10\"/>"
                "<rect class=\"%s\" x=\"2\" y=\"2\" width=\"%.1f\" height=\"8\"/></svg>%.3f",
                what, *share, style, *share * 99, *share);
  return svg;
}

std::string figures_row(const std::string& name, const Confusion& confusion, const char* style) {
  return element("tr", element("td", name) +
                           element("td", bar(confusion.precision(), style, "precision")) +
                           element("td", bar(confusion.recall(), style, "recall")) +
                           element("td", bar(confusion.f1(), style, "F1")) +
                           element("td", figure_text(confusion.accuracy())) +
                           element("td", std::to_string(confusion.support())) +
                           element("td", std::to_string(confusion.hits)) +
                           element("td", std::to_string(confusion.false_alarms)) +
                           element("td", std::to_string(confusion.misses))) +
         '\n';
}

std::string figures_rows(const std::string& name, const EvalPlan& plan, const Confusion& policy,
                         const Confusion& baseline) {
  std::string out = figures_row(name, policy, "bar");
  if (plan.baseline) out += figures_row("baseline", baseline, "before");
  return out;
}

std::string heading_row(std::initializer_list<const char*> names) {
  std::string cells;
  for (const char* name : names) cells += element("th", name);
  return element("tr", cells) + '\n';
}

std::string table(const std::string& rows) {
  return "<div class=\"wide\"><table>\n" + rows + "</table></div>\n";
}

std::string figures_table(const EvalReport& report) {
  const EvalTally& tally = report.tally;
  std::string rows = heading_row({"rule", "precision", "recall", "F1", "accuracy", "support",
                                  "hits", "false alarms", "misses"});
  for (const std::size_t rule : listed_rules(report)) {
    rows += figures_rows(shown(report.plan.rules[rule].id), report.plan, tally.policy.rules[rule],
                         tally.baseline.rules[rule]);
  }
  return table(rows + figures_rows("<b>together</b>", report.plan, tally.policy.together,
                                   tally.baseline.together));
}

std::string confusion_row(const char* name, std::size_t flagged, std::size_t not_flagged) {
  return element("tr", element("td", name) + element("td", std::to_string(flagged)) +
                           element("td", std::to_string(not_flagged))) +
         '\n';
}

std::string confusion_table(const Confusion& confusion) {
  return table(heading_row({"together", "flagged", "not flagged"}) +
               confusion_row("labelled true", confusion.hits, confusion.misses) +
               confusion_row("labelled false", confusion.false_alarms, confusion.passes));
}

std::string groups_table(const EvalReport& report) {
  std::string rows = heading_row({"group", "rows", "labelled true", "flagged", "share flagged"});
  for (const auto& [name, confusion] : report.tally.groups) {
    rows +=
        element("tr", element("td", shown(name)) + element("td", std::to_string(confusion.rows())) +
                          element("td", std::to_string(confusion.support())) +
                          element("td", std::to_string(confusion.flagged())) +
                          element("td", bar(confusion.flagged_share(), "bar", "share"))) +
        '\n';
  }
  return element("h2", "By " + shown(report.plan.group_by)) + '\n' + table(rows);
}

std::string marked(const EvalSample& sample) {
  const std::string_view comment = sample.comment;
  std::string out;
  std::size_t at = 0;
  for (const Span& span : sample.spans) {
    out += shown(comment.substr(at, span.bytes.begin - at));
    out +=
        element("mark", shown(comment.substr(span.bytes.begin, span.bytes.end - span.bytes.begin)));
    at = span.bytes.end;
  }
  return out + shown(comment.substr(at));
}

std::string sample_html(const EvalSample& sample) {
  std::string where = "line " + std::to_string(sample.line);
  if (!sample.id.empty()) where += ", " + sample.id;
  for (const std::string& rule : sample.rules) where += ", " + rule;
  return "<div class=\"where\">" + shown(where) + "</div>\n" +
         element("blockquote", marked(sample)) + '\n';
}

std::string paragraph(const std::string& text) { return element("p", shown(text) + ".") + '\n'; }

std::string policy_line(const char* role, const Policy& policy) {
  return paragraph(std::string(role) + policy.name() + ", " + policy.revision());
}

}  // namespace

std::string eval_html(const EvalReport& report) {
  const EvalPlan& plan = report.plan;
  std::string out = kHead + element("h1", "How well the policy tells comments apart") + '\n' +
                    policy_line("Policy: ", *plan.policy);
  if (plan.baseline) out += policy_line("Baseline: ", *plan.baseline);
  out += paragraph(data_sentence(report) + "; " + selection_sentence(report)) +
         figures_table(report) + element("h2", "Confusion") + '\n' +
         confusion_table(report.tally.policy.together);
  if (plan.baseline) out += paragraph(changes_sentence(report));
  if (!plan.figure.empty()) out += paragraph(ranking_sentence(report));
  if (!plan.group_by.empty()) out += groups_table(report);
  for (const SampleList& list : sample_lists(report)) {
    out += element("h2", list.title) + '\n';
    for (const EvalSample& sample : list.samples) out += sample_html(sample);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace precheck::cli
