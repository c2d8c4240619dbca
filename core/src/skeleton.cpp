#include "skeleton.h"

#include <algorithm>
#include <cstring>

#include "ascii.h"
#include "characters.h"
#include "unicode.h"

namespace precheck {
namespace {

// Whether two equal bytes stand together: eight pairs at a time.
bool has_double(std::string_view word) {
  constexpr std::uint64_t kLow = 0x0101010101010101ull;
  std::size_t at = 1;
  for (; at + 8 <= word.size(); at += 8) {
    std::uint64_t left = 0;
    std::uint64_t right = 0;
    std::memcpy(&left, word.data() + at - 1, 8);
    std::memcpy(&right, word.data() + at, 8);
    const std::uint64_t differs = left ^ right;  // a byte is 0 where they do not
    if (((differs - kLow) & ~differs & kLow << 7) != 0) return true;
  }
  for (; at < word.size(); ++at) {
    if (word[at] == word[at - 1]) return true;
  }
  return false;
}

}  // namespace

TypedCharacter typed_character_or_pair(std::string_view source, std::size_t at) {
  if (source[at] == '(' && at + 1 < source.size() && source[at + 1] == ')') return {'0', 2};
  return typed_character(source, at);
}

bool has_stretch(std::string_view word) {
  if (!has_double(word)) return false;
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    run = i > 0 && word[i] == word[i - 1] && is_ascii(word[i]) ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest > 2 || (longest == 2 && word.size() >= 6);
}

char leet_letter_of(char32_t point) {
  if (point < 0x80) return leet_letter(point);
  if (const char letter = leet_letter(point)) return letter;
  char32_t single = 0;
  const Folded folded = fold_point(point, single);
  return folded.count == 1 && folded.folds != 0 && single < 0x80 ? leet_letter(single) : 0;
}

bool Skeleton::add(char32_t point, bool read_leet) {
  if (is_ascii_letter(point)) {
    letters += static_cast<char>(point | 0x20);
    return true;
  }
  if (read_leet) {
    if (const char letter = leet_letter_of(point)) {
      letters += letter;
      if (point == '1' || point == '|') may_be_either();
      ++leets;
      folds |= kFoldLeet;
      return true;
    }
  } else if (point >= '0' && point <= '9') {
    letters += static_cast<char>(point);
    return true;
  }
  const CharClass kind = char_class(point);
  if (kind == CharClass::mark) {
    folds |= kFoldConfusable;
    ++accents;
    return true;
  }
  if (kind == CharClass::invisible) {
    folds |= kFoldInvisible;
    return true;
  }
  return point >= 0x80 && add_look_alike(point);
}

bool Skeleton::add_look_alike(char32_t point) {
  const Likeness likeness = looks_like(point);
  if (likeness.letter != 0) {
    letters += likeness.letter;
    folds |= kFoldConfusable;
    (likeness.accented ? accents : alikes) += 1;
    if (!likeness.accented && (likeness.letter == 'i' || likeness.letter == 'l')) {
      may_be_either();
    }
    return true;
  }
  char32_t single = 0;
  const Folded folded = fold_point(point, single);
  for (std::size_t i = 0; i < folded.count; ++i) {
    if (!is_ascii_letter(folded.points[i])) return false;
    letters += static_cast<char>(folded.points[i]);
  }
  folds |= folded.folds & static_cast<std::uint16_t>(~kFoldCase);
  return folded.folds != 0;
}

}  // namespace precheck
