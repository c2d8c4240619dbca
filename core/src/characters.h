// One typed character at a time: UTF-8, an HTML entity that stands for a character, or an inline
// HTML tag or comment, which shows nothing.
#pragma once

#include <cstddef>
#include <string_view>

namespace precheck {

inline constexpr std::size_t kLongestCharacter = 80;  // bytes: a tag up to its ">"

struct TypedCharacter {
  char32_t point;
  std::size_t length;  // in bytes, at least 1
};

// `at` must be below source.size(). Markup that shows nothing is given as U+200B.
TypedCharacter typed_character(std::string_view source, std::size_t at);

}  // namespace precheck
