#include "cli/lint_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/lint_help.h"
#include "cli/output.h"
#include "cli/terminal_text.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBefore = 48;  // columns of the line that are shown before the place
constexpr std::size_t kShown = 88;

std::string_view line_of(std::string_view text, std::size_t number) {
  for (std::size_t line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

bool continues_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// SARIF counts columns in UTF-16 units, we in bytes.
std::size_t utf16_column(std::string_view line, std::size_t column) {
  std::size_t units = 1;
  for (const char byte : line.substr(0, std::min(column - 1, line.size()))) {
    if (continues_a_character(byte)) continue;
    units += static_cast<unsigned char>(byte) >= 0xF0 ? 2 : 1;
  }
  return units;
}

Json sarif_rules() {
  Json rules = Json::array();
  for (const LintHelp& each : lint_help()) {
    rules.push_back({{"id", each.code},
                     {"shortDescription", {{"text", each.title}}},
                     {"help", {{"text", each.help}}}});
  }
  return rules;
}

std::size_t rule_index(const std::string& code) {
  const LintHelp* help = find_lint_help(code);
  return help == nullptr ? lint_help().size() : static_cast<std::size_t>(help - lint_help().data());
}

// A path as a relative or absolute URI reference.
std::string as_uri(const std::string& path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "-_.~/";
  std::string out;
  for (const char sign : path) {
    const auto byte = static_cast<unsigned char>(sign);
    const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= '0' && byte <= '9') ||
                          kPlain.find(sign) != std::string_view::npos;
    if (is_plain) {
      out += sign;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

Json sarif_result(const LintReport& report, const Error& error, const char* level) {
  Json place = {
      {"artifactLocation", {{"uri", as_uri(report.path == "-" ? "stdin" : report.path)}}}};
  if (error.line > 0) {
    place["region"] = {
        {"startLine", error.line},
        {"startColumn", utf16_column(line_of(report.file.text, error.line), error.column)}};
  }
  Json location = {{"physicalLocation", std::move(place)}};
  if (!error.pointer.empty()) {
    location["logicalLocations"] =
        Json::array({{{"fullyQualifiedName", error.pointer}, {"kind", "member"}}});
  }
  Json result = {{"ruleId", error.code}};
  if (rule_index(error.code) < lint_help().size()) result["ruleIndex"] = rule_index(error.code);
  result["level"] = level;
  result["message"] = {{"text", error.message}};
  result["locations"] = Json::array({std::move(location)});
  return result;
}

}  // namespace

std::string source_excerpt(std::string_view text, const Error& error) {
  if (error.line == 0) return {};
  const std::string_view line = line_of(text, error.line);
  const std::vector<Cell> cells = to_cells(line);
  const auto place = std::find_if(cells.begin(), cells.end(), [&error](const Cell& cell) {
    return cell.end > error.column - 1;
  });
  const auto before = std::min<std::ptrdiff_t>(place - cells.begin(), kBefore);
  std::string shown;
  std::size_t indent = 0;
  std::size_t columns = 0;
  const auto first =
      before == static_cast<std::ptrdiff_t>(kBefore) ? place - before : cells.begin();
  for (auto cell = first; cell != cells.end() && columns < kShown; ++cell) {
    if (columns == 0 && cell->text == " " && cell < place) continue;  // what is only indented
    if (cell < place) indent += cell->columns;
    shown += cell->text;
    columns += cell->columns;
  }
  const std::string number = std::to_string(error.line);
  return "  " + number + " | " + shown + "\n  " + std::string(number.size(), ' ') + " | " +
         std::string(indent, ' ') + "^\n";
}

std::string lint_json(const LintReport& report) {
  return "{\"errors\":" + to_json(report.file.errors) +
         ",\"warnings\":" + to_json(report.warnings) + "}\n";
}

std::string lint_sarif(const LintReport& report) {
  Json results = Json::array();
  for (const Error& error : report.file.errors) {
    results.push_back(sarif_result(report, error, "error"));
  }
  for (const Error& warning : report.warnings) {
    results.push_back(sarif_result(report, warning, "warning"));
  }
  const Json driver = {
      {"name", "precheck"}, {"semanticVersion", version()}, {"rules", sarif_rules()}};
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({{{"tool", {{"driver", driver}}},
                                           {"columnKind", "utf16CodeUnits"},
                                           {"results", std::move(results)}}})}};
  return log.dump(2, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace precheck::cli
