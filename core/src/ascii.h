#pragma once

namespace precheck {

constexpr bool is_ascii(char byte) { return (byte & 0x80) == 0; }

constexpr bool is_ascii_letter(char32_t point) {
  return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
}
constexpr bool is_ascii_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

constexpr bool is_ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }

}  // namespace precheck
