// Sorting in few bytes. The standard library's two have a version of their own for each kind of
// item and order; together they would be a tenth of what a browser downloads.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

namespace precheck {

// In place. Mostly little is out of order, or nothing.
template <typename Iterator, typename Less = std::less<>>
void sort_in_place(Iterator first, Iterator last, Less less = {}) {
  if (std::is_sorted(first, last, less)) return;
  std::make_heap(first, last, less);
  std::sort_heap(first, last, less);
}

// What is equal keeps its order.
template <typename Iterator, typename Less>
void sort_stably(Iterator first, Iterator last, Less less) {
  using Item = typename std::iterator_traits<Iterator>::value_type;
  if (last - first < 2) return;
  Iterator middle = first + (last - first) / 2;
  sort_stably(first, middle, less);
  sort_stably(middle, last, less);
  if (!less(*middle, middle[-1])) return;
  std::vector<Item> left(std::make_move_iterator(first), std::make_move_iterator(middle));
  for (auto next = left.begin(); next != left.end(); ++first) {
    const bool is_right = middle != last && less(*middle, *next);
    *first = is_right ? std::move(*middle++) : std::move(*next++);
  }
}

}  // namespace precheck
