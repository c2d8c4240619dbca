// Says in words why a text is not JSON, for people who write it by hand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace precheck {

// Where a parser stopped.
struct SyntaxPlace {
  enum class Inside { nothing, array, object };
  std::size_t last_end = 0;    // the end of the last good token
  std::size_t bad_start = 0;   // the start of the one that is not
  std::size_t stopped_at = 0;  // the byte at which it shows
  Inside inside = Inside::nothing;
  std::size_t opened_at = 0;  // the bracket of what it is inside of
  bool has_entries = false;   // something stands before it in the same brackets
  bool awaits_value = false;  // a key was read
  bool is_complete = false;   // the whole value was read
};

// "01" is read as 0, and what follows does not fit: the start of a number like that which ends at
// `end`, or `end` where there is none.
std::size_t misread_number(std::string_view document, std::size_t end);

// One sentence: what is wrong, and what to write.
std::string why_not_json(std::string_view document, const SyntaxPlace& place);

}  // namespace precheck
