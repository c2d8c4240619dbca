// What a glance looks out for, and whether words hold it: of every path through the trie of words
// that some rule asks about, the word it is or the two words in a row that are rarest.
#include <algorithm>
#include <string>

#include "glance_look.h"
#include "term_weights.h"

namespace precheck {

// A word of an entry, alone or with others.
void Glance::add_part(std::string_view word) {
  parts_.add(hash_of_word(word));
  if (!reads_disguises_) return;
  std::string squeezed(word.size() + 16, 0);
  const std::uint64_t hash = hash_of_word(squeezed.data(), squeeze(word, squeezed.data()));
  const auto bytes = static_cast<std::uint32_t>(word.size());
  squeezed_.replace(hash, std::min(bytes, squeezed_.find(hash)));
}

// A word that is looked for, alone or behind another.
void Glance::add_wanted(std::string_view word) {
  if (!reads_disguises_) return;
  wanted_.add(hash_of_word(word));
  begins_.add(word);
}

// Of a longer path, the two words in a row that are rarest.
void Glance::add_path(const std::vector<std::uint32_t>& path) {
  if (path.size() == 1) {
    const std::string_view word = vocabulary_->word(path.front());
    words_.add(hash_of_word(word));
    add_wanted(word);
    add_part(word);
    return;
  }
  std::size_t best = 0;
  int rarest = -1;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    // The second is the one that is looked for.
    const int weight =
        term_weight(vocabulary_->word(path[i])) + 2 * term_weight(vocabulary_->word(path[i + 1]));
    if (weight > rarest) best = i;
    rarest = std::max(rarest, weight);
  }
  const std::string_view first = vocabulary_->word(path[best]);
  const std::string_view second = vocabulary_->word(path[best + 1]);
  pairs_.add(hash_of_pair(hash_of_word(first), hash_of_word(second)));
  add_wanted(second);
  add_part(first);
  add_part(second);
}

void Glance::prepare(const WordMatcher& matcher, const std::vector<bool>& is_asked_for,
                     bool reads_disguises) {
  reads_disguises_ = reads_disguises;
  if (reads_disguises && !Look::is_there()) return;
  const auto wakes = [&](SetId set) {
    const Lists<Wake>::Range woken = matcher.woken_by(set);
    return std::any_of(woken.begin(), woken.end(),
                       [&](const Wake& wake) { return is_asked_for[wake.result]; });
  };
  // What no list of words makes can be anywhere.
  for (SetId set = 0; set < kBuiltInSets; ++set) {
    if (is_asked_for[set] || wakes(set)) return;
  }
  std::vector<NodeOfTrie> nodes;
  for (NodeOfTrie node = 0; node < matcher.node_count(); ++node) {
    const Lists<Membership>::Range members = matcher.watched(node);
    const bool counts = std::any_of(members.begin(), members.end(), [&](const Membership& member) {
      return is_asked_for[member.set] || wakes(member.set);
    });
    if (counts) nodes.push_back(node);
  }
  vocabulary_ = &matcher.vocabulary();
  if (reads_disguises) wanted_.make_room(nodes.size());
  words_.make_room(nodes.size());
  pairs_.make_room(nodes.size());
  parts_.make_room(2 * nodes.size());
  std::vector<std::uint32_t> path;
  for (const NodeOfTrie node : nodes) {
    matcher.path_to(node, path);
    add_path(path);
  }
}

bool Glance::may_find(std::string_view text, Scratch& scratch) const {
  if (vocabulary_ == nullptr) return true;
  return reads_disguises_ ? Look(*this, text, scratch).run() : may_find_typed(text, scratch);
}

bool Glance::holds(const Text& text) const {
  const auto of_token = [&](std::size_t at) { return hash_of_word(text.word(text.tokens[at])); };
  const auto of_reading = [&](const Reading& reading) {
    return hash_of_word(vocabulary_->word(reading.word));
  };
  const auto is_pair = [this](std::uint64_t first, std::uint64_t second) {
    return pairs_.has(hash_of_pair(first, second));
  };
  std::uint64_t before = 0;
  for (std::size_t at = 0; at < text.tokens.size(); ++at) {
    const std::uint64_t hash = of_token(at);
    if (words_.has(hash) || is_pair(before, hash)) return true;
    before = hash;
  }
  for (const Reading& reading : text.readings) {
    const std::uint64_t hash = of_reading(reading);
    if (words_.has(hash)) return true;
    if (reading.first > 0 && is_pair(of_token(reading.first - 1), hash)) return true;
    const bool is_last = reading.last == text.tokens.size();
    if (!is_last && is_pair(hash, of_token(reading.last))) return true;
    for (const Reading& other : text.readings) {
      if (other.first == reading.last && is_pair(hash, of_reading(other))) return true;
    }
  }
  return false;
}

}  // namespace precheck
