// A set of hashes: open addressing, behind a table of bits that tells most hashes that are not
// there from a small piece of memory. A hash that is not there may rarely be taken for one that is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace precheck {

class HashSet {
 public:
  HashSet() { make_room(0); }

  // Forgets all, and makes room for so many.
  void make_room(std::size_t most) {
    std::size_t slots = 64;
    while (slots < most * kSlotsEach) slots *= 2;
    slots_.assign(slots, 0);
    mask_ = slots - 1;
    bits_.assign(slots * kBitsEach / kSlotsEach / 64, 0);
    bits_mask_ = bits_.size() - 1;
  }

  void add(std::uint64_t hash) {
    bits_[block_of(hash)] |= std::uint64_t{1} << (hash & 63);
    std::size_t at = place_of(hash);
    while (slots_[at] != 0 && slots_[at] != tag_of(hash)) at = (at + 1) & mask_;
    slots_[at] = tag_of(hash);
  }

  // Says no for most of what is not there.
  struct Filter {
    const std::uint64_t* bits;
    std::size_t mask;
    bool may_have(std::uint64_t hash) const {
      return (bits[static_cast<std::size_t>(hash >> 6) & mask] >> (hash & 63) & 1) != 0;
    }
  };
  Filter filter() const { return {bits_.data(), bits_mask_}; }

  bool has(std::uint64_t hash) const { return filter().may_have(hash) && is_listed(hash); }

 private:
  static constexpr std::size_t kSlotsEach = 4;
  static constexpr std::size_t kBitsEach = 64;

  static std::uint32_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32) | 1;  // 0 is an empty slot
  }
  std::size_t block_of(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash >> 6) & bits_mask_;
  }
  std::size_t place_of(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash >> 20) & mask_;
  }
  bool is_listed(std::uint64_t hash) const {
    for (std::size_t at = place_of(hash); slots_[at] != 0; at = (at + 1) & mask_) {
      if (slots_[at] == tag_of(hash)) return true;
    }
    return false;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t mask_ = 0;
  std::vector<std::uint64_t> bits_;
  std::size_t bits_mask_ = 0;
};

}  // namespace precheck
