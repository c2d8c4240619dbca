// Fills the matcher of a policy with lists of words and with templates of phrases, and keeps what
// it was given as bytes (matcher_source.h). A compiled policy holds these bytes and is filled from
// them again: what is multiplied out would be five times as long.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matcher_source.h"
#include "phrase_template.h"
#include "word_matcher.h"

namespace precheck {

inline constexpr std::size_t kMaxEntryBytes = 1'000;  // one word list entry or phrase template

enum class Filled : std::uint8_t {
  yes,
  too_long,       // an entry of too many bytes
  no_word,        // an entry without a word
  too_many_ways,  // a template with too many optional parts
  too_large,      // the matcher has grown over the limit of a compiled policy
};

class MatcherFiller {
 public:
  // `source` is appended to; null where nobody will ask for it.
  MatcherFiller(WordMatcher& matcher, std::string* source) : matcher_(matcher), source_(source) {}

  // What the phrases to come may see.
  std::uint16_t folds = kFoldAll;
  std::uint8_t ignored = 0;

  SetId new_set();

  // Adds a word or several words in a row to a set.
  Filled add_entry(SetId set, std::string_view words, std::uint32_t topic);

  // Adds each way to read the template, as hits of `set`.
  Filled add_template(SetId set, const PhraseTemplate& phrase);

  // The entry, or the part of a template, that holds no word.
  const std::string& wordless() const { return wordless_; }

 private:
  Filled add(SetId set, std::string_view words, std::uint32_t topic);
  Filled add_way(const std::vector<const Piece*>& pieces);
  Filled add_words(const Piece& piece);
  Filled flush_words();
  void add_step(SetId set);

  WordMatcher& matcher_;
  SourceWriter source_;
  Vocabulary parts_;              // of phrases, each with all its words
  std::vector<SetId> part_sets_;  // by part
  std::string wordless_;

  // Of the phrase being made.
  Phrase phrase_{};
  std::uint32_t gap_ = 0;
  std::vector<std::string> words_;  // ways to read the words since the last step
};

}  // namespace precheck
