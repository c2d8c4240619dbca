// Looks at eight bytes of a text at once. What is found out about them is given as marks: the top
// bit of each byte of which it is true, the first byte lowest.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace precheck {

inline constexpr std::uint64_t kEachByte = 0x0101010101010101ull;
inline constexpr std::uint64_t kTopBits = kEachByte << 7;

// The bytes from `at` on; zeros stand for those behind the end.
inline std::uint64_t load_eight(std::string_view text, std::size_t at) {
  std::uint64_t bytes = 0;
  const std::size_t size = text.size() - at;
  if (std::endian::native == std::endian::little && size >= 8) {
    std::memcpy(&bytes, text.data() + at, 8);
    return bytes;
  }
  for (std::size_t i = size < 8 ? size : 8; i-- > 0;) {
    bytes = bytes << 8 | static_cast<unsigned char>(text[at + i]);
  }
  return bytes;
}

inline void store_eight(char* to, std::uint64_t bytes) {
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(to, &bytes, 8);
  } else {
    for (std::size_t i = 0; i < 8; ++i) to[i] = static_cast<char>(bytes >> (8 * i));
  }
}

// Those from `first` to `last`, which are ASCII.
inline std::uint64_t marks_between(std::uint64_t bytes, unsigned char first, unsigned char last) {
  const std::uint64_t low = bytes & ~kTopBits;
  const std::uint64_t from_first = low + kEachByte * (0x80u - first);
  const std::uint64_t after_last = low + kEachByte * (0x7Fu - last);
  return from_first & ~after_last & ~bytes & kTopBits;
}

inline std::uint64_t marks_equal(std::uint64_t bytes, unsigned char byte) {
  return marks_between(bytes, byte, byte);
}

inline std::uint64_t marks_beyond_ascii(std::uint64_t bytes) { return bytes & kTopBits; }

// The place of the first mark, 0 to 7; 8 where there is none.
inline std::size_t first_mark(std::uint64_t marks) {
  return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
}

inline std::uint32_t count_marks(std::uint64_t marks) {
  return static_cast<std::uint32_t>((marks >> 7) * kEachByte >> 56);
}

// Eight marks as eight bits.
inline std::uint64_t bits_of_marks(std::uint64_t marks) {
  return (marks >> 7) * 0x0102040810204080ull >> 56;
}

// The marks of the first `count` bytes; all where `count` is 8.
inline std::uint64_t first_marks(std::uint64_t marks, std::size_t count) {
  return count < 8 ? marks & ((std::uint64_t{1} << (8 * count)) - 1) : marks;
}

}  // namespace precheck
