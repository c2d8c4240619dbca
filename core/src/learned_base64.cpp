// Base64 (RFC 4648, section 4) for the weights of a learned model.
#include "learned_model.h"

namespace precheck {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t kNone = 64;

std::uint32_t value_of(char sign) {
  if (sign >= 'A' && sign <= 'Z') return static_cast<std::uint32_t>(sign - 'A');
  if (sign >= 'a' && sign <= 'z') return static_cast<std::uint32_t>(sign - 'a' + 26);
  if (sign >= '0' && sign <= '9') return static_cast<std::uint32_t>(sign - '0' + 52);
  if (sign == '+') return 62;
  return sign == '/' ? 63 : kNone;
}

std::size_t padding_of(std::string_view text) {
  if (text.empty() || text.back() != '=') return 0;
  return text[text.size() - 2] == '=' ? 2 : 1;
}

}  // namespace

std::string to_base64(const std::vector<std::int8_t>& bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = at; i < at + 3; ++i) {
      group = group << 8 | (i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0u);
    }
    for (std::size_t sign = 0; sign < 4; ++sign) {
      const bool is_padding = at + sign > bytes.size();
      out += is_padding ? '=' : kAlphabet[group >> (18 - 6 * sign) & 63];
    }
  }
  return out;
}

bool from_base64(std::string_view text, std::vector<std::int8_t>& bytes) {
  bytes.clear();
  if (text.size() % 4 != 0) return false;
  const std::size_t signs = text.size() - padding_of(text);
  std::uint32_t pending = 0;
  std::uint32_t pending_bits = 0;
  for (const char sign : text.substr(0, signs)) {
    const std::uint32_t value = value_of(sign);
    if (value == kNone) return false;
    pending = (pending << 6 | value) & 0xFFFF;
    pending_bits += 6;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes.push_back(static_cast<std::int8_t>(pending >> pending_bits & 0xFF));
  }
  return (pending & ((1u << pending_bits) - 1)) == 0;  // one text for each list of bytes
}

}  // namespace precheck
