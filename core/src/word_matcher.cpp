#include "word_matcher.h"

#include <algorithm>

#include "characters.h"
#include "hits.h"
#include "sort.h"
#include "term_weights.h"

namespace precheck {
namespace {

constexpr std::size_t kMostPlaces = 128;    // of a trie and a text, from one start
constexpr std::size_t kMostSpellings = 64;  // of one word in one list, as typed
constexpr std::uint32_t kFewNodes = 16;     // a set of fewer is looked through when asked for

// Words run together are looked for when they are long enough to be nothing else.
constexpr std::size_t kShortestTogether = 8;  // bytes of all
constexpr std::size_t kShortestPart = 3;      // bytes of the longest

// About how many of a thousand words of ordinary text are this one.
double frequency_of(const Token& token, std::string_view word) {
  if (token.kind == CharClass::han) return 5;
  constexpr double kByWeight[] = {20, 4, 1, 0.2, 0.05, 0.01};
  const int weight = word.size() < 2 ? 0 : term_weight(word);
  return kByWeight[std::clamp(weight, 0, 5)];
}

}  // namespace

WordMatcher::WordMatcher() : sets_(kBuiltInSets), nodes_(1) {}

SetId WordMatcher::new_set() {
  sets_.emplace_back();
  return static_cast<SetId>(sets_.size() - 1);
}

NodeOfTrie WordMatcher::add_edge(NodeOfTrie node, std::uint32_t word) {
  const auto next = static_cast<NodeOfTrie>(nodes_.size());
  const NodeOfTrie known = edges_.add(static_cast<std::uint64_t>(node) << 32 | word, next);
  nodes_[node].has_children = true;
  if (known == next) {
    nodes_.emplace_back();
    ways_.push_back({node, word});
    bytes_ += sizeof(Node) + 64;
  }
  return known;
}

WordMatcher::AddedWord WordMatcher::add_word(NodeOfTrie node, const Token& token) {
  const std::string_view word = entry_.word(token);
  const std::uint32_t before = vocabulary_.size();
  const std::uint32_t id = vocabulary_.add(word);
  if (vocabulary_.size() > before) bytes_ += word.size() + 80;
  return {id, add_edge(node, id), frequency_of(token, word) / 1000};
}

bool WordMatcher::add(SetId set, std::string_view words, std::uint32_t topic) {
  entry_.clear();
  entry_.source = words;
  find_tokens(entry_);
  if (entry_.tokens.empty()) return false;

  NodeOfTrie node = 0;
  double frequency = 1;
  std::size_t longest = 0;
  std::size_t count = 0;
  for (const Token& token : entry_.tokens) {
    const std::string_view word = entry_.word(token);
    // Neighbours in a list, and still more the ways to read a template, begin alike.
    if (count == added_.size() || vocabulary_.word(added_[count].word) != word) {
      added_.resize(count);
      added_.push_back(add_word(node, token));
    }
    const AddedWord& added = added_[count++];
    node = added.node;
    frequency *= added.frequency;
    longest = std::max(longest, word.size());
  }
  added_.resize(count);
  const Token& first = entry_.tokens.front();
  const Token& last = entry_.tokens.back();
  const bool is_acronym = count == 1 && first.letters > 1 && first.capitals == first.letters &&
                          is_common_word(entry_.word(first));
  const std::string_view typed = words.substr(first.begin, last.end - first.begin);
  add_output(node, {set, topic, 0, 0, is_acronym, false}, typed);
  const bool is_latin = first.kind == CharClass::letter && last.kind == CharClass::letter;
  const std::string together(entry_.joined());
  if (count > 1 && is_latin && together.size() >= kShortestTogether && longest > kShortestPart) {
    add_output(add_edge(0, vocabulary_.add(together)), {set, topic, 0, 0, false, true}, typed);
  }
  sets_[set].frequency += frequency;
  return true;
}

void WordMatcher::add_output(NodeOfTrie node, Output output, std::string_view words_as_typed) {
  std::size_t spellings = 0;
  bool is_in_pool = false;
  for (std::uint32_t at = nodes_[node].last_output; at != kNoNumber; at = drafts_[at].before) {
    const Output& known = drafts_[at].output;
    const bool same = typed(known) == words_as_typed;
    if (same) {
      is_in_pool = true;
      output.typed = known.typed;
    }
    if (known.set != output.set || known.topic != output.topic) continue;
    if (same || ++spellings == kMostSpellings) return;
  }
  if (!is_in_pool) {
    output.typed = static_cast<std::uint32_t>(typed_.size());
    typed_ += words_as_typed;
  }
  output.typed_size = static_cast<std::uint32_t>(words_as_typed.size());
  bytes_ += sizeof(Output) + sizeof(Draft) + (is_in_pool ? 0 : words_as_typed.size());
  drafts_.push_back({output, node, nodes_[node].last_output});
  nodes_[node].last_output = static_cast<std::uint32_t>(drafts_.size() - 1);
}

void WordMatcher::add_phrase(Phrase phrase) {
  for (const PhraseStep& step : phrase.steps) uses_post_terms_ |= step.set == kPostTerms;
  bytes_ += sizeof(Phrase) + 8 + phrase.steps.size() * sizeof(PhraseStep);
  phrase.trigger = trigger_of(phrase);
  phrases_.push_back(std::move(phrase));
}

// A phrase wakes up by the part that is least often there.
SetId WordMatcher::trigger_of(const Phrase& phrase) const {
  const auto rarer = [this](const PhraseStep& left, const PhraseStep& right) {
    // What is no list of words is known last, so it wakes only what nothing else does.
    const bool left_is_list = left.set >= kBuiltInSets;
    if (left_is_list != (right.set >= kBuiltInSets)) return left_is_list;
    return sets_[left.set].frequency < sets_[right.set].frequency;
  };
  return std::min_element(phrase.steps.begin(), phrase.steps.end(), rarer)->set;
}

// Puts the outputs of a node together, and of those the ones of a set.
std::vector<Membership> WordMatcher::order_outputs() {
  sort_stably(drafts_.begin(), drafts_.end(), [](const Draft& left, const Draft& right) {
    return left.node != right.node ? left.node < right.node : left.output.set < right.output.set;
  });
  std::vector<Membership> memberships;
  for (const Draft& draft : drafts_) {
    const auto place = static_cast<std::uint32_t>(outputs_.size());
    const SetId set = draft.output.set;
    const bool goes_on = !memberships.empty() && memberships.back().node == draft.node &&
                         memberships.back().set == set;
    if (!goes_on) {
      memberships.push_back({set, draft.node, place, place});
      ++sets_[set].size;
    }
    memberships.back().last = place + 1;
    outputs_.push_back(draft.output);
    nodes_[draft.node].has_outputs = true;
  }
  drafts_ = {};
  return memberships;
}

// Puts the phrases together that one set wakes, and of those the ones that end in one.
void WordMatcher::order_phrases() {
  sort_stably(phrases_.begin(), phrases_.end(), [](const Phrase& left, const Phrase& right) {
    return left.trigger != right.trigger ? left.trigger < right.trigger
                                         : left.result < right.result;
  });
  PhraseId next = 0;
  for (SetId trigger = 0; trigger < sets_.size(); ++trigger) {
    while (next < phrases_.size() && phrases_[next].trigger == trigger) {
      Wake wake{phrases_[next].result, next, next};
      while (next < phrases_.size() && phrases_[next].trigger == trigger &&
             phrases_[next].result == wake.result) {
        wake.last = ++next;
      }
      woken_.add(wake);
    }
    woken_.end_list();
  }
}

void WordMatcher::prepare() {
  vocabulary_.prepare();
  std::vector<Membership> memberships = order_outputs();
  order_phrases();
  for (SetId id = 0; id < sets_.size(); ++id) {
    Set& set = sets_[id];
    set.is_watched =
        set.is_asked_for || set.size == 0 || set.size > kFewNodes || !woken_[id].empty();
  }
  for (SetId id = 0; id < kBuiltInSets; ++id) sets_[id].is_watched = false;

  std::size_t next = 0;
  for (NodeOfTrie node = 0; node < nodes_.size(); ++node) {
    for (; next < memberships.size() && memberships[next].node == node; ++next) {
      if (sets_[memberships[next].set].is_watched) watched_.add(memberships[next]);
    }
    watched_.end_list();
  }
  sort_stably(memberships.begin(), memberships.end(),
              [](const Membership& left, const Membership& right) { return left.set < right.set; });
  next = 0;
  for (SetId id = 0; id < sets_.size(); ++id) {
    for (; next < memberships.size() && memberships[next].set == id; ++next) {
      if (!sets_[id].is_watched) members_.add(memberships[next]);
    }
    members_.end_list();
  }

  first_nodes_.resize(vocabulary_.size());
  for (std::uint32_t word = 0; word < vocabulary_.size(); ++word) {
    first_nodes_[word] = child(0, word);
  }
}

void WordMatcher::path_to(NodeOfTrie node, std::vector<std::uint32_t>& words) const {
  words.clear();
  for (; node != 0; node = ways_[node - 1].from) words.push_back(ways_[node - 1].word);
  std::reverse(words.begin(), words.end());
}

// One pass over one text.
class WordMatcher::Scan {
 public:
  Scan(const WordMatcher& matcher, const Text& text, Hits& hits)
      : matcher_(matcher), text_(text), hits_(hits) {}

