#include <algorithm>
#include <set>

#include "plain/plain.h"

namespace plain {

using namespace precheck;

namespace {

std::string squeeze(std::string_view word) {
  std::string out;
  for (const char byte : word) {
    if (out.empty() || out.back() != byte || (byte & 0x80)) out += byte;
  }
  return out;
}

// Runs of one byte, with their lengths; a byte that is not ASCII is a run of its own.
std::vector<std::pair<char, std::size_t>> runs_of(std::string_view word) {
  std::vector<std::pair<char, std::size_t>> runs;
  for (const char byte : word) {
    if (!runs.empty() && runs.back().first == byte && !(byte & 0x80)) {
      ++runs.back().second;
    } else {
      runs.push_back({byte, 1});
    }
  }
  return runs;
}

bool is_stretched(std::string_view typed, std::string_view word) {
  const auto long_runs = runs_of(typed);
  const auto short_runs = runs_of(word);
  if (squeeze(typed).size() < 2 || long_runs.size() != short_runs.size()) return false;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < long_runs.size(); ++i) {
    const auto [letter, length] = long_runs[i];
    const bool is_digit = letter >= '0' && letter <= '9';
    if (letter != short_runs[i].first || length < short_runs[i].second) return false;
    if (is_digit && length != short_runs[i].second) return false;
    longest = std::max(longest, length);
  }
  return typed != word && (longest >= 3 || word.size() >= 5 || typed.size() - word.size() >= 3);
}

bool is_masked(std::string_view masked, std::string_view word) {
  if (masked.size() != word.size() || masked.front() != word.front()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (masked[i] != word[i] && (masked[i] != '*' || (word[i] & 0x80))) return false;
  }
  return true;
}

// One reading of one token or more.
struct Way {
  std::uint32_t last;
  std::uint32_t begin;
  std::uint32_t end;
  std::string_view word;
  std::uint16_t folds;
};

// The sentence that a token stands in.
const Sentence& sentence_of(const Text& text, std::uint32_t at) {
  return *std::find_if(text.sentences.begin(), text.sentences.end(),
                       [at](const Sentence& each) { return at < each.last; });
}

bool is_in_capitals(const Text& text, std::uint32_t at) {
  const Token& token = text.tokens[at];
  if (token.letters == 0 || token.capitals != token.letters) return false;
  const Sentence& sentence = sentence_of(text, at);
  std::size_t letters = 0;
  std::size_t capitals = 0;
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const bool is_near = i + 12 >= at && i <= at + 12 && i != at;
    if (!is_near) continue;
    letters += text.tokens[i].letters;
    capitals += text.tokens[i].capitals;
  }
  return letters < 12 || capitals * 2 < letters;
}

class Search {
 public:
  Search(const Text& text, const Words& words, const Entry& entry, std::vector<Hit>& hits)
      : text_(text), words_(words), entry_(entry), hits_(hits) {}

  void from(std::uint32_t first) {
    first_ = first;
    visited_.clear();
    match(0, first, 0, 0, 0);
  }

 private:
  void match(std::size_t word, std::uint32_t at, std::uint32_t begin, std::uint16_t folds,
             std::uint8_t parts) {
    if (at >= text_.tokens.size()) return;
    // Of several ways to one place the first goes on: the one with the fewest disguises.
    if (!visited_.insert({word, at}).second) return;
    if (word > 0) {
      const Token& next = text_.tokens[at];
      if (next.gap == Gap::sentence) return;
      const bool both_han =
          next.kind == CharClass::han && text_.tokens[at - 1].kind == CharClass::han;
      if (next.gap != Gap::none && both_han) folds |= kFoldSpaced;
    }
    for (const Way& way : ways(at)) {
      if (way.word != entry_.path[word]) continue;
      const std::uint32_t from = word == 0 ? way.begin : begin;
      const auto all_folds = static_cast<std::uint16_t>(folds | way.folds);
      std::uint8_t all_parts = parts;
      for (std::uint32_t i = at; i < way.last; ++i) all_parts |= text_.tokens[i].parts;
      if (word + 1 < entry_.path.size()) {
        match(word + 1, way.last, from, all_folds, all_parts);
      } else {
        found(way, from, all_folds, all_parts);
      }
    }
  }

  std::vector<Way> ways(std::uint32_t at) const {
    const Token& token = text_.tokens[at];
    std::vector<Way> out = {{at + 1, token.begin, token.end, text_.word(token), token.folds}};
    for (const Reading& reading : text_.readings) {
      if (reading.first != at) continue;
      out.push_back(
          {reading.last, reading.begin, reading.end, words_[reading.word], reading.folds});
    }
    return out;
  }

  void found(const Way& way, std::uint32_t begin, std::uint16_t folds, std::uint8_t parts) {
    if (entry_.capitals_only && !is_in_capitals(text_, first_)) return;
    if (entry_.run_together) folds |= kFoldSpaced;
    const bool as_typed = text_.source.substr(begin, way.end - begin) == entry_.typed;
    folds = as_typed ? std::uint16_t{0} : static_cast<std::uint16_t>(folds | kFoldCase);
    hits_.push_back({entry_.set, first_, way.last, begin, way.end, entry_.topic, folds, parts});
  }

