// Finds all words and phrases of a policy in one pass over a text: one table look-up a word, then
// a trie of words for what is longer than one. Phrases with gaps and slots are joined afterwards
// from the positions of their parts, so that no rule costs anything until its parts are there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text.h"

namespace precheck {

using SetId = std::uint32_t;

// The words of the post under discussion: what [post] stands for.
inline constexpr SetId kPostTerms = 0;

struct Hit {
  SetId set;
  std::uint32_t first;  // tokens [first, last)
  std::uint32_t last;
  std::uint32_t begin;  // bytes of the source
  std::uint32_t end;
  std::uint32_t topic;  // which concept of a lexicon
  std::uint16_t folds;  // what had to be undone
  std::uint8_t parts;   // what it stands in
};

// All hits of a text, by set and position.
class Hits {
 public:
  struct Range {
    const Hit* first;
    const Hit* last;
    const Hit* begin() const { return first; }
    const Hit* end() const { return last; }
    bool empty() const { return first == last; }
  };
  Range of(SetId set) const;
  void add(const Hit& hit) { all_.push_back(hit); }
  void sort();
  const std::vector<Hit>& all() const { return all_; }

 private:
  std::vector<Hit> all_;
};

// A gap that ends where the sentence does.
inline constexpr std::uint32_t kAnyGap = 0xFFFFFFFF;

// One step of a phrase: a hit of `set`, with at most `gap` words between it and the step before.
struct PhraseStep {
  SetId set;
  std::uint32_t gap;
};

struct Phrase {
  SetId result;
  std::vector<PhraseStep> steps;
  std::uint16_t folds;   // disguises that may be undone
  std::uint8_t ignored;  // parts that are not looked at
  bool from_start;       // the first step begins its sentence
  bool to_end;           // the last step ends it
};

class WordMatcher : public KnownWords {
 public:
  WordMatcher();

  SetId new_set() { return next_set_++; }

  // Adds a word or several words in a row to a set. False when `words` holds no word at all.
  bool add(SetId set, std::string_view words, std::uint32_t topic = 0);

  void add_phrase(Phrase phrase);

  void find(std::string_view word, Likewise how, std::vector<std::uint32_t>& ids) const override;

  // The hits of a text. `post_terms` may be null.
  Hits scan(const Text& text, const std::vector<std::string>* post_terms) const;

  const std::string& word(std::uint32_t id) const { return words_[id]; }
  bool uses_post_terms() const { return uses_post_terms_; }
  // An estimate of what the matcher takes in memory.
  std::size_t bytes() const { return bytes_; }

 private:
  struct Output {
    SetId set;
    std::uint32_t topic;
    std::string typed;   // as the policy's author wrote it
    bool capitals_only;  // an acronym that is a common word in small letters
    bool run_together;   // several words written as one: "killyourself"
  };
  struct Node {
    std::vector<Output> outputs;
    bool has_children = false;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  class Scan;

  std::uint32_t word_id(std::string_view word) const;
  std::uint32_t intern(std::string_view word);
  void find_stretched(std::string_view word, std::vector<std::uint32_t>& found) const;
  void find_masked(std::string_view word, std::vector<std::uint32_t>& found) const;
  void add_output(std::uint32_t node, Output output);
  std::uint32_t add_path(const std::vector<std::uint32_t>& words);
  std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
  void join_phrases(const Text& text, Hits& hits) const;

  SetId next_set_ = kPostTerms + 1;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> vocabulary_;
  std::vector<std::string> words_;  // by id
  std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>> squeezed_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_shape_;  // length and initial
  std::unordered_map<std::uint64_t, std::uint32_t> children_;
  std::vector<Node> nodes_;
  std::vector<Phrase> phrases_;
  std::unordered_map<SetId, std::vector<std::uint32_t>> triggers_;  // set -> phrases
  std::unordered_map<SetId, std::size_t> shortest_;  // set -> bytes of its shortest member
  bool uses_post_terms_ = false;
  std::size_t bytes_ = 0;
};

// Joins one phrase (phrase_join.cpp).
void join_phrase(const Phrase& phrase, const Text& text, const Hits& hits, std::vector<Hit>& out);

// Words that say nothing about a topic: "the", "and", "us".
bool is_common_word(std::string_view folded);

}  // namespace precheck
