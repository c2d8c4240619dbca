// What a glance sees between two spaces, and how it knows words: by hashes of a few bytes.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace precheck {

inline constexpr std::uint64_t kFirstFactor = 0x9E3779B97F4A7C15ull;
inline constexpr std::uint64_t kSecondFactor = 0xC2B2AE3D27D4EB4Full;

inline std::uint64_t eight_bytes_at(const char* from) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, 8);
  return bytes;
}

// Of a word of a byte at least, behind which eight bytes more may be read.
inline std::uint64_t first_eight_bytes(const char* word, std::size_t size) {
  const std::size_t behind = 64 - 8 * std::min<std::size_t>(size, 8);  // bits
  return eight_bytes_at(word) << behind >> behind;
}

// Of a word of a byte at least, behind which eight bytes more may be read: a hash whose upper bits
// tell the most. Words that are as long, begin with the same eight bytes and end with the same one
// are taken for one another. Without branches, as nobody can guess how long the next word is.
inline std::uint64_t hash_of_word(const char* word, std::size_t size) {
  const std::uint64_t end = size << 8 | static_cast<unsigned char>(word[size - 1]);
  return (first_eight_bytes(word, size) ^ end * kSecondFactor) * kFirstFactor;
}

// Of a word that ends where its memory does.
inline std::uint64_t hash_of_word(std::string_view word) {
  if (word.empty()) return 0;
  if (word.size() >= 8) return hash_of_word(word.data(), word.size());
  char room[16] = {};
  std::memcpy(room, word.data(), word.size());
  return hash_of_word(room, word.size());
}

inline std::uint64_t hash_of_pair(std::uint64_t first, std::uint64_t second) {
  return first * 3 + second;
}

// "coool" -> "col", at `out`, which has room for as many bytes. How many there are.
std::size_t squeeze(std::string_view word, char* out);

// How words begin, by four bytes of small letters; what stands behind a shorter word is no matter.
class WordBegins {
 public:
  WordBegins() : bits_(kPlaces / 64) {}
  void add(std::string_view word);

  // False where no such word begins here.
  bool may_begin(const char* at) const {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, at, 4);
    const std::size_t place = place_of(bytes & kLowBits);
    return (bits_[place / 64] >> (place % 64) & 1) != 0;
  }

 private:
  static constexpr std::size_t kPlaces = 1 << 16;
  static constexpr std::uint32_t kLowBits = 0x1F1F1F1F;  // of a letter, all that tells
  static std::size_t place_of(std::uint32_t bytes) { return bytes * 0x9E3779B1u >> 16; }
  void add(std::uint32_t bytes, std::size_t known);

  std::vector<std::uint64_t> bits_;
};

// Words of two to seven bytes, by their bytes; a few may be forgotten.
class CommonWordTable {
 public:
  CommonWordTable();
  bool has(const char* word, std::size_t size) const {
    if (size < 2 || size > 7) return false;
    const std::uint64_t bytes = first_eight_bytes(word, size);
    return places_[place_of(bytes)] == bytes;
  }

 private:
  static std::size_t place_of(std::uint64_t bytes) {
    return static_cast<std::size_t>(bytes * kFirstFactor >> 54);
  }
  std::vector<std::uint64_t> places_;
};

// A stretch of a text between two spaces.
struct Chunk {
  enum Kind : std::uint8_t {
    signs,   // which do nothing
    words,   // ASCII letters and apostrophes, with signs between and around
    number,  // digits, with signs between and around
    mixed,   // one word of ASCII letters and digits, but for 1, with signs around
    emoji,   // one, which folds to itself
    odd,     // anything else
  };
  struct Word {
    std::uint32_t begin;  // bytes from the beginning of the stretch
    std::uint32_t size;
    bool has_apostrophe;
  };
  static constexpr std::size_t kMostWords = 10;

  Kind kind = odd;
  bool is_call = false;  // "()" follows the last word
  std::size_t size = 0;
  std::size_t count = 0;
  std::array<Word, kMostWords> list;

  // What stands between a word and the one before it.
  std::string_view between(std::string_view text, std::size_t word) const {
    const std::size_t from = list[word - 1].begin + list[word - 1].size;
    return text.substr(from, list[word].begin - from);
  }
};

// Does nothing to the words beside it, and begins no tag.
bool is_idle_sign(char byte);

Chunk read_chunk(std::string_view chunk);

// "<b>", "<!--", "[i]", "[/i]"; but "<3" and "[bug" are none.
bool may_be_tag(std::string_view text, std::size_t at);

// Whether what stands in it may do something to what stands behind the next space: a tag, or a mark
// that turns the writing around.
bool reaches_far(std::string_view chunk);

// "don\u2019t" -> "don't", in small letters, at `out`. How many bytes there are.
std::size_t fold_contraction(std::string_view typed, char* out);

// Where the stretch begins that holds the word so many words before the one at `at`.
std::size_t begin_of_words(std::string_view text, std::size_t at, std::uint32_t words);

// Where the stretch ends that holds the word so many words behind the one that ends at `at`.
std::size_t end_of_words(std::string_view text, std::size_t at, std::uint32_t words);

}  // namespace precheck
