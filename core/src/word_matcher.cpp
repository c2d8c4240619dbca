#include "word_matcher.h"

#include <algorithm>

namespace precheck {
namespace {

constexpr std::uint32_t kUnknown = 0xFFFFFFFF;
constexpr std::size_t kMostPlaces = 128;      // of a trie and a text, from one start
constexpr std::size_t kMostSpellings = 64;    // of one word in one list, as typed
constexpr std::size_t kShoutingLetters = 12;  // fewer tell nothing about the writer's capitals

// Words run together are looked for when they are long enough to be nothing else.
constexpr std::size_t kShortestTogether = 8;  // bytes of all
constexpr std::size_t kShortestPart = 3;      // bytes of the longest

// "coool" -> "col".
std::string squeeze(std::string_view word) {
  std::string out;
  for (const char byte : word) {
    if (out.empty() || out.back() != byte || (byte & 0x80)) out += byte;
  }
  return out;
}

// Both squeeze to the same.
bool is_stretch_of(std::string_view stretched, std::string_view word) {
  std::size_t at = 0;
  std::size_t extra = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t run = 1;
    while (i + run < word.size() && word[i + run] == word[i] && !(word[i] & 0x80)) ++run;
    std::size_t typed = 1;
    while (at + typed < stretched.size() && stretched[at + typed] == word[i] && !(word[i] & 0x80)) {
      ++typed;
    }
    const bool is_digit = word[i] >= '0' && word[i] <= '9';
    if (typed < run || (is_digit && typed != run)) return false;  // 1000 is no stretched 10
    extra += typed - run;
    longest = std::max(longest, typed);
    i += run;
    at += typed;
  }
  // "boot" is no stretched "bot": a doubled letter alone counts in longer words only.
  return extra > 0 && (longest >= 3 || word.size() >= 5);
}

std::uint32_t shape_of(std::string_view word) {
  return static_cast<std::uint32_t>(word.size()) << 8 | static_cast<unsigned char>(word.front());
}

bool by_set_and_place(const Hit& left, const Hit& right) {
  if (left.set != right.set) return left.set < right.set;
  if (left.first != right.first) return left.first < right.first;
  if (left.last != right.last) return left.last < right.last;
  return left.topic < right.topic;
}

}  // namespace

Hits::Range Hits::of(SetId set) const {
  const Hit* begin = all_.data();
  const Hit* end = begin + all_.size();
  const Hit* first = std::lower_bound(
      begin, end, set, [](const Hit& each, SetId wanted) { return each.set < wanted; });
  const Hit* last = std::upper_bound(
      first, end, set, [](SetId wanted, const Hit& each) { return wanted < each.set; });
  return {first, last};
}

void Hits::sort() { std::sort(all_.begin(), all_.end(), by_set_and_place); }

WordMatcher::WordMatcher() : nodes_(1) {}

std::uint32_t WordMatcher::word_id(std::string_view word) const {
  const auto found = vocabulary_.find(word);
  return found == vocabulary_.end() ? kUnknown : found->second;
}

std::uint32_t WordMatcher::child(std::uint32_t node, std::uint32_t word) const {
  const auto found = children_.find(static_cast<std::uint64_t>(node) << 32 | word);
  return found == children_.end() ? kUnknown : found->second;
}

std::uint32_t WordMatcher::intern(std::string_view word) {
  const auto next = static_cast<std::uint32_t>(words_.size());
  const auto [found, is_new] = vocabulary_.try_emplace(std::string(word), next);
  if (!is_new) return found->second;
  bytes_ += 3 * word.size() + 300;  // the word, its two other keys, and their table entries
  words_.emplace_back(word);
  by_shape_[shape_of(word)].push_back(next);
  const std::string squeezed = squeeze(word);
  squeezed_[squeezed].push_back(next);
  return next;
}

// Every run of `word` must be at least as long as in the policy's word.
void WordMatcher::find_stretched(std::string_view word, std::vector<std::uint32_t>& found) const {
  const std::string squeezed = squeeze(word);
  if (squeezed.size() < 2) return;  // "aaaa" is no stretched "a"
  const auto candidates = squeezed_.find(squeezed);
  if (candidates == squeezed_.end()) return;
  for (const std::uint32_t id : candidates->second) {
    if (is_stretch_of(word, words_[id])) found.push_back(id);
  }
}

void WordMatcher::find_masked(std::string_view word, std::vector<std::uint32_t>& found) const {
  const auto candidates = by_shape_.find(shape_of(word));
  if (candidates == by_shape_.end()) return;
  for (const std::uint32_t id : candidates->second) {
    const std::string& listed = words_[id];
    bool fits = true;
    for (std::size_t i = 0; i < word.size() && fits; ++i) {
      fits = word[i] == listed[i] || (word[i] == '*' && !(listed[i] & 0x80));
    }
    if (fits) found.push_back(id);
  }
}

