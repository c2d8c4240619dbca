// A text made ready for matching: words, sentences, and what each word stands in. All offsets are
// bytes of the source, so that a finding always points at what was typed.
#pragma once

#include <cstdint>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "unicode.h"
#include "vocabulary.h"

namespace precheck {

// Parts of a comment that are not the writer's own words; the bits of a policy's "ignore".
enum Part : std::uint8_t { kPartQuote = 1, kPartCode = 2, kPartLink = 4, kPartAll = 7 };

struct PartInterval {
  std::uint32_t begin;  // bytes of the source
  std::uint32_t end;
  Part part;
};

// What stands between a word and the one before it, from least to most.
enum class Gap : std::uint8_t { none, space, mark, sentence };

// What a word is typed with besides ASCII letters.
enum Trait : std::uint8_t {
  kTraitDigit = 1,
  kTraitSign = 2,   // an apostrophe, or the points of an acronym or a number
  kTraitOther = 4,  // another alphabet, an accent, an entity, a tag, something invisible
};

// A word, a Han character or an emoji.
struct Token {
  std::uint32_t begin = 0;  // bytes of the source
  std::uint32_t end = 0;
  std::uint32_t word = 0;  // where its folded form starts in Text::words, in bytes
  std::uint32_t word_length = 0;
  std::uint32_t id = kUnknownWord;  // its number in the policy's vocabulary
  std::uint32_t letters = 0;
  std::uint32_t capitals = 0;
  std::uint8_t folds = 0;  // what the folded form undid, without kFoldCase
  std::uint8_t parts = 0;
  CharClass kind = CharClass::letter;  // letter, digit (no letter in it), han or emoji
  std::uint8_t traits : 3 = 0;
  Gap gap : 2 = Gap::none;
  bool is_common : 1 = false;
  bool may_stretch : 1 = true;  // false where no two letters side by side are the same
  bool is_plain : 1 = false;    // such a word of ASCII letters between two spaces
};
static_assert(sizeof(Token) == 32);  // a long text has many

inline constexpr std::size_t kLongestWord = 48;     // bytes of one that is read again
inline constexpr std::size_t kMostSignsBefore = 4;  // before its first letter, for letters

// Another way to read the tokens [first, last): a disguise undone, where that gives a known word.
struct Reading {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t begin;  // bytes of the source: a sign that stands for a letter is no token
  std::uint32_t end;
  std::uint32_t word;  // its number
  std::uint16_t folds;
};

struct Sentence {
  std::uint32_t first;  // tokens [first, last)
  std::uint32_t last;
};

struct Text {
  static constexpr std::size_t kRoom = 8;  // bytes behind the last folded form, to load eight of it

  std::string_view source;
  std::string words;  // all folded forms, one after the other, and kRoom bytes more
  std::vector<Token> tokens;
  std::vector<Reading> readings;  // by first token
  std::vector<Sentence> sentences;
  std::vector<PartInterval> parts;  // by begin; those of one kind do not overlap

  void clear() {
    words.clear();
    tokens.clear();
    readings.clear();
    sentences.clear();
    parts.clear();
  }

  // All folded forms, as one.
  std::string_view joined() const {
    return std::string_view(words).substr(0, words.size() - kRoom);
  }
  std::string_view word(const Token& token) const {
    return std::string_view(words).substr(token.word, token.word_length);
  }
  // The number of the sentence that the token `at` stands in.
  std::uint32_t sentence_of(std::uint32_t at) const;

  std::string_view typed(const Token& token) const {
    return source.substr(token.begin, token.end - token.begin);
  }
};

// How many ways to read a word are wanted: all of its disguises; or what is typed, and that without
// a possessive's 's, which is enough where every rule folds case alone.
enum class Readings : std::uint8_t { all, typed };

// The stages, in the order they run. Each fills its part of the text.
void find_parts(std::string_view source, std::vector<PartInterval>& parts);  // parts.cpp
void find_tokens(Text& text);                                                // tokens.cpp
void note_parts(Text& text);                                                 // parts.cpp
void number_words(Text& text, const Vocabulary& vocabulary);                 // normalise.cpp
void find_readings(Text& text, const Vocabulary& vocabulary,
                   Readings which);  // disguises.cpp

// All of them. `source` must outlive the text, which keeps its memory for the next one.
void normalise(std::string_view source, const Vocabulary& vocabulary, Readings which, Text& text);

}  // namespace precheck
