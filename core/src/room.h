// Room in memory for what a text gives, as much as it takes: a long one would be held twice where
// its lists grow by doubling.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace precheck {

// For so many items room is made without knowing the text.
inline constexpr std::size_t kFirstRoom = 8192;

// Of a text `done` bytes or words of `all` are read, and gave the items so far. Makes room for what
// is expected if the rest is alike, a little at least. Few items tell little about the rest, so
// that they get room for as many again at most.
template <typename Item>
[[gnu::noinline]] void make_room_for_rest(std::vector<Item>& items, std::size_t done,
                                          std::size_t all) {
  const std::size_t count = items.size();
  std::size_t expected = count * all / (done + 1);
  expected += expected / 32;
  if (count < kFirstRoom) expected = std::min(expected, 2 * count);
  items.reserve(std::max(expected, count + count / 8) + 64);
}

// Makes room for so many more, by less than a vector does on its own: while it grows, it is held
// twice.
template <typename Item>
void make_room_for_more(std::vector<Item>& items, std::size_t more) {
  const std::size_t count = items.size();
  if (items.capacity() - count < more) items.reserve(count + std::max(more, count / 4));
}

}  // namespace precheck