  void run() {
    const Token* tokens = text_.tokens.data();
    const auto count = static_cast<std::uint32_t>(text_.tokens.size());
    std::size_t reading = 0;
    std::uint32_t next_reading = first_token(reading);
    for (std::uint32_t at = 0; at < count; ++at) {
      if (at == next_reading) {
        visited_.clear();
        walk(0, at, reading, Path{});
        do next_reading = first_token(++reading);
        while (next_reading == at);
      } else if (tokens[at].id != kUnknownWord) {
        follow(at, reading);
      }
    }
  }

 private:
  struct Path {
    std::uint32_t first = kNoNumber;
    std::uint32_t before = 0;  // bytes of a disguise
    std::uint16_t folds = 0;
  };

  // Where a reading begins; behind the last token where there is none.
  std::uint32_t first_token(std::size_t reading) const {
    return reading < text_.readings.size() ? text_.readings[reading].first
                                           : static_cast<std::uint32_t>(text_.tokens.size());
  }

  // Follows the trie from the root over the tokens from `at` on, while there is one way only.
  void follow(std::uint32_t at, std::size_t reading) {
    const std::uint32_t next_reading = first_token(reading);
    const std::uint32_t first = at;
    NodeOfTrie node = matcher_.first_nodes_[text_.tokens[at].id];
    Path path{first, 0, 0};
    while (node != kNoNumber) {
      const Token& token = text_.tokens[at];
      path.folds |= token.folds;
      ++at;
      note(node, path, at, 0);
      if (!may_go_on(node, at, path) || at - first >= kMostPlaces) return;
      if (at >= next_reading) {
        visited_.assign(at - first, {kNoNumber, 0});  // as many places as were gone through
        walk(node, at, reading, path);
        return;
      }
      const std::uint32_t word = text_.tokens[at].id;
      if (word == kUnknownWord) return;
      node = matcher_.child(node, word);
    }
  }

