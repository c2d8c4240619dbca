// A flat table from numbers to numbers: open addressing, behind a table of bits that tells most
// keys that are not there from a small piece of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace precheck {

inline constexpr std::uint32_t kNoNumber = 0xFFFFFFFF;

class NumberMap {
 public:
  // kNoNumber where the key is not known.
  std::uint32_t find(std::uint64_t key) const {
    if (slots_.empty()) return kNoNumber;
    const std::uint64_t mixed = mix(key);
    if ((filter_[filter_place(mixed) >> 6] >> (filter_place(mixed) & 63) & 1) == 0) {
      return kNoNumber;
    }
    for (std::size_t at = mixed & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.value == kNoNumber || slot.key == key) return slot.value;
    }
  }

  // The value of `key`, which becomes `value` where it was not known. `value` is not kNoNumber.
  std::uint32_t add(std::uint64_t key, std::uint32_t value) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slot_of(key);
    if (slot.value == kNoNumber) {
      slot = {key, value};
      note(key);
      ++count_;
    }
    return slot.value;
  }

  // As add(), but a known key gets the new value; gives the one it had, or kNoNumber.
  std::uint32_t replace(std::uint64_t key, std::uint32_t value) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slot_of(key);
    const std::uint32_t known = slot.value;
    if (known == kNoNumber) {
      note(key);
      ++count_;
    }
    slot = {key, value};
    return known;
  }

  // For so many keys in all.
  void reserve(std::size_t count) {
    while ((count + 1) * 2 > slots_.size()) grow();
  }

  std::size_t bytes() const { return slots_.size() * sizeof(Slot) + filter_.size() * 8; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t value = kNoNumber;
  };

  static std::uint64_t mix(std::uint64_t key) {
    const std::uint64_t mixed = key * 0x9E3779B97F4A7C15ull;
    return mixed ^ mixed >> 32;
  }
  std::size_t filter_place(std::uint64_t mixed) const {
    return static_cast<std::size_t>(mixed >> 24) & filter_mask_;
  }
  void note(std::uint64_t key) {
    const std::size_t bit = filter_place(mix(key));
    filter_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  }
  Slot& slot_of(std::uint64_t key) {
    std::size_t at = mix(key) & mask_;
    while (slots_[at].value != kNoNumber && slots_[at].key != key) at = (at + 1) & mask_;
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    filter_.assign((slots_.size() + 7) / 8, 0);
    filter_mask_ = filter_.size() * 64 - 1;
    for (const Slot& slot : old) {
      if (slot.value == kNoNumber) continue;
      slot_of(slot.key) = slot;
      note(slot.key);
    }
  }

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t count_ = 0;
  std::vector<std::uint64_t> filter_;  // bits: no key of this hash
  std::size_t filter_mask_ = 0;
};

}  // namespace precheck
