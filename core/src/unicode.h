// What the core knows of Unicode 15.0.0, from tables made at build time.
#pragma once

#include <cstddef>
#include <cstdint>

namespace precheck {

enum class CharClass : std::uint8_t {
  other,  // punctuation, symbols, controls
  space,
  letter,  // of a script without capitals, and the marks that belong to its words
  upper,
  lower,
  digit,
  mark,       // an accent or another mark that can sit on any letter
  han,        // Han, kana, bopomofo: written without spaces, a word boundary on both sides
  invisible,  // shows nothing: zero width, bidi controls, selectors, emoji skin tones
  emoji,
};

// How a disguise is undone; the bits of a policy's "fold".
enum Fold : std::uint16_t {
  kFoldCase = 1,
  kFoldWidth = 2,
  kFoldInvisible = 4,
  kFoldConfusable = 8,
  kFoldLeet = 16,
  kFoldStretch = 32,
  kFoldSpaced = 64,
  kFoldAll = 127,
};

CharClass char_class(char32_t point);

// NFKC_Casefold of one code point.
struct Folded {
  const char32_t* points;  // `count` of them; valid until the next call with the same `single`
  std::size_t count;
  std::uint16_t folds;  // what it undid: kFoldCase, kFoldWidth or both; 0: nothing changed
};
Folded fold_point(char32_t point, char32_t& single);

// Whether fold_point() may change it; cheaper, and beyond the first plane always true.
bool may_fold(char32_t point);

// The small ASCII letter that a character is taken for, by UTS #39 and by its name; 0 for none.
// ASCII itself is not looked up. i and l are one shape: either may stand for both.
struct Likeness {
  char letter;
  bool accented;  // the letter itself with a mark on it, as in "caf\u00e9"
};
Likeness looks_like(char32_t point);

// The composed letter, or 0 where Unicode has none.
char32_t compose(char32_t base, char32_t mark);

// Feeds code points in order; says where a grapheme (UAX #29, extended) may be cut.
class GraphemeBreaker {
 public:
  // True when there is a boundary before `point`. True for the first.
  bool boundary_before(char32_t point);

 private:
  std::uint8_t previous_ = 255;
  bool pictographic_ = false;    // the last ones were a pictograph and its extenders
  bool joined_ = false;          // ... followed by a zero width joiner
  bool odd_indicators_ = false;  // an odd number of regional indicators precedes
};

}  // namespace precheck
