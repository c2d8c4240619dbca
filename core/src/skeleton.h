// The letters of a word that may be a disguise, and what had to be undone to read them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "characters.h"

namespace precheck {

// The letter that an ASCII digit or sign, a euro, a pound or a cent stands for; 0 where it stands
// for none.
constexpr char leet_letter(char32_t sign) {
  switch (sign) {
    case '0':
      return 'o';
    case '1':
      return 'i';
    case '3':
      return 'e';
    case '4':
      return 'a';
    case '5':
      return 's';
    case '7':
      return 't';
    case '8':
      return 'b';
    case '9':
      return 'g';
    case '@':
      return 'a';
    case '$':
      return 's';
    case '!':
      return 'i';
    case '|':
      return 'i';
    case '+':
      return 't';
    case 0x20AC:
      return 'e';  // euro
    case 0xA3:
      return 'l';  // pound
    case 0xA2:
      return 'c';  // cent
    default:
      return 0;
  }
}

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

// What may join the letters beside it into a disguised word; also what is not looked at here.
inline constexpr std::array<bool, 256> kMayDisguise = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = i >= 0x80 || leet_letter(static_cast<char32_t>(i)) != 0;
  }
  for (const unsigned char sign : {'<', '*', '#', '%', '&', '('}) table[sign] = true;
  return table;
}();

inline bool may_disguise(char byte) { return kMayDisguise[static_cast<unsigned char>(byte)]; }

}  // namespace precheck
