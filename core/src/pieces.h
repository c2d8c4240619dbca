// A word in pieces, "s c a m" or "id-iot": what tells it from words that only stand side by side.
// A token is named by its place in Text::tokens.
#pragma once

#include <cstdint>

#include "skeleton.h"
#include "text.h"

namespace precheck {

// One letter, digit or emoji.
bool is_single_piece(const Text& text, std::uint32_t at);

bool has_space_between(const Text& text, std::uint32_t at);

// Whether white space stands before the token. A word broken at the end of a line, "id-" and "iot",
// has none.
inline bool has_space_before(const Text& text, std::uint32_t at) {
  const Token& token = text.tokens[at];
  if (token.gap == Gap::space && token.begin - text.tokens[at - 1].end == 1) return true;
  return token.begin != text.tokens[at - 1].end && has_space_between(text, at);
}

// Adds the sign that is one of the letters: the "@" between b and d of "b-@-d".
void add_sign_between(const Text& text, std::uint32_t at, Skeleton& skeleton);

// Whether [first, last] may be one word taken apart, seen from what stands between the pieces.
// Words of a language with accents stand apart by right; "ftp.para.site.example", "ver_min(v)" and
// "(i | d) { i = 0; t" are code.
bool may_be_one_word(const Text& text, std::uint32_t first, std::uint32_t last, bool spaced,
                     bool all_single, const Skeleton& skeleton);

}  // namespace precheck
