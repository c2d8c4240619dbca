#pragma once

#include "ascii.h"
#include "eight_bytes.h"
#include "unicode.h"

namespace precheck {

constexpr bool is_ascii_word(char byte) {
  return is_ascii_letter(byte) || (byte >= '0' && byte <= '9');
}

constexpr CharClass class_of_ascii_word(char byte) {
  if (byte <= '9') return CharClass::digit;
  return byte <= 'Z' ? CharClass::upper : CharClass::lower;
}

// The ASCII letters and digits at the start of eight bytes.
struct AsciiRun {
  explicit AsciiRun(std::uint64_t bytes) {
    constexpr std::uint64_t kSmall = kEachByte * ('a' - 'A');
    const std::uint64_t letter = marks_between(bytes | kSmall, 'a', 'z');
    const std::uint64_t capital = letter & ~((bytes & kSmall) << 2);
    const std::uint64_t digit = marks_between(bytes, '0', '9');
    length = first_mark((letter | digit) ^ kTopBits);
    capitals = count_marks(first_marks(capital, length));
    digits = count_marks(first_marks(digit, length));
    folded = bytes | capital >> 2;
  }

  std::size_t length;
  std::uint32_t capitals;
  std::uint32_t digits;
  std::uint64_t folded;  // in small letters
};

// The ASCII letters alone.
struct AsciiLetters {
  explicit AsciiLetters(std::uint64_t bytes) {
    constexpr std::uint64_t kSmall = kEachByte * ('a' - 'A');
    const std::uint64_t letter = marks_between(bytes | kSmall, 'a', 'z');
    length = first_mark(letter ^ kTopBits);
    const std::uint64_t capital = letter & ~((bytes & kSmall) << 2);
    capitals = first_marks(capital, length);
    folded = bytes | capital >> 2;
  }

  // Whether two of the same stand side by side; of fewer than eight, since what ends them is none.
  bool has_double() const {
    const std::uint64_t differs = (folded ^ folded >> 8) | kTopBits;
    return first_marks(~(differs - kEachByte) & kTopBits, length) != 0;
  }

  std::size_t length;
  std::uint64_t capitals;  // marks
  std::uint64_t folded;  // in small letters
};

}  // namespace precheck
