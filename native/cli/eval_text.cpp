#include <algorithm>

#include "cli/eval_report.h"
#include "cli/verdict_text.h"

namespace precheck::cli {
namespace {

using Table = std::vector<std::vector<std::string>>;  // the first row is the heading

constexpr std::size_t kExcerptCells = 200;

std::size_t columns_of(const std::string& text) {
  std::size_t columns = 0;
  for (const Cell& cell : to_cells(text)) columns += cell.columns;
  return columns;
}

// The first column to the left, the figures to the right.
std::string aligned(const Table& table, const Style& style) {
  std::vector<std::size_t> widths(table.front().size());
  for (const auto& row : table) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      widths[at] = std::max(widths[at], columns_of(row[at]));
    }
  }
  std::string out;
  for (const auto& row : table) {
    std::string line;
    for (std::size_t at = 0; at < row.size(); ++at) {
      const std::string space(widths[at] - columns_of(row[at]), ' ');
      line += at == 0 ? row[at] + space : "  " + space + row[at];
    }
    out += (&row == &table.front() ? style.faint(line) : line) + '\n';
  }
  return out;
}

std::vector<std::string> figures_row(const std::string& name, const Confusion& confusion) {
  return {name,
          figure_text(confusion.precision()),
          figure_text(confusion.recall()),
          figure_text(confusion.f1()),
          figure_text(confusion.accuracy()),
          std::to_string(confusion.support()),
          std::to_string(confusion.hits),
          std::to_string(confusion.false_alarms),
          std::to_string(confusion.misses)};
}

void add_figures(Table& table, const std::string& name, const EvalPlan& plan,
                 const Confusion& policy, const Confusion& baseline) {
  table.push_back(figures_row(name, policy));
  if (plan.baseline) table.push_back(figures_row("  baseline", baseline));
}

std::string figures_text(const EvalReport& report, const Style& style) {
  const EvalTally& tally = report.tally;
  Table table = {{"rule", "precision", "recall", "F1", "accuracy", "support", "hits",
                  "false alarms", "misses"}};
  for (const std::size_t rule : listed_rules(report)) {
    add_figures(table, printable(report.plan.rules[rule].id), report.plan, tally.policy.rules[rule],
                tally.baseline.rules[rule]);
  }
  add_figures(table, "together", report.plan, tally.policy.together, tally.baseline.together);
  return aligned(table, style);
}

std::string confusion_text(const Confusion& confusion, const Style& style) {
  return aligned(
      {{"together", "flagged", "not flagged"},
       {"labelled true", std::to_string(confusion.hits), std::to_string(confusion.misses)},
       {"labelled false", std::to_string(confusion.false_alarms),
        std::to_string(confusion.passes)}},
      style);
}

std::string groups_text(const EvalReport& report, const Style& style) {
  Table table = {{printable(report.plan.group_by), "rows", "labelled true", "flagged", "share"}};
  for (const auto& [name, confusion] : report.tally.groups) {
    table.push_back({printable(name), std::to_string(confusion.rows()),
                     std::to_string(confusion.support()), std::to_string(confusion.flagged()),
                     figure_text(confusion.flagged_share())});
  }
  return aligned(table, style);
}

// The beginning, on one line.
std::string excerpt(const std::string& comment) {
  std::string out;
  std::size_t count = 0;
  for (const Cell& cell : to_cells(comment)) {
    if (++count > kExcerptCells) return out + " ...";
    out += cell.text == "\n" ? " " : cell.text;
  }
  return out;
}

std::string sample_text(const EvalSample& sample, const Style& style) {
  std::string out = "line " + std::to_string(sample.line);
  if (!sample.id.empty()) out += ", " + printable(sample.id);
  for (const std::string& rule : sample.rules) out += ", " + printable(rule);
  out += '\n';
  return out + (sample.spans.empty() ? "    " + excerpt(sample.comment) + '\n'
                                     : marked_text(sample.comment, sample.spans, style));
}

}  // namespace

std::string eval_text(const EvalReport& report, const Style& style) {
  std::string out = printable(data_sentence(report)) + '\n' +
                    printable(selection_sentence(report)) + "\n\n" + figures_text(report, style) +
                    '\n' + confusion_text(report.tally.policy.together, style);
  if (report.plan.baseline) out += '\n' + changes_sentence(report) + '\n';
  if (!report.plan.figure.empty()) out += '\n' + ranking_sentence(report) + '\n';
  if (!report.plan.group_by.empty()) out += '\n' + groups_text(report, style);
  for (const SampleList& list : sample_lists(report)) {
    out += '\n' + style.bold(list.title) + '\n';
    for (const EvalSample& sample : list.samples) out += sample_text(sample, style);
  }
  return out;
}

}  // namespace precheck::cli
