// What a policy puts into its matcher, in order, as bytes: texts, and between them signs that no
// UTF-8 text holds. Much as it stands in the policy's JSON, and as well compressed.
#pragma once

#include <string>
#include <string_view>

#include "phrase_template.h"

namespace precheck {

enum SourceSign : std::uint8_t {
  kSourceAnchors = 0xC0,  // a number follows: 1 from the start of a sentence, 2 to its end, 3 both
  kSourceEntry = 0xF5,    // the text before it is an entry of the set being filled
  kSourceTopic,           // the entries to come name the next concept
  kSourceNewSet,          // the set being filled from here on is a new one
  kSourceSet,             // a number follows: the set being filled from here on
  kSourceSees,    // two numbers follow: the folds of the phrases to come, and what they ignore
  kSourceOr,      // the text before it is one choice of several
  kSourceThen,    // the piece of a template ends
  kSourceMaybe,   // the same, and the piece is optional
  kSourceSlot,    // a number follows: twice the set, and 1 where the piece is optional
  kSourceGap,     // a number follows: at most so many words; 0 for any
  kSourcePhrase,  // the template ends
};

class MatcherFiller;

class SourceWriter {
 public:
  explicit SourceWriter(std::string* out) : out_(out) {}

  void new_set(SetId set);
  void entry(SetId set, std::string_view words, std::uint32_t topic);
  void phrase(SetId set, const PhraseTemplate& phrase, std::uint16_t folds, std::uint8_t ignored);

 private:
  void sign(SourceSign sign) { *out_ += static_cast<char>(sign); }
  void sign(SourceSign sign, std::uint64_t number);
  void fill(SetId set);
  void words(const Piece& piece, const Piece* next);

  std::string* out_;
  SetId filled_ = 0;
  std::uint32_t topic_ = 0;
  std::uint32_t sees_ = 0xFFFFFFFF;  // nothing is told yet
};

// Fills a matcher again. False where the bytes are broken; nothing is trusted.
bool fill_from_source(std::string_view source, MatcherFiller& filler, const WordMatcher& matcher);

}  // namespace precheck
