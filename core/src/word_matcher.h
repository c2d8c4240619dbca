// Finds all words and phrases of a policy in one pass over a text: one table look-up a word, then
// a trie of words for what is longer than one. What is found is noted by its place in the trie;
// hits of a set are made when somebody asks for that set (hits.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lists.h"
#include "number_map.h"
#include "text.h"
#include "vocabulary.h"

namespace precheck {

using SetId = std::uint32_t;
using PhraseId = std::uint32_t;
using NodeOfTrie = std::uint32_t;

// What no list of words makes: the words of the post under discussion, which [post] stands for, and
// the slots of slots.h.
inline constexpr SetId kPostTerms = 0;
inline constexpr SetId kFigures = 1;
inline constexpr SetId kAmounts = 2;
inline constexpr SetId kContacts = 3;
inline constexpr SetId kAddresses = 4;
inline constexpr SetId kCapitals = 5;
inline constexpr SetId kBuiltInSets = 6;

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
  SetId trigger = 0;     // a hit of this set wakes it up; add_phrase() sets it
};

// What it means for a set that the words of a path through the trie stand in a text.
struct Output {
  SetId set;
  std::uint32_t topic;
  std::uint32_t typed;  // where the words as the policy's author wrote them start in the pool
  std::uint32_t typed_size;
  bool capitals_only;  // an acronym that is a common word in small letters
  bool run_together;   // several words written as one: "killyourself"
};

// A node of the trie and a set that its words are in, by which outputs of the node.
struct Membership {
  SetId set;
  NodeOfTrie node;
  std::uint32_t first;  // outputs [first, last)
  std::uint32_t last;
};

// Phrases that one set wakes and that end in another.
struct Wake {
  SetId result;
  PhraseId first;  // phrases [first, last)
  PhraseId last;
};

class Hits;

class WordMatcher {
 public:
  WordMatcher();

  SetId new_set();

  // Adds a word or several words in a row to a set. False when `words` holds no word at all.
  bool add(SetId set, std::string_view words, std::uint32_t topic = 0);

  void add_phrase(Phrase phrase);

  // Hits::touched() is to tell of this set.
  void watch(SetId set) { sets_[set].is_asked_for = true; }

  // Once all is added, and before anything is looked for.
  void prepare();

  // Notes in `hits` what stands in the text.
  void scan(const Text& text, Hits& hits) const;

  const Vocabulary& vocabulary() const { return vocabulary_; }
  std::size_t set_count() const { return sets_.size(); }
  std::size_t node_count() const { return nodes_.size(); }
  bool uses_post_terms() const { return uses_post_terms_; }

  const Output* outputs() const { return outputs_.data(); }
  // The sets of a node that are kept an eye on: those that wake phrases, and large ones.
  Lists<Membership>::Range watched(NodeOfTrie node) const { return watched_[node]; }
  bool is_watched(SetId set) const { return sets_[set].is_watched; }
  // The nodes of a set that is not.
  Lists<Membership>::Range members(SetId set) const { return members_[set]; }
  // The phrases that a hit of this set wakes.
  Lists<Wake>::Range woken_by(SetId set) const { return woken_[set]; }
  const Phrase& phrase(PhraseId id) const { return phrases_[id]; }
  std::string_view typed(const Output& output) const {
    return std::string_view(typed_).substr(output.typed, output.typed_size);
  }

  // The words that lead to a node.
  void path_to(NodeOfTrie node, std::vector<std::uint32_t>& words) const;

  // An estimate of what the matcher takes in memory.
  std::size_t bytes() const { return bytes_; }

 private:
  struct Node {
    std::uint32_t last_output = kNoNumber;  // in drafts_
    bool has_outputs = false;
    bool has_children = false;
  };
  struct Draft {
    Output output;
    NodeOfTrie node;
    std::uint32_t before;  // of the same node
  };
  struct AddedWord {
    std::uint32_t word;
    NodeOfTrie node;   // that it leads to
    double frequency;  // about how often a word of a text is this one
  };
  struct Edge {
    NodeOfTrie from;
    std::uint32_t word;
  };
  struct Set {
    double frequency = 0;  // about how often a word of a text begins one of its members
    std::uint32_t size = 0;
    bool is_asked_for = false;
    bool is_watched = false;
  };
  class Scan;

  NodeOfTrie add_edge(NodeOfTrie node, std::uint32_t word);
  AddedWord add_word(NodeOfTrie node, const Token& token);
  void add_output(NodeOfTrie node, Output output, std::string_view typed);
  std::vector<Membership> order_outputs();
  void order_phrases();
  SetId trigger_of(const Phrase& phrase) const;
  NodeOfTrie child(NodeOfTrie node, std::uint32_t word) const {
    return edges_.find(static_cast<std::uint64_t>(node) << 32 | word);
  }

  Vocabulary vocabulary_;
  std::vector<Set> sets_;
  std::vector<Node> nodes_;
  std::vector<NodeOfTrie> first_nodes_;  // by word: the child of the root
  NumberMap edges_;                      // node and word -> node
  std::vector<Edge> ways_;               // by node, but for the root: how it is reached
  std::string typed_;
  std::vector<Phrase> phrases_;
  std::vector<Draft> drafts_;     // until prepare()
  Text entry_;                    // scratch of add()
  std::vector<AddedWord> added_;  // the words of the last entry

  std::vector<Output> outputs_;  // by node and set
  Lists<Membership> watched_;    // by node
  Lists<Membership> members_;    // by set
  Lists<Wake> woken_;            // by set
  bool uses_post_terms_ = false;
  std::size_t bytes_ = 0;
};

}  // namespace precheck
