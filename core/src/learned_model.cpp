#include "learned_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>

#include "sort.h"

namespace precheck {
namespace {

// Notes the place of each feature once.
class PlaceSink {
 public:
  PlaceSink(const Text& text, LearnedPlaces& places)
      : text_(text),
        mask_((std::uint32_t{1} << places.bits) - 1),
        list_(places.list),
        seen_(places.seen) {
    const std::size_t words = (std::size_t{1} << places.bits) / 64;
    if (seen_.size() == words && list_.size() < words / 8) {
      for (const std::uint16_t place : list_) seen_[place / 64] = 0;
    } else {
      seen_.assign(words, 0);
    }
  }

  // There are no more different ones than places; and one is written before it is known whether it
  // is new.
  void prepare(std::size_t count) {
    const std::size_t most = std::size_t{mask_} + 2;
    const std::size_t wanted = std::min(count_ + count + 1, most);
    if (wanted > list_.size()) list_.resize(std::min(wanted * 2, most));
  }

  // A word that comes again has no features that are new.
  bool leaves_out(const Token& token) {
    constexpr std::size_t kKey = Text::kRoom;
    if (token.word_length == 0 || token.word_length > kKey) return false;
    if (token.kind != CharClass::letter || (token.traits & kTraitOther) != 0) return false;
    std::uint64_t key = 0;
    std::memcpy(&key, text_.words.data() + token.word, kKey);
    key &= ~std::uint64_t{0} >> (8 * (kKey - token.word_length));
    std::uint64_t& known = words_[(key * 0x9E3779B97F4A7C15ull >> 32) % kWords];
    if (known == key) return true;
    known = key;
    return false;
  }

  void take(std::uint32_t hash, std::uint32_t, std::uint32_t) {
    const std::uint32_t place = hash & mask_;
    std::uint64_t& bits = seen_[place / 64];
    const std::uint64_t is_new = ~bits >> (place % 64) & 1;
    bits |= std::uint64_t{1} << (place % 64);
    list_[count_] = static_cast<std::uint16_t>(place);
    count_ += is_new;
  }

  void end() { list_.resize(count_); }

 private:
  static constexpr std::size_t kWords = 128;

  const Text& text_;
  const std::uint32_t mask_;
  std::vector<std::uint16_t>& list_;
  std::vector<std::uint64_t>& seen_;
  std::array<std::uint64_t, kWords> words_{};  // short ones that stood before
  std::size_t count_ = 0;
};

// A feature's weight goes to its tokens in equal shares.
class CreditSink {
 public:
  CreditSink(const LearnedModel& model, const TextView& view)
      : credits(view.last - view.first), model_(model), first_(view.first) {}

  void prepare(std::size_t) {}
  bool leaves_out(const Token&) { return false; }
  void take(std::uint32_t hash, std::uint32_t first, std::uint32_t last) {
    const std::int64_t weight = model_.weights[model_.place(hash)];
    for (std::uint32_t at = first; at < last; ++at) {
      credits[at - first_] += weight * kSharable / (last - first);
    }
  }

  std::vector<std::int64_t> credits;

 private:
  static constexpr std::int64_t kSharable = 6;  // by 1, 2 and 3 tokens

  const LearnedModel& model_;
  const std::uint32_t first_;
};

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

void find_places(const TextView& view, LearnedPlaces& places) {
  PlaceSink sink(view.text, places);
  find_features(view, sink);
  sink.end();
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

std::optional<std::int64_t> learned_score(const LearnedModel& model, const LearnedPlaces& places,
                                          std::vector<std::uint64_t>& scratch) {
  if (places.list.empty()) return std::nullopt;
  auto count = static_cast<std::int64_t>(places.list.size());
  std::int64_t sum = 0;
  for (const std::uint16_t place : places.list) sum += model.weights[model.place(place)];
  if (model.bits == places.bits) return score_of(model, sum, count);

  // The table is folded in the middle until it is as small as the model's. Of two places that fall
  // together one is taken out again.
  std::vector<std::uint64_t>& seen = scratch;
  seen = places.seen;
  for (std::size_t half = seen.size() / 2; half * 64 >= model.weights.size(); half /= 2) {
    for (std::size_t at = 0; at < half; ++at) {
      for (std::uint64_t both = seen[at] & seen[at + half]; both != 0; both &= both - 1) {
        const std::size_t place = at * 64 + static_cast<std::size_t>(std::countr_zero(both));
        sum -= model.weights[place & (model.weights.size() - 1)];
        --count;
      }
      seen[at] |= seen[at + half];
    }
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
                                            std::size_t most) {
  CreditSink sink(model, view);
  find_features(view, sink);
  std::map<std::string_view, std::int64_t> best;  // of each word's places
  for (std::uint32_t at = view.first; at < view.last; ++at) {
    const std::int64_t credit = sink.credits[at - view.first];
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
