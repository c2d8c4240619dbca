// Numbers and texts as bytes: what compiled policies are made of. Numbers have seven bits a byte,
// the lowest first; a text has its length before it.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace precheck {

inline void append_number(std::string& out, std::uint64_t value) {
  for (; value >= 128; value >>= 7) out += static_cast<char>(value | 128);
  out += static_cast<char>(value);
}

class ByteWriter {
 public:
  void number(std::uint64_t value) { append_number(bytes_, value); }
  // The sign is the lowest bit.
  void integer(std::int64_t value) {
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void real(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    for (int byte = 0; byte < 8; ++byte) bytes_ += static_cast<char>(bits >> (8 * byte));
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Reads nothing beyond the end. After a first mistake everything is 0 and empty; ok() tells.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  void fail() {
    ok_ = false;
    rest_ = {};
  }

  // Fails over `most`.
  std::uint64_t number(std::uint64_t most) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 127) << shift;
      if (byte < 128) {
        if (value <= most) return value;
        break;
      }
    }
    fail();
    return 0;
  }
  // As number(), for an index into a list of this size.
  std::uint32_t index(std::size_t size) {
    if (size == 0) fail();
    return size == 0 ? 0 : static_cast<std::uint32_t>(number(size - 1));
  }
  // How many things follow, each of which takes at least one byte.
  std::size_t count() {
    const std::uint64_t value = number(rest_.size());
    if (value > rest_.size()) fail();  // the number itself took some of the rest
    return ok_ ? static_cast<std::size_t>(value) : 0;
  }
  bool flag() { return number(1) != 0; }
  std::int64_t integer() {
    const std::uint64_t coded = number(UINT64_MAX);
    return static_cast<std::int64_t>(coded >> 1) ^ -static_cast<std::int64_t>(coded & 1);
  }
  double real() {
    std::uint64_t bits = 0;
    if (rest_.size() < 8) {
      fail();
      return 0;
    }
    for (int byte = 0; byte < 8; ++byte) {
      bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[byte])) << (8 * byte);
    }
    rest_.remove_prefix(8);
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  std::uint8_t byte() {
    if (rest_.empty()) {
      fail();
      return 0;
    }
    const auto byte = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  // What stands before the next byte that is `sign`, or `least_sign` or more.
  std::string_view text_before_sign(std::uint8_t sign, std::uint8_t least_sign) {
    std::size_t size = 0;
    while (size < rest_.size() && !is_sign(rest_[size], sign, least_sign)) ++size;
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  std::string_view text() {
    const std::size_t size = count();
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }

 private:
  static bool is_sign(char byte, std::uint8_t sign, std::uint8_t least_sign) {
    const auto value = static_cast<std::uint8_t>(byte);
    return value >= least_sign || value == sign;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace precheck
