// Where words stand, and the signs that may make more or less of a word than its letters; sixteen
// bytes at a time where the machine can do that, or thirty-two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "eight_bytes.h"
#include "marked_text.h"
#include "sixteen_bytes.h"
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

namespace precheck {

struct WordBlock {
  std::uint64_t words = 0;   // letters and digits of ASCII
  std::uint64_t joints = 0;  // a point, a comma or an apostrophe
  std::uint64_t doubts = 0;  // what may begin a tag or an entity, controls, all beyond ASCII

  static WordBlock read(const char* from, char* folded) {
    WordBlock block;
#if defined(__SSE2__)
    const __m128i small_bit = _mm_set1_epi8('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part));
      const __m128i letter = bytes_between(_mm_or_si128(bytes, small_bit), 'a', 'z');
      const __m128i joint =
          _mm_or_si128(bytes_equal(_mm_or_si128(bytes, _mm_set1_epi8(2)), '.'),  // , and .
                       bytes_equal(bytes, '\''));
      const __m128i tag = _mm_or_si128(
          bytes_equal(bytes, '&'), _mm_or_si128(bytes_equal(bytes, '<'), bytes_equal(bytes, '[')));
      // As signed bytes; with one more DEL is negative, too.
      const __m128i beyond =
          _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8(1)), _mm_set1_epi8(' ' + 1));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded + part),
                       _mm_or_si128(bytes, _mm_and_si128(letter, small_bit)));
      block.words |= bits_of_bytes(_mm_or_si128(letter, bytes_between(bytes, '0', '9'))) << part;
      block.joints |= bits_of_bytes(joint) << part;
      block.doubts |= bits_of_bytes(_mm_or_si128(tag, beyond)) << part;
    }
#else
    constexpr std::uint64_t kSmall = kEachByte * ('a' - 'A');
    for (std::size_t part = 0; part < 64; part += 8) {
      const std::uint64_t bytes = load_eight({from + part, 8}, 0);
      const std::uint64_t letter = marks_between(bytes | kSmall, 'a', 'z');
      const std::uint64_t joint =
          marks_equal(bytes | 2 * kEachByte, '.') | marks_equal(bytes, '\'');
      const std::uint64_t tag =
          marks_equal(bytes, '&') | marks_equal(bytes, '<') | marks_equal(bytes, '[');
      const std::uint64_t beyond = ~marks_between(bytes, ' ', 0x7E) & kTopBits;
      store_eight(folded + part, bytes | letter >> 2);
      block.words |= bits_of_marks(letter | marks_between(bytes, '0', '9')) << part;
      block.joints |= bits_of_marks(joint) << part;
      block.doubts |= bits_of_marks(tag | beyond) << part;
    }
#endif
    return block;
  }
};

#if defined(__x86_64__) && defined(__GNUC__)
// The same, for machines with AVX2.
struct WideWordBlock {
  __attribute__((target("avx2"))) static WordBlock read(const char* from, char* folded) {
    using Bytes = unsigned char __attribute__((vector_size(32)));
    using Signed = signed char __attribute__((vector_size(32)));
    const auto bits = [](auto found) __attribute__((target("avx2"))) {
      return std::uint64_t{
          static_cast<std::uint32_t>(_mm256_movemask_epi8(reinterpret_cast<__m256i>(found)))};
    };
    WordBlock block;
    for (std::size_t part = 0; part < 64; part += 32) {
      Bytes bytes;
      std::memcpy(&bytes, from + part, sizeof bytes);
      const auto letter = (bytes | 0x20) - 'a' <= 'z' - 'a';
      const auto joint = ((bytes | 2) == '.') | (bytes == '\'');
      const auto tag = (bytes == '&') | (bytes == '<') | (bytes == '[');
      const Bytes small = bytes | (reinterpret_cast<Bytes>(letter) & 0x20);
      std::memcpy(folded + part, &small, sizeof small);
      block.words |= bits(letter | (bytes - '0' <= 9)) << part;
      block.joints |= bits(joint) << part;
      // With one more DEL is negative, too.
      block.doubts |= bits(tag | (reinterpret_cast<Signed>(bytes + 1) < ' ' + 1)) << part;
    }
    return block;
  }
};
#endif

using WordMarks = MarkedText<WordBlock>;

}  // namespace precheck
