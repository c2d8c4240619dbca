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

Decoded decode_beyond_ascii(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (is_three_bytes(text, at)) return {three_byte_point(text, at), 3};
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

std::size_t put_utf8(char* to, char32_t point) {
  if (point < 0x80) {
    to[0] = static_cast<char>(point);
    return 1;
  }
  const std::size_t following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  for (std::size_t i = following; i > 0; --i, point >>= 6) {
    to[i] = static_cast<char>(0x80 | (point & 0x3F));
  }
  to[0] = static_cast<char>((0x780u >> following & 0xF0) | point);
  return following + 1;
}

void append_utf8(std::string& out, char32_t point) {
  char bytes[4];
  out.append(bytes, put_utf8(bytes, point));
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
