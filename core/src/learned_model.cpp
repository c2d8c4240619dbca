#include "learned_model.h"

#include <algorithm>
#include <array>
#include <map>

#include "sort.h"
#include "utf8.h"

namespace precheck {
namespace {

constexpr std::size_t kShortestRun = 3;  // letters, with the word's borders
constexpr std::size_t kLongestRun = 5;
constexpr std::size_t kLongestHanRun = 3;

// What kind of feature it is, so that the word "abc" and the letters "abc" differ.
enum Seed : unsigned char { kWordSeed = 1, kPairSeed, kLettersSeed, kHanSeed };

class Hash {
 public:
  explicit Hash(Seed seed) { add(seed); }

  // FNV-1a: byte by byte, the same on every host.
  void add(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001B3ull; }
  void add(std::string_view bytes) {
    for (const char byte : bytes) add(static_cast<unsigned char>(byte));
  }
  // Its low bits are weak; a table is indexed by them, so they are mixed first.
  std::uint32_t value() const {
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDull;
    return static_cast<std::uint32_t>(mixed >> 32);
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325ull;
};

class FeatureFinder {
 public:
  FeatureFinder(const TextView& view, std::vector<LearnedFeature>& out) : view_(view), out_(out) {}

  void run() {
    for (std::uint32_t at = view_.first; at < view_.last; ++at) {
      if (!is_seen(at)) continue;
      if (token(at).kind == CharClass::han) {
        add_han(at);
        continue;
      }
      add_word(at);
      if (at > view_.first) add_pair(at);
      if (token(at).kind == CharClass::letter) add_letters(at);
    }
  }

 private:
  static unsigned char byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
  }
  const Token& token(std::uint32_t at) const { return view_.text.tokens[at]; }
  bool is_seen(std::uint32_t at) const { return (token(at).parts & view_.ignored) == 0; }

  void add_word(std::uint32_t at) {
    Hash hash(kWordSeed);
    hash.add(view_.text.word(token(at)));
    out_.push_back({hash.value(), at, at + 1});
  }

  void add_pair(std::uint32_t at) {
    const Token& before = token(at - 1);
    if (!is_seen(at - 1) || before.kind == CharClass::han || token(at).gap == Gap::sentence) return;
    Hash hash(kPairSeed);
    hash.add(view_.text.word(before));
    hash.add(std::uint8_t{0xFF});  // stands in no word
    hash.add(view_.text.word(token(at)));
    out_.push_back({hash.value(), at - 1, at + 1});
  }

  void add_letters(std::uint32_t at) {
    bordered_.assign(1, '^');
    bordered_ += view_.text.word(token(at));
    bordered_ += '$';
    if ((token(at).traits & kTraitOther) == 0) {
      add_ascii_runs(at);
    } else {
      add_runs(at);
    }
  }

  // What add_runs() does, where each letter is a byte: most words of most texts.
  void add_ascii_runs(std::uint32_t at) {
    const std::string_view letters = bordered_;
    if (letters.size() < kShortestRun) return;
    const std::size_t most = (letters.size() - 2) * (kLongestRun - kShortestRun + 1);
    const std::size_t before = out_.size();
    out_.resize(before + most);
    LearnedFeature* next = out_.data() + before;
    for (std::size_t from = 0; from + kShortestRun <= letters.size(); ++from) {
      const std::size_t last = std::min(from + kLongestRun, letters.size());
      Hash hash(kLettersSeed);
      std::size_t to = from;
      for (; to < from + kShortestRun - 1; ++to) hash.add(byte_at(letters, to));
      for (; to < last; ++to) {
        hash.add(byte_at(letters, to));
        *next++ = {hash.value(), at, at + 1};
      }
    }
    out_.resize(static_cast<std::size_t>(next - out_.data()));
  }

  void add_runs(std::uint32_t at) {
    starts_.clear();
    for (std::size_t byte = 0; byte < bordered_.size(); byte += decode(bordered_, byte).length) {
      starts_.push_back(byte);
    }
    starts_.push_back(bordered_.size());
    const std::size_t letters = starts_.size() - 1;
    for (std::size_t from = 0; from + kShortestRun <= letters; ++from) {
      Hash hash(kLettersSeed);
      for (std::size_t to = from; to < std::min(from + kLongestRun, letters); ++to) {
        hash.add(std::string_view(bordered_).substr(starts_[to], starts_[to + 1] - starts_[to]));
        if (to + 1 - from >= kShortestRun) out_.push_back({hash.value(), at, at + 1});
      }
    }
  }

  void add_han(std::uint32_t at) {
    Hash hash(kHanSeed);
    for (std::uint32_t to = at; to < view_.last && to < at + kLongestHanRun; ++to) {
      const bool goes_on = to == at || (token(to).kind == CharClass::han && is_seen(to) &&
                                        token(to).gap == Gap::none);
      if (!goes_on) return;
      hash.add(view_.text.word(token(to)));
      out_.push_back({hash.value(), at, to + 1});
    }
  }

