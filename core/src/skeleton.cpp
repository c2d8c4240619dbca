#include "skeleton.h"

#include "ascii.h"
#include "characters.h"
#include "unicode.h"

namespace precheck {
namespace {

constexpr std::size_t kShortestDoubled = 6;  // bytes of a word that a doubled letter stretches

}  // namespace

TypedCharacter typed_character_or_pair(std::string_view source, std::size_t at) {
  if (source[at] == '(' && at + 1 < source.size() && source[at + 1] == ')') return {'0', 2};
  return typed_character(source, at);
}

bool has_stretch(std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (word[i] != word[i - 1] || !is_ascii(word[i])) continue;
    if (word.size() >= kShortestDoubled) return true;
    if (i + 1 < word.size() && word[i + 1] == word[i]) return true;
  }
  return false;
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
