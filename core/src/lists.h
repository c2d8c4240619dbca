// A list of lists in one piece of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace precheck {

template <typename Item>
class Lists {
 public:
  struct Range {
    const Item* first;
    const Item* last;
    const Item* begin() const { return first; }
    const Item* end() const { return last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
    bool empty() const { return first == last; }
  };
  Lists() : starts_(1) {}
  Range operator[](std::size_t list) const {
    if (list + 1 >= starts_.size()) return {nullptr, nullptr};
    return {items_.data() + starts_[list], items_.data() + starts_[list + 1]};
  }
  void add(const Item& item) { items_.push_back(item); }
  void end_list() { starts_.push_back(static_cast<std::uint32_t>(items_.size())); }
  const std::vector<Item>& items() const { return items_; }
  std::size_t bytes() const { return items_.size() * sizeof(Item) + starts_.size() * 4; }

 private:
  std::vector<Item> items_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace precheck
