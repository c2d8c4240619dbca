// The words and phrases of a compiled policy.
#include <algorithm>
#include <unordered_map>

#include "compiled_bytes.h"
#include "word_matcher.h"

namespace precheck {
namespace {

// How the author's spelling of an output is told.
enum Spelling : std::uint8_t {
  kOwnWords,    // the words of the path, joined by spaces
  kOtherWords,  // those of another path
  kText,
};

constexpr std::size_t kLongestWord = 16'000;  // bytes; an entry of 1,000 bytes may fold to more
constexpr std::size_t kLongestPath = 1'000;   // words

enum OutputFlags : std::uint8_t { kCapitalsOnly = 1, kRunTogether = 2, kAllFlags = 3 };
enum PhraseFlags : std::uint8_t { kFromStart = 1, kToEnd = 2 };

}  // namespace

std::string WordMatcher::joined_words(NodeOfTrie node) const {
  std::string words;
  for (; node != 0; node = ways_[node - 1].from) {
    const std::string_view word = vocabulary_.word(ways_[node - 1].word);
    words.insert(0, words.empty() ? std::string(word) : std::string(word) + ' ');
  }
  return words;
}

void WordMatcher::write(ByteWriter& out) const {
  out.number(vocabulary_.size());
  for (std::uint32_t word = 0; word < vocabulary_.size(); ++word) out.text(vocabulary_.word(word));
  out.number(ways_.size());
  for (std::size_t node = 0; node < ways_.size(); ++node) {
    out.number(node - ways_[node].from);  // a path's nodes mostly follow each other
    out.number(ways_[node].word);
  }
  out.number(sets_.size() - kBuiltInSets);

  std::vector<Membership> memberships = watched_.items();
  memberships.insert(memberships.end(), members_.items().begin(), members_.items().end());
  std::sort(
      memberships.begin(), memberships.end(),
      [](const Membership& left, const Membership& right) { return left.first < right.first; });
  std::unordered_map<std::string, NodeOfTrie> by_words;
  for (const Membership& member : memberships)
    by_words.emplace(joined_words(member.node), member.node);
  out.number(memberships.size());
  NodeOfTrie before = 0;
  for (const Membership& member : memberships) {
    out.number(member.node - before);
    before = member.node;
    out.number(member.set);
    out.number(member.last - member.first);
    for (std::uint32_t i = member.first; i < member.last; ++i) {
      const Output& output = outputs_[i];
      out.number(output.topic);
      out.number((output.capitals_only ? kCapitalsOnly : 0) |
                 (output.run_together ? kRunTogether : 0));
      const auto other = by_words.find(std::string(typed(output)));
      if (other == by_words.end()) {
        out.number(kText);
        out.text(typed(output));
      } else if (other->second == member.node) {
        out.number(kOwnWords);
      } else {
        out.number(kOtherWords);
        out.number(other->second);
      }
    }
  }

  out.number(phrases_.size());
  for (const Phrase& phrase : phrases_) {
    out.number(phrase.result);
    out.number(phrase.trigger);
    out.number(phrase.folds);
    out.number(phrase.ignored);
    out.number((phrase.from_start ? kFromStart : 0) | (phrase.to_end ? kToEnd : 0));
    out.number(phrase.steps.size());
    for (const PhraseStep& step : phrase.steps) {
      out.number(step.set);
      out.number(static_cast<std::uint32_t>(step.gap + 1));  // any length is 0
    }
  }
}

bool WordMatcher::read(ByteReader& in) {
  return read_words(in) && read_nodes(in) && read_outputs(in) && read_phrases(in);
}

bool WordMatcher::read_words(ByteReader& in) {
  const std::size_t count = in.count();
  for (std::size_t id = 0; id < count && in.ok(); ++id) {
    const std::string_view word = in.text();
    if (word.empty() || word.size() > kLongestWord || vocabulary_.add(word) != id) in.fail();
  }
  return in.ok();
}

bool WordMatcher::read_nodes(ByteReader& in) {
  const std::size_t count = in.count();
  std::vector<std::size_t> depths(1);
  for (std::size_t each = 0; each < count && in.ok(); ++each) {
    const auto from = static_cast<NodeOfTrie>(each - in.index(each + 1));
    const std::uint32_t word = in.index(vocabulary_.size());
    if (!in.ok()) return false;
    depths.push_back(depths[from] + 1);
    if (depths.back() > kLongestPath) in.fail();
    const auto node = static_cast<NodeOfTrie>(nodes_.size());
    if (edges_.add(static_cast<std::uint64_t>(from) << 32 | word, node) != node) in.fail();
    nodes_[from].has_children = true;
    nodes_.emplace_back();
    ways_.push_back({from, word});
  }
  sets_.resize(in.count() + kBuiltInSets);
  return in.ok();
}

bool WordMatcher::read_outputs(ByteReader& in) {
  NodeOfTrie node = 0;
  for (std::size_t count = in.count(); count > 0 && in.ok(); --count) {
    node += static_cast<NodeOfTrie>(in.number(nodes_.size() - 1 - node));
    const SetId set = in.index(sets_.size());
    for (std::size_t outputs = in.count(); outputs > 0 && in.ok(); --outputs) {
      Output output{set, 0, 0, 0, false, false};
      output.topic = static_cast<std::uint32_t>(in.number(0xFFFFFFFF));
      const std::uint64_t flags = in.number(kAllFlags);
      output.capitals_only = (flags & kCapitalsOnly) != 0;
      output.run_together = (flags & kRunTogether) != 0;
      const std::uint64_t spelling = in.number(kText);
      std::string words;
      if (spelling == kText) {
        words = in.text();
      } else {
        words = joined_words(spelling == kOwnWords ? node : in.index(nodes_.size()));
      }
      // A spelling can be as long as a whole path; of all, no more than a policy may take.
      if (typed_.size() + words.size() > kMaxCompiledBytes) in.fail();
      if (!in.ok()) return false;
      // The outputs of a node mostly have one spelling.
      if (drafts_.empty() || typed(drafts_.back().output) != words) {
        output.typed = static_cast<std::uint32_t>(typed_.size());
        typed_ += words;
      } else {
        output.typed = drafts_.back().output.typed;
      }
      output.typed_size = static_cast<std::uint32_t>(words.size());
      drafts_.push_back({output, node, kNoNumber});
    }
  }
  return in.ok();
}

bool WordMatcher::read_phrases(ByteReader& in) {
  for (std::size_t count = in.count(); count > 0 && in.ok(); --count) {
    Phrase phrase{};
    phrase.result = in.index(sets_.size());
    phrase.trigger = in.index(sets_.size());
    phrase.folds = static_cast<std::uint16_t>(in.number(kFoldAll));
    phrase.ignored = static_cast<std::uint8_t>(in.number(kPartAll));
    const std::uint64_t flags = in.number(kFromStart | kToEnd);
    phrase.from_start = (flags & kFromStart) != 0;
    phrase.to_end = (flags & kToEnd) != 0;
    for (std::size_t steps = in.count(); steps > 0 && in.ok(); --steps) {
      const SetId set = in.index(sets_.size());
      const auto gap = static_cast<std::uint32_t>(in.number(0xFFFFFFFF));
      phrase.steps.push_back({set, gap - 1});
      uses_post_terms_ |= set == kPostTerms;
    }
    if (phrase.steps.empty()) in.fail();
    phrases_.push_back(std::move(phrase));
  }
  return in.ok();
}

}  // namespace precheck
