// Where the letters of a text stand, one bit for each byte; sixteen bytes at a time where the
// machine can do that.
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "ascii.h"
#include "eight_bytes.h"

namespace precheck {

// A text in small letters (ASCII), with spaces for line breaks and tabs and behind it; and the
// marks of its ASCII letters.
class LetterMarks {
 public:
  static constexpr std::size_t kRoom = 64;  // spaces behind the text, at least

  void read(std::string_view text) {
    blocks_ = text.size() / 64 + 2;  // one more than the text fills
    if (letters_.size() < blocks_) {
      letters_.resize(blocks_);
      doubled_.resize(blocks_);
      folded_.resize(blocks_ * 64);
    }
    std::size_t at = 0;
    for (; at + 64 < text.size(); at += 64) read_block(text.data() + at, at);
    char last[64 + 64 + 16];
    std::memset(last, ' ', sizeof last);
    std::memcpy(last, text.data() + at, text.size() - at);
    read_block(last, at);
    read_block(last + 64, at + 64);
  }

  const char* folded() const { return folded_.data(); }

  // Of the sixty-four bytes from `at` on.
  std::uint64_t letters(std::size_t at) const {
    const std::uint64_t* block = letters_.data() + at / 64;
    const std::size_t shift = at % 64;
    return block[0] >> shift | block[1] << 1 << (63 - shift);
  }

  // Where the next letter stands, from `at` on, that is followed by the same one; behind the text
  // where none does.
  std::size_t next_doubled(std::size_t at) const {
    std::size_t block = at / 64;
    std::uint64_t found = doubled_[block] & ~std::uint64_t{0} << (at % 64);
    while (found == 0) {
      if (++block >= blocks_) return blocks_ * 64;
      found = doubled_[block];
    }
    return block * 64 + static_cast<std::size_t>(std::countr_zero(found));
  }

 private:
  // Sixty-four bytes, with one more behind them.
  void read_block(const char* from, std::size_t at) {
    char* folded = folded_.data() + at;
    std::uint64_t letters = 0;
    std::uint64_t doubled = 0;
#if defined(__SSE2__)
    const __m128i small_bit = _mm_set1_epi8('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part + 1));
      const __m128i small = _mm_or_si128(bytes, small_bit);
      const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                           _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
      const __m128i same = _mm_cmpeq_epi8(small, _mm_or_si128(next, small_bit));
      const __m128i blank = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
                                         _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')),
                                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'))));
      const __m128i spaced =
          _mm_or_si128(_mm_andnot_si128(blank, bytes), _mm_and_si128(blank, small_bit));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded + part),
                       _mm_or_si128(spaced, _mm_and_si128(letter, small_bit)));
      const auto mask = [](__m128i marks) {
        return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(marks))};
      };
      letters |= mask(letter) << part;
      doubled |= mask(_mm_and_si128(letter, same)) << part;
    }
#else
    constexpr std::uint64_t kSmall = kEachByte * ('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 8) {
      const std::uint64_t bytes = load_eight({from + part, 8}, 0);
      const std::uint64_t next = load_eight({from + part + 1, 8}, 0);
      const std::uint64_t letter = marks_between(bytes | kSmall, 'a', 'z');
      const std::uint64_t differs = ((bytes ^ next) & ~kSmall) | kTopBits;
      const std::uint64_t same = ~(differs - kEachByte) & letter;
      const std::uint64_t blank =
          ((marks_between(bytes, '\t', '\n') | marks_equal(bytes, '\r')) >> 7) * 0xFF;
      store_eight(folded + part, (bytes & ~blank) | (blank & kSmall) | (letter >> 2));
      letters |= bits_of_marks(letter) << part;
      doubled |= bits_of_marks(same) << part;
    }
#endif
    letters_[at / 64] = letters;
    doubled_[at / 64] = doubled;
  }

  // Eight marks as eight bits.
  static std::uint64_t bits_of_marks(std::uint64_t marks) {
    return (marks >> 7) * 0x0102040810204080ull >> 56;
  }

  std::size_t blocks_ = 0;
  std::vector<char> folded_;
  std::vector<std::uint64_t> letters_;
  std::vector<std::uint64_t> doubled_;
};

}  // namespace precheck
