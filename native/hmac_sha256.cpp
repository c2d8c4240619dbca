#include "hmac_sha256.h"

#include <cstddef>

namespace precheck {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr char kInner = 0x36;
constexpr char kOuter = 0x5c;

std::string xored(std::string key, char with) {
  for (char& each : key) each = static_cast<char>(each ^ with);
  return key;
}

std::string block_of(std::string_view key) {
  std::string block = key.size() > kBlockBytes ? sha256_bytes(key) : std::string(key);
  block.resize(kBlockBytes, '\0');
  return block;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
  const std::string block = block_of(key);
  return sha256_bytes(xored(block, kOuter) + sha256_bytes(xored(block, kInner).append(message)));
}

std::string hmac_sha256_hex(std::string_view key, std::string_view message) {
  const std::string block = block_of(key);
  return sha256(xored(block, kOuter) + sha256_bytes(xored(block, kInner).append(message)));
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  unsigned char difference = 0;
  for (std::size_t at = 0; at < left.size(); ++at) {
    difference |= static_cast<unsigned char>(left[at] ^ right[at]);
  }
  // The compiler must not find out early that they differ.
  const volatile unsigned char result = difference;
  return result == 0;
}

}  // namespace precheck
