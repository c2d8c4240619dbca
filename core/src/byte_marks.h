// What kind of byte stands where in a text, one bit for each: sixty-four at a time.
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "ascii.h"

namespace precheck {

enum class ByteKind : std::uint8_t { letter, space, sign, odd };

// Signs that do nothing to the words beside them, and the apostrophe. What may begin a tag or an
// entity, stand for a letter or hide one is odd, and so is all beyond ASCII.
constexpr ByteKind byte_kind(unsigned char byte) {
  if (is_ascii_letter(static_cast<char>(byte))) return ByteKind::letter;
  switch (byte) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      return ByteKind::space;
    case '"':
    case '\'':
    case '(':
    case ')':
    case ',':
    case '-':
    case '.':
    case '/':
    case ':':
    case ';':
    case '?':
      return ByteKind::sign;
    default:
      return ByteKind::odd;
  }
}

// A text in small letters (ASCII), and its marks.
class ByteMarks {
 public:
  static constexpr std::size_t kRoom = 64;  // bytes behind the text that may be read

  struct Block {
    std::uint64_t letters = 0;
    std::uint64_t spaces = 0;
    std::uint64_t odd = 0;
    std::uint64_t doubled = 0;  // a letter that is followed by the same one
  };

  void read(std::string_view text) {
    const std::size_t count = text.size() / 64 + 2;  // one more than the text fills
    if (blocks_.size() < count) blocks_.resize(count);
    if (folded_.size() < count * 64 + kRoom) folded_.resize(count * 64 + kRoom);
    std::size_t at = 0;
    for (; at + 64 < text.size(); at += 64) read_block(text.data() + at, at);
    char last[160] = {};
    std::memcpy(last, text.data() + at, text.size() - at);
    std::memset(last + (text.size() - at), ' ', 64);
    read_block(last, at);
    read_block(last + 64, at + 64);
  }

  const char* folded() const { return folded_.data(); }
  const Block& block(std::size_t at) const { return blocks_[at]; }

  // The bits of one kind for the `count` bytes from `begin` on; at most 64.
  std::uint64_t bits(std::uint64_t Block::*kind, std::size_t begin, std::size_t count) const {
    const std::size_t shift = begin % 64;
    const Block* block = blocks_.data() + begin / 64;
    std::uint64_t bits = (block[0].*kind) >> shift;
    if (shift + count > 64) bits |= (block[1].*kind) << (64 - shift);
    return count < 64 ? bits & ((std::uint64_t{1} << count) - 1) : bits;
  }

 private:
  // Sixty-four bytes, and the one behind them.
  void read_block(const char* from, std::size_t at) {
    Block& block = blocks_[at / 64];
    char* folded = folded_.data() + at;
#if defined(__SSE2__)
    block = {};
    for (std::size_t part = 0; part < 64; part += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part + 1));
      const __m128i kSmall = _mm_set1_epi8('a' - 'A');
      const __m128i small = _mm_or_si128(bytes, kSmall);
      const __m128i letter = between(small, 'a', 'z');
      const __m128i space = _mm_or_si128(
          equal(bytes, ' '), _mm_or_si128(equal(bytes, '\r'), between(bytes, '\t', '\n')));
      const __m128i sign = _mm_or_si128(
          _mm_or_si128(_mm_or_si128(between(bytes, '\'', ')'), between(bytes, ',', '/')),
                       _mm_or_si128(between(bytes, ':', ';'), equal(bytes, '"'))),
          equal(bytes, '?'));
      const __m128i same = _mm_and_si128(letter, _mm_cmpeq_epi8(small, _mm_or_si128(next, kSmall)));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded + part),
                       _mm_or_si128(bytes, _mm_and_si128(letter, kSmall)));
      const std::uint64_t letters = mask(letter);
      const std::uint64_t spaces = mask(space);
      block.letters |= letters << part;
      block.spaces |= spaces << part;
      block.odd |= (~(letters | spaces | mask(sign)) & 0xFFFF) << part;
      block.doubled |= mask(same) << part;
    }
#else
    std::array<std::uint64_t, 4> kinds{};
    std::uint64_t doubled = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint8_t kind = kKinds[static_cast<unsigned char>(from[i])];
      const bool is_letter = kind == static_cast<std::uint8_t>(ByteKind::letter);
      const char small = static_cast<char>(from[i] | (is_letter ? 0x20 : 0));
      folded[i] = small;
      kinds[kind] |= std::uint64_t{1} << i;
      doubled |= std::uint64_t{is_letter && small == (from[i + 1] | 0x20)} << i;
    }
    block = {kinds[0], kinds[1], kinds[3], doubled};
#endif
  }

#if defined(__SSE2__)
  static __m128i equal(__m128i bytes, char byte) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
  }
  // From `first` to `last`, which are ASCII; what is beyond ASCII is negative.
  static __m128i between(__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
  }
  static std::uint64_t mask(__m128i bytes) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
  }
#else
  static constexpr std::array<std::uint8_t, 256> kKinds = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      table[i] = static_cast<std::uint8_t>(byte_kind(static_cast<unsigned char>(i)));
    }
    return table;
  }();
#endif

  std::vector<char> folded_;
  std::vector<Block> blocks_;
};

}  // namespace precheck
