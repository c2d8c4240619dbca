#include "utf8.h"

namespace precheck {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// What a first byte asks for: how many follow, and the range of the second (which shuts out
// overlong forms, surrogates and what is above U+10FFFF).
struct Lead {
  std::size_t following;
  unsigned char low;
  unsigned char high;
};

Lead lead(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

Decoded decode(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  Lead wanted = lead(first);
  if (wanted.following == 0) return {kReplacement, 1};

  char32_t point = first & (0x3Fu >> wanted.following);
  std::size_t length = 1;
  for (; length <= wanted.following; ++length) {
    if (at + length >= text.size()) return {kReplacement, length};
    const auto byte = static_cast<unsigned char>(text[at + length]);
    if (byte < wanted.low || byte > wanted.high) return {kReplacement, length};
    point = (point << 6) | (byte & 0x3Fu);
    wanted.low = 0x80;
    wanted.high = 0xBF;
  }
  return {point, length};
}

void append_utf8(std::string& out, char32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (point >> 18));
    out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    append_utf8(out, next.point);
    at += next.length;
  }
  return out;
}

}  // namespace precheck