  // Whether longer paths go on with the token `at`. Says in `path` what stands before it.
  bool may_go_on(NodeOfTrie node, std::uint32_t at, Path& path) const {
    if (!matcher_.nodes_[node].has_children || at >= text_.tokens.size()) return false;
    const Token& following = text_.tokens[at];
    if (following.gap == Gap::sentence) return false;
    // Han characters of one word stand together; what is put between them is a disguise.
    if (following.gap != Gap::none && following.kind == CharClass::han &&
        text_.tokens[at - 1].kind == CharClass::han) {
      path.folds |= kFoldSpaced;
    }
    return true;
  }

  // An Occurrence has room for all of this. A place that is gone through is a token or a reading,
  // and a reading has no more tokens than bytes. It is read on while it is shorter than the longest
  // word, so that its last character alone goes beyond; each sign before it is a byte.
  static_assert(kMostPlaces * kLongestWord <= Occurrence::kMostTokens);
  static_assert(kLongestWord + kLongestCharacter <= Occurrence::kMostAfter);
  static_assert(kMostSignsBefore <= Occurrence::kMostBefore);
  static_assert(kFoldAll < 1u << 7);

  void note(NodeOfTrie node, const Path& path, std::uint32_t last, std::uint32_t after) {
    if (!matcher_.nodes_[node].has_outputs) return;
    hits_.add({node, path.first, kNoNumber, (last - path.first) & Occurrence::kMostTokens,
               path.before & Occurrence::kMostBefore, after & Occurrence::kMostAfter,
               static_cast<std::uint32_t>(path.folds & kFoldAll)});
  }

  // The same where some tokens can be read in several ways.
  void walk(NodeOfTrie node, std::uint32_t at, std::size_t reading, Path path) {
    // Readings of different lengths meet again; each place is gone through once from each start.
    const std::pair<NodeOfTrie, std::uint32_t> place(node, at);
    if (std::find(visited_.begin(), visited_.end(), place) != visited_.end() ||
        visited_.size() >= kMostPlaces) {
      return;
    }
    visited_.push_back(place);
    const Token& token = text_.tokens[at];
    if (token.id != kUnknownWord) {
      step(node, at, at + 1, token.begin, token.end, token.id, token.folds, reading, path);
    }
    for (; reading < text_.readings.size() && text_.readings[reading].first == at; ++reading) {
      const Reading& other = text_.readings[reading];
      step(node, at, other.last, other.begin, other.end, other.word, other.folds, reading, path);
    }
  }

  void step(NodeOfTrie node, std::uint32_t at, std::uint32_t last, std::uint32_t begin,
            std::uint32_t end, std::uint32_t word, std::uint16_t folds, std::size_t reading,
            Path path) {
    const NodeOfTrie next = node == 0 ? matcher_.first_nodes_[word] : matcher_.child(node, word);
    if (next == kNoNumber) return;
    if (path.first == kNoNumber) {
      path.first = at;
      path.before = text_.tokens[at].begin - begin;
    }
    path.folds |= folds;
    note(next, path, last, end - text_.tokens[last - 1].end);
    if (!may_go_on(next, last, path)) return;
    while (reading < text_.readings.size() && text_.readings[reading].first < last) ++reading;
    walk(next, last, reading, path);
  }

  const WordMatcher& matcher_;
  const Text& text_;
  Hits& hits_;
  std::vector<std::pair<NodeOfTrie, std::uint32_t>> visited_;
};

void WordMatcher::scan(const Text& text, Hits& hits) const { Scan(*this, text, hits).run(); }

}  // namespace precheck