std::uint32_t WordMatcher::add_path(const std::vector<std::uint32_t>& words) {
  std::uint32_t node = 0;
  for (const std::uint32_t word : words) {
    const auto next = static_cast<std::uint32_t>(nodes_.size());
    const auto [edge, is_new] =
        children_.try_emplace(static_cast<std::uint64_t>(node) << 32 | word, next);
    nodes_[node].has_children = true;
    if (is_new) {
      nodes_.emplace_back();
      bytes_ += sizeof(Node) + 40;
    }
    node = edge->second;
  }
  return node;
}

bool WordMatcher::add(SetId set, std::string_view words, std::uint32_t topic) {
  Text text;
  text.source = words;
  find_tokens(text);
  if (text.tokens.empty()) return false;

  std::vector<std::uint32_t> path;
  std::string together;
  std::size_t longest = 0;
  for (const Token& token : text.tokens) {
    const std::string_view word = text.word(token);
    path.push_back(intern(word));
    together += word;
    longest = std::max(longest, word.size());
  }
  const Token& first = text.tokens.front();
  const Token& last = text.tokens.back();
  const bool is_acronym = path.size() == 1 && first.letters > 1 &&
                          first.capitals == first.letters && is_common_word(text.word(first));
  const std::string typed(words.substr(first.begin, last.end - first.begin));
  add_output(add_path(path), {set, topic, typed, is_acronym, false});
  const bool is_latin = first.kind == CharClass::letter && last.kind == CharClass::letter;
  if (path.size() > 1 && is_latin && together.size() >= kShortestTogether &&
      longest > kShortestPart) {
    add_output(add_path({intern(together)}), {set, topic, typed, false, true});
  }

  const auto [shortest, is_first] = shortest_.try_emplace(set, text.words.size());
  if (!is_first) shortest->second = std::min(shortest->second, text.words.size());
  return true;
}

void WordMatcher::add_output(std::uint32_t node, Output output) {
  std::size_t spellings = 0;
  for (const Output& known : nodes_[node].outputs) {
    if (known.set != output.set || known.topic != output.topic) continue;
    if (known.typed == output.typed || ++spellings == kMostSpellings) return;
  }
  bytes_ += sizeof(Output) + output.typed.size();
  nodes_[node].outputs.push_back(std::move(output));
}

void WordMatcher::add_phrase(Phrase phrase) {
  // A phrase wakes up by the part that is least often there: the one with the longest words.
  SetId trigger = phrase.steps.front().set;
  std::size_t longest = 0;
  for (const PhraseStep& step : phrase.steps) {
    if (step.set == kPostTerms) uses_post_terms_ = true;
    const auto shortest = shortest_.find(step.set);
    const std::size_t length = shortest == shortest_.end() ? 0 : shortest->second;
    if (length > longest) {
      longest = length;
      trigger = step.set;
    }
  }
  bytes_ += sizeof(Phrase) + 8 + phrase.steps.size() * sizeof(PhraseStep);
  triggers_[trigger].push_back(static_cast<std::uint32_t>(phrases_.size()));
  phrases_.push_back(std::move(phrase));
}

void WordMatcher::find(std::string_view word, Likewise how, std::vector<std::uint32_t>& ids) const {
  if (word.empty()) return;
  switch (how) {
    case Likewise::exact: {
      const std::uint32_t id = word_id(word);
      if (id != kUnknown) ids.push_back(id);
      return;
    }
    case Likewise::stretched:
      find_stretched(word, ids);
      return;
    case Likewise::masked:
      find_masked(word, ids);
      return;
  }
}

// One pass over one text.
class WordMatcher::Scan {
 public:
  Scan(const WordMatcher& matcher, const Text& text, Hits& hits)
      : matcher_(matcher), text_(text), hits_(hits) {}

  void run() {
    words_.reserve(text_.tokens.size());
    for (const Token& token : text_.tokens) words_.push_back(matcher_.word_id(text_.word(token)));
    std::size_t reading = 0;
    for (std::uint32_t at = 0; at < words_.size(); ++at) {
      while (reading < text_.readings.size() && text_.readings[reading].first < at) ++reading;
      const bool has_reading =
          reading < text_.readings.size() && text_.readings[reading].first == at;
      if (words_[at] == kUnknown && !has_reading) continue;
      visited_.clear();
      walk(0, at, reading, Path{});
    }
  }

 private:
  struct Path {
    std::uint32_t first = kUnknown;
    std::uint32_t begin = 0;
    std::uint16_t folds = 0;
    std::uint8_t parts = 0;
  };

