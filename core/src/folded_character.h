// One character of a text as the tokeniser sees it: what was typed, its class and its folded form.
#pragma once

#include <cstddef>
#include <string_view>

#include "unicode.h"

namespace precheck {

inline bool is_word_class(CharClass kind) {
  return kind == CharClass::letter || kind == CharClass::upper || kind == CharClass::lower ||
         kind == CharClass::digit;
}

struct FoldedCharacter {
  char32_t point = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  CharClass kind = CharClass::other;
  Folded folded{nullptr, 0, 0};
  char32_t single = 0;
};

// `at` must be below source.size().
FoldedCharacter folded_character(std::string_view source, std::size_t at);

}  // namespace precheck
