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

  // Once all are added, and before find().
  void prepare();

  KnownWord look_up(std::string_view word) const { return look_up(word, first_eight(word)); }

  // The same of a word behind which eight bytes more may be read.
  KnownWord look_up_roomy(std::string_view word) const {
    std::uint64_t first = load(word.data(), 8);
    if (word.size() < 8) first &= (std::uint64_t{1} << (8 * word.size())) - 1;
    return look_up(word, first);
  }

  void find(std::string_view word, Likewise how, std::vector<std::uint32_t>& ids) const;

  std::string_view word(std::uint32_t id) const {
    return std::string_view(pool_).substr(starts_[id], starts_[id + 1] - starts_[id]);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint64_t first = 0;  // the word's first eight bytes: all of a shorter one
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
  // The first eight bytes of a word as they would be loaded, with zeros behind a shorter one.
  static std::uint64_t first_eight(std::string_view word) {
    const char* text = word.data();
    const std::size_t size = word.size();
    if (size >= 8) return load(text, 8);
    if (size >= 4) return load(text, 4) | load(text + size - 4, 4) << (8 * (size - 4));
    if (size == 0) return 0;
    return load(text, 1) | load(text + size / 2, 1) << (8 * (size / 2)) |
           load(text + size - 1, 1) << (8 * (size - 1));
  }
  static std::uint64_t hash_of(std::string_view word, std::uint64_t first) {
    constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15ull;
    constexpr std::uint64_t kSecond = 0xC2B2AE3D27D4EB4Full;
    std::uint64_t second = word.size();
    if (word.size() > 8) {
      for (std::size_t at = 8; at + 8 < word.size(); at += 8) {
        first = (first ^ first >> 29) * kSecond ^ load(word.data() + at, 8);
      }
      second += load(word.data() + word.size() - 8, 8);
    }
    std::uint64_t hash = first * kFirst ^ second * kSecond;
    hash ^= hash >> 32;
    hash *= kFirst;
    return hash ^ hash >> 29;
  }
  static std::uint64_t hash_of(std::string_view word) { return hash_of(word, first_eight(word)); }

  std::size_t filter_place(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash >> 32) & filter_mask_;
  }
  KnownWord look_up(std::string_view word, std::uint64_t first) const {
    const std::uint64_t hash = hash_of(word, first);
    if ((filter_[filter_place(hash) >> 6] >> (filter_place(hash) & 63) & 1) == 0) return {};
    // Most words that are there are short, and in their first place.
    const Slot& slot = slots_[hash & mask_];
    const bool is_same = slot.first == first && slot.hash == static_cast<std::uint32_t>(hash);
    if (is_same && word.size() < 8 && slot.word != kEmpty) return known(slot);
    return look_up(word, first, hash);
  }
  static KnownWord known(const Slot& slot) {
    return {(slot.word & kNotListed) != 0 ? kUnknownWord : slot.word & kNumber,
            (slot.word & kCommon) != 0};
  }
  KnownWord look_up(std::string_view word, std::uint64_t first, std::uint64_t hash) const;
  bool is_at(const Slot& slot, std::string_view word, std::uint64_t first,
             std::uint64_t hash) const;
  std::string_view typed(const Slot& slot) const;
  Slot& slot_of(std::string_view word, std::uint64_t first, std::uint64_t hash);
  void insert(std::string_view word, std::uint32_t id);
  void insert(std::string_view word, std::uint64_t first, std::uint64_t hash, std::uint32_t id);
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
