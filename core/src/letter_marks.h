// Where letters and the signs of ordinary sentences stand; sixteen bytes at a time where the
// machine can do that.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "eight_bytes.h"
#include "marked_text.h"
#include "sixteen_bytes.h"

namespace precheck {

struct LetterBlock {
  std::uint64_t letters = 0;  // of ASCII
  std::uint64_t blanks = 0;
  std::uint64_t stops = 0;    // a point, a comma, a call or a question
  std::uint64_t doubled = 0;  // a letter that is followed by the same one

  static LetterBlock read(const char* from, char* folded) {
    LetterBlock block;
#if defined(__SSE2__)
    const __m128i small_bit = _mm_set1_epi8('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part + 1));
      const __m128i small = _mm_or_si128(bytes, small_bit);
      const __m128i letter = bytes_between(small, 'a', 'z');
      const __m128i same = _mm_cmpeq_epi8(small, _mm_or_si128(next, small_bit));
      const __m128i line =
          _mm_or_si128(bytes_equal(bytes, '\n'),
                       _mm_or_si128(bytes_equal(bytes, '\t'), bytes_equal(bytes, '\r')));
      const __m128i stop =
          _mm_or_si128(_mm_or_si128(bytes_equal(bytes, ','), bytes_equal(bytes, '.')),
                       _mm_or_si128(bytes_equal(bytes, '!'), bytes_equal(bytes, '?')));
      const __m128i spaced =
          _mm_or_si128(_mm_andnot_si128(line, bytes), _mm_and_si128(line, small_bit));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded + part),
                       _mm_or_si128(spaced, _mm_and_si128(letter, small_bit)));
      block.letters |= bits_of_bytes(letter) << part;
      block.blanks |= bits_of_bytes(bytes_equal(spaced, ' ')) << part;
      block.stops |= bits_of_bytes(stop) << part;
      block.doubled |= bits_of_bytes(_mm_and_si128(letter, same)) << part;
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
    return block;
  }
};

class LetterMarks : public MarkedText<LetterBlock> {
 public:
  // How many letters follow one another from `at` on, up to 64.
  std::size_t run(std::size_t at) const {
    const std::size_t shift = at % 64;
    const std::uint64_t letters = block(at / 64).letters >> shift | block(at / 64 + 1).letters
                                                                        << 1 << (63 - shift);
    return static_cast<std::size_t>(std::countr_one(letters));
  }
};

}  // namespace precheck
