// What was found in one text. The scan notes which places of the trie the words lead to; the hits
// of a set, and the phrases that end in it, are put together the first time they are asked for.
// Keeps its memory from text to text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "word_matcher.h"

namespace precheck {

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

// A way through the trie that the text took.
struct Occurrence {
  NodeOfTrie node;
  std::uint32_t first;  // tokens [first, last)
  std::uint32_t last;
  std::uint32_t begin;  // bytes of the source
  std::uint32_t end;
  std::uint32_t next;  // of the same node
  std::uint16_t folds;
  std::uint8_t parts;
};

class Hits {
 public:
  struct Range {
    const Hit* first = nullptr;
    const Hit* last = nullptr;
    const Hit* begin() const { return first; }
    const Hit* end() const { return last; }
    bool empty() const { return first == last; }
  };

  // The hits of a set, by place. They stay where they are until the next reset().
  Range of(SetId set) const;

  // False where of(set) is empty for certain, without looking closer.
  bool may_have(SetId set) const;

  // The watched sets that may have hits, each once.
  const std::vector<SetId>& touched() const { return touched_; }

  // Forgets everything and makes ready for a text. `post_terms`, sorted, may be null.
  void reset(const WordMatcher& matcher, const Text& text,
             const std::vector<std::string_view>* post_terms);
  void add(const Occurrence& occurrence);

 private:
  // Valid while its stamp is that of the text.
  struct NodeState {
    std::uint32_t stamp = 0;
    std::uint32_t first = 0;  // occurrences
    std::uint32_t last = 0;
  };
  struct SetState {
    std::uint32_t stamp = 0;
    std::uint32_t members = kNoNumber;  // links: nodes that were come by, of a watched set
    std::uint32_t phrases = kNoNumber;  // links: phrases that were woken and end in the set
    bool is_made = false;
    Range hits;
  };
  struct Member {
    const Membership* membership;
    std::uint32_t next;
  };
  struct Woken {
    const Wake* wake;
    std::uint32_t next;
  };
  struct Block {
    std::unique_ptr<Hit[]> hits;
    std::size_t size = 0;
  };

  SetState& state_of(SetId set) const;
  SetState& touch(SetId set);
  void come_by(NodeOfTrie node);
  void wake(SetId trigger);
  void collect(SetId set, const SetState& state) const;
  void collect_phrases(const Wake& wake) const;
  void collect_member(const Membership& member) const;
  void collect_output(const Output& output, const Occurrence& occurrence) const;
  void collect_post_terms() const;
  bool is_in_capitals(std::uint32_t at) const;
  Range keep(std::size_t from) const;

  const WordMatcher* matcher_ = nullptr;
  const Text* text_ = nullptr;
  const std::vector<std::string_view>* post_terms_ = nullptr;
  std::uint32_t stamp_ = 0;
  std::vector<Occurrence> occurrences_;
  std::vector<NodeState> nodes_;
  mutable std::vector<SetState> sets_;
  std::vector<SetId> touched_;
  std::vector<Member> members_;
  std::vector<Woken> woken_;
  mutable std::vector<Hit> collected_;  // a stack: making one set may ask for others
  mutable std::vector<Block> blocks_;
  mutable std::size_t block_ = 0;
  mutable std::size_t used_ = 0;  // of that block
};

// Joins one phrase (phrase_join.cpp).
void join_phrase(const Phrase& phrase, const Text& text, const Hits& hits, std::vector<Hit>& out);

}  // namespace precheck
