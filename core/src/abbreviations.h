// English abbreviations, folded and without their point: whether that point ends the sentence.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace precheck {

// "Mr. Smith": the sentence goes on.
inline bool is_never_last(std::string_view word) {
  constexpr std::string_view kWords[] = {"approx", "cf", "dr",   "eg",  "gen", "gov", "ie", "mr",
                                         "mrs",    "ms", "prof", "rep", "sen", "st",  "vs"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// "and so on, etc.": it ends where no small letter follows.
inline bool may_be_last(std::string_view word) {
  constexpr std::string_view kWords[] = {"al", "co", "etc", "inc", "jr", "ltd", "sr"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

}  // namespace precheck