  // Follows the trie from `node` over the tokens from `at` on. As deep as the longest phrase.
  void walk(std::uint32_t node, std::uint32_t at, std::size_t reading, Path path) {
    // Readings of different lengths meet again; each place is gone through once from each start.
    const std::pair<std::uint32_t, std::uint32_t> place(node, at);
    if (std::find(visited_.begin(), visited_.end(), place) != visited_.end() ||
        visited_.size() >= kMostPlaces) {
      return;
    }
    visited_.push_back(place);
    const Token& token = text_.tokens[at];
    if (words_[at] != kUnknown) {
      step(node, at, at + 1, token.begin, token.end, words_[at], token.folds, reading, path);
    }
    for (; reading < text_.readings.size() && text_.readings[reading].first == at; ++reading) {
      const Reading& other = text_.readings[reading];
      step(node, at, other.last, other.begin, other.end, other.word, other.folds, reading, path);
    }
  }

  void step(std::uint32_t node, std::uint32_t at, std::uint32_t last, std::uint32_t begin,
            std::uint32_t end, std::uint32_t word, std::uint16_t folds, std::size_t reading,
            Path path) {
    const std::uint32_t next = matcher_.child(node, word);
    if (next == kUnknown) return;
    if (path.first == kUnknown) {
      path.first = at;
      path.begin = begin;
    }
    path.folds |= folds;
    for (std::uint32_t i = at; i < last; ++i) path.parts |= text_.tokens[i].parts;
    for (const Output& output : matcher_.nodes_[next].outputs) emit(output, path, last, end);
    if (!matcher_.nodes_[next].has_children || last >= text_.tokens.size()) return;
    const Token& following = text_.tokens[last];
    if (following.gap == Gap::sentence) return;
    // Han characters of one word stand together; what is put between them is a disguise.
    if (following.gap != Gap::none && following.kind == CharClass::han &&
        text_.tokens[last - 1].kind == CharClass::han) {
      path.folds |= kFoldSpaced;
    }
    while (reading < text_.readings.size() && text_.readings[reading].first < last) ++reading;
    walk(next, last, reading, path);
  }

  void emit(const Output& output, const Path& path, std::uint32_t last, std::uint32_t end) {
    const std::string_view typed = text_.source.substr(path.begin, end - path.begin);
    std::uint16_t folds = path.folds;
    if (output.capitals_only && !is_in_capitals(path.first)) return;
    if (output.run_together) folds |= kFoldSpaced;
    if (typed == output.typed) {
      folds = 0;
    } else {
      folds |= kFoldCase;
    }
    hits_.add({output.set, path.first, last, path.begin, end, output.topic, folds, path.parts});
  }

  // "US" and not "us"; in a sentence that shouts nobody can tell.
  bool is_in_capitals(std::uint32_t at) const {
    const Token& token = text_.tokens[at];
    if (token.letters == 0 || token.capitals != token.letters) return false;
    const Sentence& sentence = text_.sentences[token.sentence];
    std::size_t letters = 0;
    std::size_t capitals = 0;
    // A window is enough, and keeps a sentence of a megabyte from costing n * n.
    const std::uint32_t from = std::max(sentence.first, at > 12 ? at - 12 : 0);
    const std::uint32_t to = std::min(sentence.last, at + 13);
    for (std::uint32_t i = from; i < to; ++i) {
      if (i == at) continue;
      letters += text_.tokens[i].letters;
      capitals += text_.tokens[i].capitals;
    }
    return letters < kShoutingLetters || capitals * 2 < letters;
  }

  const WordMatcher& matcher_;
  const Text& text_;
  Hits& hits_;
  std::vector<std::uint32_t> words_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> visited_;
};

Hits WordMatcher::scan(const Text& text, const std::vector<std::string>* post_terms) const {
  Hits hits;
  Scan(*this, text, hits).run();
  if (post_terms != nullptr) {
    for (std::uint32_t at = 0; at < text.tokens.size(); ++at) {
      const Token& token = text.tokens[at];
      if (!std::binary_search(post_terms->begin(), post_terms->end(), text.word(token))) continue;
      hits.add({kPostTerms, at, at + 1, token.begin, token.end, 0, token.folds, token.parts});
    }
  }
  hits.sort();
  join_phrases(text, hits);
  return hits;
}

void WordMatcher::join_phrases(const Text& text, Hits& hits) const {
  std::vector<Hit> joined;
  SetId seen = kUnknown;
  for (const Hit& hit : hits.all()) {
    if (hit.set == seen) continue;
    seen = hit.set;
    const auto woken = triggers_.find(hit.set);
    if (woken == triggers_.end()) continue;
    for (const std::uint32_t phrase : woken->second) {
      join_phrase(phrases_[phrase], text, hits, joined);
    }
  }
  if (joined.empty()) return;
  for (const Hit& hit : joined) hits.add(hit);
  hits.sort();
}

}  // namespace precheck
