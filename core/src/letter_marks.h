// Where the letters and signs of a text stand, one bit for each byte; sixteen bytes at a time where
// the machine can do that.
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

#include "eight_bytes.h"

namespace precheck {

// A text in small letters (ASCII), with spaces for line breaks and tabs and behind it; and its
// marks.
class LetterMarks {
 public:
  struct Block {
    std::uint64_t letters = 0;  // of ASCII
    std::uint64_t blanks = 0;
    std::uint64_t stops = 0;    // a point, a comma, a call or a question
    std::uint64_t doubled = 0;  // a letter that is followed by the same one
  };

  void read(std::string_view text) {
    blocks_ = text.size() / 64 + 1;
    if (marks_.size() < blocks_ + 1) {
      marks_.resize(blocks_ + 1);  // one more than the text fills
      folded_.resize((blocks_ + 1) * 64);
    }
    std::size_t at = 0;
    for (; at + 64 < text.size(); at += 64) read_block(text.data() + at, at);
    char last[64 + 64 + 16];
    std::memset(last, ' ', sizeof last);
    std::memcpy(last, text.data() + at, text.size() - at);
    for (std::size_t i = 0; at <= blocks_ * 64; i += i < 64 ? 64 : 0, at += 64) {
      read_block(last + i, at);
    }
  }

  std::size_t blocks() const { return blocks_; }
  const Block& block(std::size_t number) const { return marks_[number]; }
  const char* folded() const { return folded_.data(); }

  // How many letters follow one another from `at` on, up to 64.
  std::size_t run(std::size_t at) const {
    const Block* block = marks_.data() + at / 64;
    const std::size_t shift = at % 64;
    const std::uint64_t letters = block[0].letters >> shift | block[1].letters << 1 << (63 - shift);
    return static_cast<std::size_t>(std::countr_one(letters));
  }

 private:
  // Sixty-four bytes, with one more behind them.
  void read_block(const char* from, std::size_t at) {
    char* folded = folded_.data() + at;
    Block block;
#if defined(__SSE2__)
    const auto equal = [](__m128i bytes, char byte) {
      return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
    };
    const auto mask = [](__m128i marks) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(marks))};
    };
    const __m128i small_bit = _mm_set1_epi8('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part + 1));
      const __m128i small = _mm_or_si128(bytes, small_bit);
      const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                           _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
      const __m128i same = _mm_cmpeq_epi8(small, _mm_or_si128(next, small_bit));
      const __m128i line =
          _mm_or_si128(equal(bytes, '\n'), _mm_or_si128(equal(bytes, '\t'), equal(bytes, '\r')));
      const __m128i stop = _mm_or_si128(_mm_or_si128(equal(bytes, ','), equal(bytes, '.')),
                                        _mm_or_si128(equal(bytes, '!'), equal(bytes, '?')));
      const __m128i spaced =
          _mm_or_si128(_mm_andnot_si128(line, bytes), _mm_and_si128(line, small_bit));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded + part),
                       _mm_or_si128(spaced, _mm_and_si128(letter, small_bit)));
      block.letters |= mask(letter) << part;
      block.blanks |= mask(equal(spaced, ' ')) << part;
      block.stops |= mask(stop) << part;
      block.doubled |= mask(_mm_and_si128(letter, same)) << part;
    }
#else
    constexpr std::uint64_t kSmall = kEachByte * ('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 8) {
      const std::uint64_t bytes = load_eight({from + part, 8}, 0);
      const std::uint64_t next = load_eight({from + part + 1, 8}, 0);
      const std::uint64_t letter = marks_between(bytes | kSmall, 'a', 'z');
      const std::uint64_t differs = ((bytes ^ next) & ~kSmall) | kTopBits;
      const std::uint64_t line = marks_between(bytes, '\t', '\n') | marks_equal(bytes, '\r');
      const std::uint64_t all_of_line = (line >> 7) * 0xFF;
      const std::uint64_t stop = marks_equal(bytes, ',') | marks_equal(bytes, '.') |
                                 marks_equal(bytes, '!') | marks_equal(bytes, '?');
      store_eight(folded + part, (bytes & ~all_of_line) | (all_of_line & kSmall) | (letter >> 2));
      block.letters |= bits_of_marks(letter) << part;
      block.blanks |= bits_of_marks(line | marks_equal(bytes, ' ')) << part;
      block.stops |= bits_of_marks(stop) << part;
      block.doubled |= bits_of_marks(~(differs - kEachByte) & letter) << part;
    }
#endif
    marks_[at / 64] = block;
  }

  // Eight marks as eight bits.
  static std::uint64_t bits_of_marks(std::uint64_t marks) {
    return (marks >> 7) * 0x0102040810204080ull >> 56;
  }

  std::vector<char> folded_;
  std::vector<Block> marks_;
  std::size_t blocks_ = 0;  // that the text fills
};

}  // namespace precheck
