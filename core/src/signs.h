// Signs, by what they do to the words and sentences around them.
#pragma once

#include <array>
#include <string_view>

namespace precheck {

// Signs that are nothing but signs wherever they stand outside a word. Not what may begin an entity
// or a tag, nor an apostrophe.
inline constexpr std::array<bool, 256> kPlainSign = [] {
  std::array<bool, 256> table{};
  for (const unsigned char sign : std::string_view("!\"#$%()*+,-./:;=>?@\\]^_`{|}~")) {
    table[sign] = true;
  }
  return table;
}();

inline bool is_plain_sign(char byte) { return kPlainSign[static_cast<unsigned char>(byte)]; }

inline bool is_apostrophe(char32_t point) {
  return point == '\'' || point == 0x2019 || point == 0x2018 || point == 0x02BC || point == 0xFF07;
}

inline bool ends_sentence(char32_t point) {
  return point == '!' || point == '?' || point == 0x3002 || point == 0xFF61 || point == 0x061F ||
         point == 0x0964 || point == 0x203C || point == 0x2047 || point == 0x2048 ||
         point == 0x2049;
}

}  // namespace precheck
