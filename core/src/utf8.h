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

// Writes at most 4 bytes; gives how many.
std::size_t put_utf8(char* to, char32_t point);

void append_utf8(std::string& out, char32_t point);

// The same text, with U+FFFD in place of what is not UTF-8.
std::string repaired(std::string_view text);

}  // namespace precheck
