// The words that a policy looks for, by number, and the few by which a word of a text is found to
// be common. One probe of a flat table a word.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "number_map.h"

namespace precheck {

inline constexpr std::uint32_t kUnknownWord = 0x7FFFFFFF;

// How a reading is compared with the words of a policy.
enum class Likewise : std::uint8_t {
  exact,
  stretched,  // every run of a letter may be longer than in the policy's word
  masked,     // each * stands for one letter
};

struct KnownWord {
  std::uint32_t id = kUnknownWord;
  bool is_common = false;
};

class Vocabulary {
 public:
  Vocabulary();

  // The number of `word`, which is new where `word` is.
  std::uint32_t add(std::string_view word);

  KnownWord look_up(std::string_view word) const {
    const std::uint64_t hash = hash_of(word);
    if ((filter_[filter_place(hash) >> 6] >> (filter_place(hash) & 63) & 1) == 0) return {};
    return look_up(word, hash);
  }

  void find(std::string_view word, Likewise how, std::vector<std::uint32_t>& ids) const;

  std::string_view word(std::uint32_t id) const {
    return std::string_view(pool_).substr(starts_[id], starts_[id + 1] - starts_[id]);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t word = kEmpty;  // a number, or a place in common_words(), with the flags below
  };
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFF;
  static constexpr std::uint32_t kCommon = 0x80000000;
  static constexpr std::uint32_t kNotListed = 0x40000000;  // common, but no word of the policy
  static constexpr std::uint32_t kNumber = 0x3FFFFFFF;

  static std::uint64_t load(const char* from, std::size_t size) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, size);
    return value;
  }
  static std::uint64_t hash_of(std::string_view word) {
    constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15ull;
    constexpr std::uint64_t kSecond = 0xC2B2AE3D27D4EB4Full;
    const char* text = word.data();
    const std::size_t size = word.size();
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    if (size >= 8) {
      first = load(text, 8);
      second = load(text + size - 8, 8);
      for (std::size_t at = 8; at + 8 < size; at += 8) {
        first = (first ^ first >> 29) * kSecond ^ load(text + at, 8);
      }
    } else if (size >= 4) {
      first = load(text, 4);
      second = load(text + size - 4, 4);
    } else if (size > 0) {
      first = load(text, 1) | load(text + size / 2, 1) << 8 | load(text + size - 1, 1) << 16;
    }
    std::uint64_t hash = first * kFirst ^ (second + size) * kSecond;
    hash ^= hash >> 32;
    hash *= kFirst;
    return hash ^ hash >> 29;
  }

  // What std::memcmp() says; a call of it costs more than most words.
  static bool are_equal(const char* left, const char* right, std::size_t size) {
    if (size >= 8) {
      for (std::size_t at = 0; at + 8 < size; at += 8) {
        if (load(left + at, 8) != load(right + at, 8)) return false;
      }
      return load(left + size - 8, 8) == load(right + size - 8, 8);
    }
    if (size >= 4) {
      return load(left, 4) == load(right, 4) && load(left + size - 4, 4) == load(right + size - 4, 4);
    }
    return size == 0 || (left[0] == right[0] && left[size / 2] == right[size / 2] &&
                         left[size - 1] == right[size - 1]);
  }

  std::size_t filter_place(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash >> 32) & filter_mask_;
  }
  KnownWord look_up(std::string_view word, std::uint64_t hash) const;
  bool is_at(const Slot& slot, std::string_view word, std::uint64_t hash) const;
  Slot& slot_of(std::string_view word, std::uint64_t hash);
  void insert(std::string_view word, std::uint32_t id);
  void insert_common_words();
  void grow();
  void find_stretched(std::string_view word, std::vector<std::uint32_t>& ids) const;
  void find_masked(std::string_view word, std::vector<std::uint32_t>& ids) const;

  std::string pool_;
  std::vector<std::uint32_t> starts_;  // of each word in the pool, and the end of the last
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
  std::vector<std::uint64_t> filter_;  // bits: no word of this hash
  std::size_t filter_mask_ = 0;
  NumberMap squeezed_;                       // hash of the squeezed word -> the last such word
  NumberMap shapes_;                         // length and initial -> the last such word
  std::vector<std::uint32_t> same_squeeze_;  // by word: the one before
  std::vector<std::uint32_t> same_shape_;
};

// Words that say nothing about a topic: "the", "and", "us".
bool is_common_word(std::string_view folded);

// All of them, sorted.
struct CommonWords {
  const std::string_view* begin_;
  const std::string_view* end_;
  const std::string_view* begin() const { return begin_; }
  const std::string_view* end() const { return end_; }
};
CommonWords common_words();

}  // namespace precheck
