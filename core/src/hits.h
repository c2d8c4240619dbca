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
  static constexpr std::uint32_t kMostTokens = (1u << 14) - 1;
  static constexpr std::uint32_t kMostBefore = (1u << 3) - 1;
  static constexpr std::uint32_t kMostAfter = (1u << 8) - 1;

  NodeOfTrie node;
  std::uint32_t first;  // tokens [first, first + count)
  std::uint32_t next;   // of the same node
  std::uint32_t count : 14;
  std::uint32_t before : 3;  // bytes of a disguise that stand outside of the tokens
  std::uint32_t after : 8;
  std::uint32_t folds : 7;
};
static_assert(sizeof(Occurrence) == 16);  // a long text has many

// Memory that is kept from one phrase to the next.
struct JoinScratch {
  std::vector<Hit> begun;  // what is found of the phrase so far
  std::vector<Hit> next;
};

class Hits {
 public:
  struct Range {
    const Hit* first = nullptr;
    const Hit* last = nullptr;
    const Hit* begin() const { return first; }
    const Hit* end() const { return last; }
    bool empty() const { return first == last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
  };

  // The hits of a set, by place. They stay where they are until the next reset() or trim().
  Range of(SetId set) const {
    const SetState& state = sets_[set];
    return state.stamp == stamp_ && state.made != kNoNumber ? made_[state.made] : make(set);
  }

  // False where of(set) is empty for certain, without looking closer.
  bool may_have(SetId set) const;

  // The watched sets that may have hits, each once.
  const std::vector<SetId>& touched() const { return touched_; }

  // Forgets everything and makes ready for a text. `post_terms`, sorted, may be null.
  void reset(const WordMatcher& matcher, const Text& text,
             const std::vector<std::string_view>* post_terms);
  void add(const Occurrence& occurrence);

  // Of a long text, forgets the hits that were put together, and their memory; of() puts them
  // together again.
  void trim() {
    if (now_.kept > kFewHits) forget_since(Mark{});
  }

 private:
  static constexpr std::size_t kFewHits = 1024;  // of which nothing is forgotten

  // A node of the trie that was come by.
  struct Visit {
    NodeOfTrie node;
    std::uint32_t first;  // occurrences
    std::uint32_t last;
  };
  // Valid while its stamp is that of the text.
  struct SetState {
    std::uint32_t stamp = 0;
    std::uint32_t members = kNoNumber;  // links: nodes that were come by, of a watched set
    std::uint32_t phrases = kNoNumber;  // links: phrases that were woken and end in the set
    std::uint32_t made = kNoNumber;     // its hits
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

  // How far what is made goes.
  struct Mark {
    std::size_t made = 1;
    std::size_t block = 0;
    std::size_t used = 0;  // of that block
    std::size_t kept = 0;  // hits
  };

  Range make(SetId set) const;
  void forget_since(const Mark& mark) const;
  SetState& state_of(SetId set) const;
  SetState& touch(SetId set);
  // Null where it was not come by. What stands in visit_of_ is right only if the visit says so:
  // nothing needs to be forgotten there.
  const Visit* visit_of(NodeOfTrie node) const {
    const std::uint32_t visit = visit_of_[node];
    return visit < visits_.size() && visits_[visit].node == node ? &visits_[visit] : nullptr;
  }
  void come_by(NodeOfTrie node);
  void wake(SetId trigger);
  void collect(SetId set, std::uint32_t members) const;
  void collect_phrases(std::uint32_t woken) const;
  void collect_member(const Membership& member, std::uint32_t at) const;
  Hit hit_of(const Occurrence& occurrence) const;
  void collect_post_terms() const;
  bool is_in_capitals(std::uint32_t at) const;
  Range keep(std::size_t from) const;

  const WordMatcher* matcher_ = nullptr;
  const Text* text_ = nullptr;
  const std::vector<std::string_view>* post_terms_ = nullptr;
  std::uint32_t stamp_ = 0;
  std::vector<Occurrence> occurrences_;
  std::vector<Visit> visits_;
  std::vector<std::uint32_t> visit_of_;  // by node of the trie, once there is a visit
  mutable std::vector<SetState> sets_;
  mutable std::vector<Range> made_;  // the first one for all sets without hits
  std::vector<SetId> touched_;
  std::vector<Member> members_;
  std::vector<Woken> woken_;
  mutable std::vector<Hit> collected_;  // a stack: making one set may ask for others
  mutable JoinScratch join_;
  mutable std::vector<Block> blocks_;
  mutable Mark now_;
};

// Joins one phrase, whose sets are all made (phrase_join.cpp).
void join_phrase(const Phrase& phrase, const Text& text, const Hits& hits, JoinScratch& scratch,
                 std::vector<Hit>& out);

}  // namespace precheck
