// A set of hashes whose upper bits tell the most: open addressing, behind a table of bits that
// tells most hashes that are not there from a small piece of memory. A hash that is not there may
// rarely be taken for one that is.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace precheck {

class HashSet {
 public:
  HashSet() { make_room(0); }

  // Forgets all, and makes room for so many.
  void make_room(std::size_t most) {
    const std::size_t slots = std::bit_ceil(std::max(most, kFewest) * kSlotsEach);
    slots_.assign(slots, 0);
    mask_ = slots - 1;
    const std::size_t bits = slots * kBitsEachSlot;
    bits_.assign(bits / 64, 0);
    shift_ = 64 - std::countr_zero(bits);
  }

  void add(std::uint64_t hash) {
    const auto bit = static_cast<std::size_t>(hash >> shift_);
    bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    std::size_t at = place_of(hash);
    while (slots_[at] != 0 && slots_[at] != tag_of(hash)) at = (at + 1) & mask_;
    slots_[at] = tag_of(hash);
  }

  // Says no, or 0, for most of what is not there.
  struct Filter {
    const std::uint64_t* bits;
    int shift;
    std::uint64_t bit(std::uint64_t hash) const {
      const auto at = static_cast<std::size_t>(hash >> shift);
      return bits[at / 64] >> (at % 64) & 1;
    }
    bool may_have(std::uint64_t hash) const { return bit(hash) != 0; }
  };
  Filter filter() const { return {bits_.data(), shift_}; }

  bool has(std::uint64_t hash) const { return filter().may_have(hash) && is_listed(hash); }

 private:
  static constexpr std::size_t kFewest = 16;
  static constexpr std::size_t kSlotsEach = 4;
  static constexpr std::size_t kBitsEachSlot = 16;

  static std::uint32_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32) | 1;  // 0 is an empty slot
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
  int shift_ = 0;
};

}  // namespace precheck
