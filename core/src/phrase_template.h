// A phrase template, read: what phrase_template.cpp makes of its text, and matcher_filler.cpp
// multiplies out.
#pragma once

#include <string>
#include <vector>

#include "word_matcher.h"

namespace precheck {

// One piece of a template as written.
struct Piece {
  enum class Kind : std::uint8_t { words, slot, gap };
  Kind kind = Kind::words;
  bool optional = false;
  SetId slot = 0;
  std::uint32_t longest = kAnyGap;   // gap, in words
  std::vector<std::string> choices;  // words
};

struct PhraseTemplate {
  std::vector<Piece> pieces;
  bool from_start = false;
  bool to_end = false;
};

inline constexpr std::uint32_t kLongestBoundedGap = 20;  // words

}  // namespace precheck