  const Text& text_;
  const Words& words_;
  const Entry& entry_;
  std::vector<Hit>& hits_;
  std::uint32_t first_ = 0;
  std::set<std::pair<std::size_t, std::uint32_t>> visited_;
};

bool is_allowed(const Phrase& phrase, const Hit& hit) {
  return (hit.folds & ~phrase.folds) == 0 && (hit.parts & phrase.ignored) == 0;
}

// Tighter, then with fewer signs and disguises.
bool is_better(const Hit& left, const Hit& right) {
  if (left.first != right.first) return left.first > right.first;
  if (left.last != right.last) return left.last < right.last;
  if (left.begin != right.begin) return left.begin > right.begin;
  return left.folds != right.folds ? left.folds < right.folds : left.parts < right.parts;
}

// All ways to join the phrase; of those of one length that end in one place, the one that begins
// last goes on.
std::vector<Hit> join(const Phrase& phrase, const Text& text, const std::vector<Hit>& hits) {
  std::vector<Hit> begun;
  for (std::size_t step = 0; step < phrase.steps.size(); ++step) {
    std::vector<Hit> longer;
    for (const Hit& hit : hits) {
      if (hit.set != phrase.steps[step].set || !is_allowed(phrase, hit)) continue;
      const Sentence& sentence = sentence_of(text, hit.first);
      if (step == 0) {
        if (!phrase.from_start || sentence.first == hit.first) longer.push_back(hit);
        continue;
      }
      const Hit* best = nullptr;
      for (const Hit& before : begun) {
        const std::uint32_t gap = phrase.steps[step].gap;
        const bool fits = before.last <= hit.first && before.first >= sentence.first &&
                          (gap == kAnyGap || hit.first - before.last <= gap);
        if (fits && (best == nullptr || is_better(before, *best))) best = &before;
      }
      if (best == nullptr) continue;
      Hit both = hit;
      both.first = best->first;
      both.begin = best->begin;
      both.folds |= best->folds;
      both.parts |= best->parts;
      longer.push_back(both);
    }
    begun = std::move(longer);
  }
  std::vector<Hit> out;
  for (Hit& hit : begun) {
    const Sentence& sentence = sentence_of(text, hit.last - 1);
    if (phrase.to_end && sentence.last != hit.last) continue;
    hit.set = phrase.result;
    hit.topic = 0;
    out.push_back(hit);
  }
  return out;
}

}  // namespace

std::uint32_t Words::add(std::string_view word) {
  const auto known = std::find(words_.begin(), words_.end(), word);
  if (known == words_.end()) {
    words_.emplace_back(word);
    return static_cast<std::uint32_t>(words_.size() - 1);
  }
  return static_cast<std::uint32_t>(known - words_.begin());
}

void Words::find(std::string_view word, Likewise how, std::vector<std::uint32_t>& ids) const {
  if (word.empty()) return;
  for (std::uint32_t id = 0; id < words_.size(); ++id) {
    const bool fits = how == Likewise::exact       ? words_[id] == word
                      : how == Likewise::stretched ? is_stretched(word, words_[id])
                                                   : is_masked(word, words_[id]);
    if (fits) ids.push_back(id);
  }
}

void Matcher::add_entry(Entry entry) {
  for (const Entry& known : entries_) {
    if (known.set == entry.set && known.topic == entry.topic && known.typed == entry.typed &&
        known.path == entry.path) {
      return;
    }
  }
  for (const std::string& word : entry.path) words_.add(word);
  entries_.push_back(std::move(entry));
}

void Matcher::add(SetId set, std::string_view words, std::uint32_t topic) {
  Text text;
  text.source = words;
  plain::find_tokens(text);
  if (text.tokens.empty()) return;
  Entry entry{set, topic, "", {}, false, false};
  std::string together;
  std::size_t longest = 0;
  for (const Token& token : text.tokens) {
    entry.path.emplace_back(text.word(token));
    together += text.word(token);
    longest = std::max<std::size_t>(longest, token.word_length);
  }
  const Token& first = text.tokens.front();
  const Token& last = text.tokens.back();
  entry.typed = words.substr(first.begin, last.end - first.begin);
  entry.capitals_only = entry.path.size() == 1 && first.letters > 1 &&
                        first.capitals == first.letters && is_common_word(entry.path[0]);
  add_entry(entry);
  const bool is_latin = first.kind == CharClass::letter && last.kind == CharClass::letter;
  if (entry.path.size() > 1 && is_latin && together.size() >= 8 && longest > 3) {
    add_entry({set, topic, entry.typed, {together}, false, true});
  }
}

Text Matcher::normalise(std::string_view source) const {
  Text text;
  text.source = source;
  find_parts(source, text.parts);
  plain::find_tokens(text);
  plain::find_readings(text, words_);
  return text;
}

std::vector<Hit> Matcher::find(const Text& text) const {
  std::vector<Hit> hits;
  for (const Entry& entry : entries_) {
    Search search(text, words_, entry, hits);
    for (std::uint32_t at = 0; at < text.tokens.size(); ++at) search.from(at);
  }
  std::vector<Hit> joined;
  for (const Phrase& phrase : phrases_) {
    for (const Hit& hit : join(phrase, text, hits)) joined.push_back(hit);
  }
  hits.insert(hits.end(), joined.begin(), joined.end());
  return hits;
}

}  // namespace plain
