#include "cli/verdict_text.h"

namespace precheck::cli {
namespace {

constexpr std::size_t kFoldColumns = 72;
constexpr std::string_view kIndent = "    ";

struct Row {
  std::vector<Cell> cells;
  std::vector<bool> marked;  // beside each cell
  bool has_mark = false;
};

// Moves what follows the last space to a new row; all of a row without spaces stays.
std::vector<Cell> take_unfinished_word(std::vector<Cell>& row) {
  std::size_t keep = row.size();
  while (keep > 0 && row[keep - 1].text != " ") --keep;
  if (keep == 0) return {};
  std::vector<Cell> word(row.begin() + static_cast<std::ptrdiff_t>(keep), row.end());
  row.resize(keep);
  return word;
}

std::size_t width(const std::vector<Cell>& cells) {
  std::size_t columns = 0;
  for (const Cell& cell : cells) columns += cell.columns;
  return columns;
}

std::vector<std::vector<Cell>> fold(std::string_view comment) {
  std::vector<std::vector<Cell>> rows(1);
  std::size_t columns = 0;
  for (Cell& cell : to_cells(comment)) {
    if (cell.text == "\n") {
      rows.emplace_back();
      columns = 0;
      continue;
    }
    if (columns + cell.columns > kFoldColumns && cell.text != " ") {
      // Two columns mean Han, which may be cut anywhere.
      std::vector<Cell> word =
          cell.columns == 2 ? std::vector<Cell>() : take_unfinished_word(rows.back());
      columns = width(word);
      rows.push_back(std::move(word));
    }
    columns += cell.columns;
    rows.back().push_back(std::move(cell));
  }
  return rows;
}

std::vector<Row> mark(std::vector<std::vector<Cell>> folded, const std::vector<Span>& spans) {
  std::vector<Row> rows;
  auto span = spans.begin();  // the first that does not end before the cell
  for (std::vector<Cell>& cells : folded) {
    Row row;
    for (const Cell& cell : cells) {
      while (span != spans.end() && span->bytes.end <= cell.begin) ++span;
      row.marked.push_back(span != spans.end() && span->bytes.begin < cell.end);
      row.has_mark = row.has_mark || row.marked.back();
    }
    row.cells = std::move(cells);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string underlined(const Row& row, const Style& style) {
  std::string out;
  for (std::size_t at = 0; at < row.cells.size();) {
    const bool marked = row.marked[at];
    std::string run;
    for (; at < row.cells.size() && row.marked[at] == marked; ++at) run += row.cells[at].text;
    out += marked ? style.underline(run) : run;
  }
  return out;
}

std::string carets(const Row& row) {
  std::string out;
  for (std::size_t at = 0; at < row.cells.size(); ++at) {
    out.append(row.cells[at].columns, row.marked[at] ? '^' : ' ');
  }
  out.resize(out.find_last_of('^') + 1);
  return out;
}

bool is_near_mark(const std::vector<Row>& rows, std::size_t at) {
  return rows[at].has_mark || (at > 0 && rows[at - 1].has_mark) ||
         (at + 1 < rows.size() && rows[at + 1].has_mark);
}

std::string_view action_colour(Action action) {
  switch (action) {
    case Action::allow:
      return "1;32";
    case Action::advise:
      return "1;36";
    case Action::warn:
      return "1;33";
    case Action::hold:
      return "1;35";
    case Action::reject:
      return "1;31";
  }
  return "1";
}

std::string action_and_points(Action action, int points, const Style& style) {
  std::string out = style.colour(action_colour(action), to_string(action));
  if (points > 0) out += ", " + std::to_string(points) + (points == 1 ? " point" : " points");
  return out;
}

std::string line(std::string_view label, const std::string& text) {
  if (text.empty()) return {};
  return "  " + std::string(label) + printable(text) + '\n';
}

std::string finding_text(const Finding& finding, std::string_view comment, const Style& style) {
  std::string out = style.bold(printable(finding.rule)) + " (" + printable(finding.category) +
                    "): " + action_and_points(finding.action, finding.points, style) + '\n';
  out += marked_text(comment, finding.spans, style);
  out += line("", finding.message);
  out += line("Advice: ", finding.advice);
  if (!finding.quote.empty()) out += line("Policy: ", "“" + finding.quote + "”");
  out += line(finding.quote.empty() ? "Policy: " : "        ", finding.url);
  return out;
}

}  // namespace

std::string marked_text(std::string_view comment, const std::vector<Span>& spans,
                        const Style& style) {
  if (spans.empty()) return {};
  const std::vector<Row> rows = mark(fold(comment), spans);
  std::string out;
  bool skipped = false;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!is_near_mark(rows, at)) {
      if (!skipped) out.append(kIndent).append("...\n");
      skipped = true;
      continue;
    }
    skipped = false;
    out.append(kIndent).append(underlined(rows[at], style)).append("\n");
    if (rows[at].has_mark && !style.enabled()) {
      out.append(kIndent).append(carets(rows[at])).append("\n");
    }
  }
  return out;
}

std::string verdict_text(const Verdict& verdict, std::string_view comment, const Style& style) {
  std::string out = action_and_points(verdict.action, verdict.points, style) +
                    style.faint(" (policy: " + printable(verdict.policy_name) + ")") + '\n';
  for (const Finding& finding : verdict.findings) {
    out += '\n' + finding_text(finding, comment, style);
  }
  if (verdict.next) out += "\nNext: " + printable(*verdict.next) + '\n';
  return out;
}

}  // namespace precheck::cli
