// Random words, disguises and texts, the same on every machine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace draw {

class Draw {
 public:
  explicit Draw(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
  bool one_in(std::uint32_t many) { return below(many) == 0; }
  const std::string& of(const std::vector<std::string>& list) {
    return list[below(static_cast<std::uint32_t>(list.size()))];
  }

 private:
  std::mt19937 engine_;  // the same numbers on every machine
};

inline const std::vector<std::string> kWords = {
    "red",     "tea",    "moron", "you",          "are",    "a",          "i",      "the",
    "US",      "us",     "idiot", "kill",         "boot",   "bot",        "coffee", "don't",
    "10",      "C++",    "U.S.",  "caf\u00e9",    "with",   "out",        "self",   "all",
    "illegal", "people", "bee",   "\u7f8e\u56fd", "\u4e2d", "\U0001F600", "3.5",    "10,000",
    "o'clock", "9/11",   "b.s.",  "4th"};

inline std::string words_in_a_row(Draw& draw, std::uint32_t most) {
  std::string out = draw.of(kWords);
  for (std::uint32_t more = draw.below(most); more > 0; --more) out += ' ' + draw.of(kWords);
  return out;
}

inline std::string disguised(Draw& draw, std::string word) {
  static const std::vector<std::string> kBetween = {
      "\u200B", "\u00AD", "\u0301", "<b>", "</b>", "*", "-", ".", " ", "'", "&#105;", "!"};
  static const std::vector<std::string> kInstead = {
      "1",      "0",      "4",      "$",      "@", "*",     "\u0430",
      "\u0435", "\uFF41", "\u24B6", "\u00e9", "|", "&#x61;"};
  if (word.empty()) return word;
  const std::size_t at = draw.below(static_cast<std::uint32_t>(word.size()));
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return !(c & 0x80); });
  switch (draw.below(9)) {
    case 0:
      return word.insert(at, draw.of(kBetween));
    case 1:
      return ascii ? word.replace(at, 1, draw.of(kInstead)) : word;
    case 2:
      return ascii ? word.insert(at, 1 + draw.below(3), word[at]) : word;
    case 3:
      for (char& c : word) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      return word;
    case 4: {
      if (!ascii) return word;
      std::string spaced;
      const char between = " -._"[draw.below(4)];
      for (const char c : word) spaced += (spaced.empty() ? "" : std::string(1, between)) + c;
      return spaced;
    }
    case 5:
      return word + "'s";
    case 6:
      return "\u202E" + std::string(word.rbegin(), word.rend());
    default:
      return word;
  }
}

inline std::string text(Draw& draw) {
  static const std::vector<std::string> kGaps = {
      " ",      " ",   " ",    " ",           " ",   " ", ", ",   ". ",     "! ",
      "? ",     "\n",  "\n\n", "-",           "\"",  "`", "... ", "\u3002", "\u201C",
      "\u201D", " > ", " (",   "http://x.y/", "...", "",  "\n> "};
  std::string out;
  for (std::uint32_t i = draw.below(14); i > 0; --i) {
    out += draw.one_in(3) ? disguised(draw, draw.of(kWords)) : draw.of(kWords);
    out += draw.of(kGaps);
  }
  if (draw.one_in(20)) out += "\xE4\xB8";
  return out;
}

}  // namespace draw
