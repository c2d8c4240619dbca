#include "cli/terminal_text.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>

namespace precheck::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr char32_t kJoiner = 0x200D;

struct Point {
  char32_t value = 0;
  std::size_t length = 1;
  bool valid = false;
};

// How many bytes a sequence with this first byte has; 0 when none starts so.
std::size_t sequence_length(std::uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

bool in_unicode(char32_t value, std::size_t length) {
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};  // less would be overlong
  return value >= kLeast[length] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

Point decode(std::string_view text, std::size_t at) {
  Point point;
  const auto first = static_cast<std::uint8_t>(text[at]);
  const std::size_t length = sequence_length(first);
  if (length == 0 || at + length > text.size()) return point;
  char32_t value = length == 1 ? first : first & (0x7Fu >> length);
  for (std::size_t next = 1; next < length; ++next) {
    const auto byte = static_cast<std::uint8_t>(text[at + next]);
    if ((byte & 0xC0) != 0x80) return point;
    value = value << 6 | (byte & 0x3Fu);
  }
  if (!in_unicode(value, length)) return point;
  return {value, length, true};
}

struct Range {
  char32_t first;
  char32_t last;
};

// What takes two columns: East Asian wide and fullwidth signs, and emoji (a flag is two letters of
// one column each). Blocks, not single signs: one terminal's table differs more from another's than
// this does from either.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18D08}, {0x1B000, 0x1B2FB},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

// What joins the sign before it.
constexpr Range kJoining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},  {0x05BF, 0x05C7}, {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670},   {0x06D6, 0x06ED},  {0x0900, 0x0902}, {0x093C, 0x093C},
    {0x0941, 0x0948}, {0x094D, 0x094D},   {0x0E31, 0x0E31},  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x1160, 0x11FF}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},  {0x200B, 0x200D}, {0x2060, 0x2064},
    {0x20D0, 0x20FF}, {0x302A, 0x302D},   {0x3099, 0x309A},  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE01EF}};

template <std::size_t Count>
bool is_in(const Range (&ranges)[Count], char32_t value) {
  const Range* after =
      std::upper_bound(std::begin(ranges), std::end(ranges), value,
                       [](char32_t wanted, const Range& range) { return wanted < range.first; });
  return after != std::begin(ranges) && value <= std::prev(after)->last;
}

bool steers_terminal(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value <= 0x9F) || (value >= 0x200E && value <= 0x200F) ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

Cell make_cell(std::string_view text, std::size_t at, const Point& point) {
  Cell cell;
  cell.begin = at;
  cell.end = at + point.length;
  cell.columns = 1;
  if (point.value == '\n') {
    cell.text = "\n";
    cell.columns = 0;
  } else if (point.value == '\t') {
    cell.text = " ";
  } else if (!point.valid || steers_terminal(point.value)) {
    cell.text = kReplacement;
  } else {
    cell.text = text.substr(at, point.length);
    if (is_in(kWide, point.value)) cell.columns = 2;
  }
  return cell;
}

}  // namespace

std::vector<Cell> to_cells(std::string_view text) {
  std::vector<Cell> cells;
  bool joined = false;
  for (std::size_t at = 0; at < text.size();) {
    Point point = decode(text, at);
    // Line ends come in two forms; show them as one.
    if (point.value == '\r' && text.substr(at, 2) == "\r\n") point = {'\n', 2, true};
    const bool joins = joined || is_in(kJoining, point.value);
    if (joins && point.valid && !cells.empty() && cells.back().columns > 0 &&
        !steers_terminal(point.value)) {
      cells.back().text += text.substr(at, point.length);
      cells.back().end = at + point.length;
    } else {
      cells.push_back(make_cell(text, at, point));
    }
    joined = point.value == kJoiner;
    at += point.length;
  }
  return cells;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const Cell& cell : to_cells(text)) out += cell.text;
  return out;
}

Style Style::for_standard_output() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool plain = (no_color != nullptr && *no_color != '\0') ||
                     (term != nullptr && std::string_view(term) == "dumb");
  return Style(!plain && isatty(STDOUT_FILENO) == 1);
}

std::string Style::paint(std::string_view code, std::string_view text) const {
  if (!enabled_) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace precheck::cli
