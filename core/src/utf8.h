// UTF-8, one code point at a time. Bytes that are not UTF-8 count as U+FFFD, one for each maximal
// part of a sequence, as the WHATWG encoding standard and the browser's TextDecoder have it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace precheck {

struct Decoded {
  char32_t point;
  std::size_t length;  // in bytes, at least 1
};

Decoded decode_beyond_ascii(std::string_view text, std::size_t at);

// `at` must be below text.size().
inline Decoded decode(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  return decode_beyond_ascii(text, at);
}

// Whether three bytes stand at `at` that any continuation bytes may follow, as those of most
// Chinese characters.
inline bool is_three_bytes(std::string_view text, std::size_t at) {
  if (text.size() - at < 3) return false;
  const auto first = static_cast<unsigned char>(text[at]);
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  return first >= 0xE1 && first <= 0xEC && (second & 0xC0) == 0x80 && (third & 0xC0) == 0x80;
}

// The point of such bytes.
inline char32_t three_byte_point(std::string_view text, std::size_t at) {
  const auto bits = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]) & 0x3Fu; };
  return (bits(0) & 0xFu) << 12 | bits(1) << 6 | bits(2);
}

// Writes at most 4 bytes; gives how many.
std::size_t put_utf8(char* to, char32_t point);

void append_utf8(std::string& out, char32_t point);

// The same text, with U+FFFD in place of what is not UTF-8.
std::string repaired(std::string_view text);

}  // namespace precheck