  const TextView& view_;
  std::vector<LearnedFeature>& out_;
  std::string bordered_;
  std::vector<std::size_t> starts_;
};

// A feature's weight goes to its tokens in equal shares.
std::vector<std::int64_t> credits_of(const LearnedModel& model, const TextView& view,
                                     const std::vector<LearnedFeature>& features) {
  constexpr std::int64_t kSharable = 6;  // by 1, 2 and 3 tokens
  std::vector<std::int64_t> credits(view.last - view.first);
  for (const LearnedFeature& feature : features) {
    const std::int64_t weight = model.weights[model.place(feature.hash)];
    for (std::uint32_t at = feature.first; at < feature.last; ++at) {
      credits[at - view.first] += weight * kSharable / (feature.last - feature.first);
    }
  }
  return credits;
}

// "you" and "would" may count most and still explain nothing, nor does half a Chinese word.
bool tells_something(const Token& token) {
  return !token.is_common && token.kind == CharClass::letter;
}

// The largest whole number whose square is not over `value`, which is not negative.
std::int64_t whole_root(std::int64_t value) {
  std::int64_t root = 0;
  for (std::int64_t bit = std::int64_t{1} << 31; bit > 0; bit >>= 1) {
    if ((root + bit) * (root + bit) <= value) root += bit;
  }
  return root;
}

std::int64_t score_of(const LearnedModel& model, std::int64_t sum, std::int64_t count) {
  // Millionths of weight over a thousand roots are thousandths of log-odds.
  const std::int64_t thousand_roots = whole_root(count * 1'000'000);
  return logistic_thousandths(model.bias + sum * model.scale / thousand_roots);
}

}  // namespace

void find_features(const TextView& view, std::vector<LearnedFeature>& out) {
  out.clear();
  FeatureFinder(view, out).run();
}

std::int64_t logistic_thousandths(std::int64_t log_odds) {
  // 1 / (1 + e^-x) for x = 0, 0.5, 1 ... 8, in millionths.
  static constexpr std::array<std::int64_t, 17> kLogistic = {
      500000, 622459, 731059, 817574, 880797, 924142, 952574, 970688, 982014,
      989013, 993307, 995930, 997527, 998499, 999089, 999447, 1000000};
  constexpr std::int64_t kStep = 500;
  if (log_odds < 0) return 1000 - logistic_thousandths(-log_odds);
  const auto step = static_cast<std::size_t>(log_odds / kStep);
  if (step + 1 >= kLogistic.size()) return 1000;
  const std::int64_t rise = kLogistic[step + 1] - kLogistic[step];
  return (kLogistic[step] + rise * (log_odds % kStep) / kStep) / 1000;
}

std::optional<std::int64_t> learned_score(const LearnedModel& model,
                                          const std::vector<LearnedFeature>& features,
                                          std::vector<std::uint64_t>& seen) {
  if (features.empty()) return std::nullopt;
  seen.assign(model.weights.size() / 64, 0);
  std::int64_t sum = 0;
  std::int64_t count = 0;
  for (const LearnedFeature& feature : features) {
    const std::size_t place = model.place(feature.hash);
    std::uint64_t& bits = seen[place / 64];
    const std::uint64_t is_new = ~bits >> (place % 64) & 1;
    bits |= std::uint64_t{1} << (place % 64);
    sum += is_new != 0 ? model.weights[place] : 0;
    count += static_cast<std::int64_t>(is_new);
  }
  return score_of(model, sum, count);
}

std::optional<std::int64_t> learned_score_of(const LearnedModel& model,
                                             const std::vector<std::uint32_t>& places) {
  if (places.empty()) return std::nullopt;
  std::int64_t sum = 0;
  for (const std::uint32_t place : places) sum += model.weights[place];
  return score_of(model, sum, static_cast<std::int64_t>(places.size()));
}

std::vector<std::uint32_t> strongest_tokens(const LearnedModel& model, const TextView& view,
                                            const std::vector<LearnedFeature>& features,
                                            std::size_t most) {
  const std::vector<std::int64_t> credits = credits_of(model, view, features);
  std::map<std::string_view, std::int64_t> best;  // of each word's places
  for (std::uint32_t at = view.first; at < view.last; ++at) {
    const std::int64_t credit = credits[at - view.first];
    if (credit <= 0 || !tells_something(view.text.tokens[at])) continue;
    std::int64_t& known = best[view.text.word(view.text.tokens[at])];
    known = std::max(known, credit);
  }
  std::vector<std::pair<std::int64_t, std::string_view>> words;
  for (const auto& [word, credit] : best) words.push_back({-credit, word});
  sort_in_place(words.begin(), words.end());
  if (words.size() > most) words.resize(most);

  std::vector<std::uint32_t> tokens;
  for (std::uint32_t at = view.first; at < view.last; ++at) {
    if (view.text.tokens[at].parts & view.ignored) continue;
    const std::string_view word = view.text.word(view.text.tokens[at]);
    const bool is_strong = std::any_of(words.begin(), words.end(),
                                       [&](const auto& each) { return each.second == word; });
    if (is_strong) tokens.push_back(at);
  }
  return tokens;
}

}  // namespace precheck
