#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <bit>
#include <cstring>
#include <string_view>

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

// The ASCII letters alone, of up to kBytes bytes from `at` on.
class AsciiLetters {
 public:
#if defined(__SSE2__)
  static constexpr std::size_t kBytes = 16;

  AsciiLetters(std::string_view text, std::size_t at) {
    const __m128i bytes = load(text, at);
    const __m128i kSmall = _mm_set1_epi8('a' - 'A');
    const __m128i small = _mm_or_si128(bytes, kSmall);
    const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                         _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
    folded_ = _mm_or_si128(bytes, _mm_and_si128(letter, kSmall));
    const auto letters = static_cast<std::uint32_t>(_mm_movemask_epi8(letter));
    length_ = static_cast<std::size_t>(std::countr_one(letters));
    const auto same = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, folded_)));
    capitals_ = ~same & ((1u << length_) - 1);
  }

  // Zeros stand for the bytes behind the end.
  static __m128i load(std::string_view text, std::size_t at) {
    const char* from = text.data() + at;
    if (text.size() - at >= kBytes) return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    char padded[kBytes] = {};
    std::memcpy(padded, from, text.size() - at);
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(padded));
  }

  // Whether two of the same stand side by side. What stands behind the last one is no letter.
  bool has_double() const {
    const __m128i next = _mm_srli_si128(folded_, 1);
    const auto same = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(folded_, next)));
    return (same & ((1u << length_) - 1)) != 0;
  }

  std::uint32_t capitals() const {  // mostly none or one
    std::uint32_t count = 0;
    for (std::uint32_t rest = capitals_; rest != 0; rest &= rest - 1) ++count;
    return count;
  }
  bool starts_with_capital() const { return (capitals_ & 1) != 0; }

  // In small letters, with whatever stands behind them: kBytes bytes.
  void store(char* to) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), folded_); }

 private:
  __m128i folded_;
  std::uint32_t capitals_;  // one bit for each
#else
  static constexpr std::size_t kBytes = 8;

  AsciiLetters(std::string_view text, std::size_t at) {
    constexpr std::uint64_t kSmall = kEachByte * ('a' - 'A');
    const std::uint64_t bytes = load_eight(text, at);
    const std::uint64_t letter = marks_between(bytes | kSmall, 'a', 'z');
    length_ = first_mark(letter ^ kTopBits);
    const std::uint64_t capital = letter & ~((bytes & kSmall) << 2);
    capitals_ = first_marks(capital, length_);
    folded_ = bytes | capital >> 2;
  }

  // Whether two of the same stand side by side. What stands behind the last one is no letter.
  bool has_double() const {
    const std::uint64_t differs = (folded_ ^ folded_ >> 8) | kTopBits;
    return first_marks(~(differs - kEachByte) & kTopBits, length_) != 0;
  }

  std::uint32_t capitals() const { return capitals_ == 0 ? 0 : count_marks(capitals_); }
  bool starts_with_capital() const { return (capitals_ & 0x80) != 0; }

  // In small letters, with whatever stands behind them: kBytes bytes.
  void store(char* to) const { store_eight(to, folded_); }

 private:
  std::uint64_t folded_;
  std::uint64_t capitals_;  // marks
#endif

 public:
  std::size_t length() const { return length_; }

 private:
  std::size_t length_;
};

}  // namespace precheck
