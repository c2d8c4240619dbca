// The letters of a word that may be a disguise, and what had to be undone to read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "characters.h"

namespace precheck {

// The letter that an ASCII digit or sign, a euro, a pound or a cent stands for; 0 where it stands
// for none.
char leet_letter(char32_t sign);

// The same for signs and digits of other widths and alphabets: U+FF20, U+1D7D2.
char leet_letter_of(char32_t point);

// The character at `at`, with "()" read as the 0 it is drawn like: m()r()n.
TypedCharacter typed_character_or_pair(std::string_view source, std::size_t at);

// Whether two or more of a letter stand together, so that it may be a stretched word: runs of
// three and more; in longer words a doubled letter is enough.
bool has_stretch(std::string_view word);

// Letters put together from typed characters.
struct Skeleton {
  std::string letters;
  std::uint16_t folds = 0;
  std::size_t accents = 0;
  std::size_t alikes = 0;
  std::size_t leets = 0;
  std::size_t masks = 0;
  std::vector<std::size_t> either;  // which letters may be an i or an l
  bool valid = true;

  void may_be_either() { either.push_back(letters.size() - 1); }

  void append(const Skeleton& piece) {
    for (const std::size_t at : piece.either) either.push_back(letters.size() + at);
    letters += piece.letters;
    folds |= piece.folds;
    accents += piece.accents;
    leets += piece.leets;
  }

  // Adds one character; false when it can be no part of a word.
  bool add(char32_t point, bool read_leet);

 private:
  bool add_look_alike(char32_t point);
};

}  // namespace precheck
