// Text as a terminal shows it: safe to print, measured in columns, coloured where that is wanted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::cli {

// One place on the screen: a sign and all that joins it (accents, emoji modifiers).
struct Cell {
  std::string text;       // safe to print
  std::size_t begin = 0;  // bytes [begin, end) of the original
  std::size_t end = 0;
  std::size_t columns = 0;  // as most terminals count them: 2 for Han and emoji
};

// Controls and direction marks become U+FFFD, a tab a space: no comment can steer the terminal.
// A line feed is a cell of its own, without columns.
std::vector<Cell> to_cells(std::string_view text);

// `text` made safe in the same way, on one line or more.
std::string printable(std::string_view text);

// Colours and underlines, or nothing at all.
class Style {
 public:
  explicit Style(bool enabled) : enabled_(enabled) {}
  // On a terminal that does not ask for plain text (NO_COLOR, TERM=dumb).
  static Style for_standard_output();

  bool enabled() const { return enabled_; }
  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string faint(std::string_view text) const { return paint("2", text); }
  std::string underline(std::string_view text) const { return paint("4", text); }
  std::string colour(std::string_view code, std::string_view text) const {
    return paint(code, text);
  }

 private:
  std::string paint(std::string_view code, std::string_view text) const;

  bool enabled_;
};

}  // namespace precheck::cli
