// A small linear model over the words of a text: what `precheck train` makes and the matcher
// `learned` reads. Features are hashed into a table of weights of one byte each (feature hashing;
// Weinberger et al. 2009). Only integers: the same score on every host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text.h"

namespace precheck {

inline constexpr std::int64_t kLearnedVersion = 1;
inline constexpr std::int64_t kLeastLearnedBits = 6;
inline constexpr std::int64_t kMostLearnedBits = 16;  // 64 kB of weights
inline constexpr std::int64_t kMostLearnedBias = 1'000'000;
inline constexpr std::int64_t kMostLearnedScale = 1'000'000'000;

struct LearnedModel {
  std::uint32_t bits = 0;
  std::int64_t bias = 0;             // thousandths
  std::int64_t scale = 0;            // what a weight of 1 is worth, in millionths
  std::vector<std::int8_t> weights;  // 2^bits of them

  bool operator==(const LearnedModel&) const = default;
  std::size_t place(std::uint32_t feature) const { return feature & (weights.size() - 1); }
};

// A stretch of a text, without the parts that are not looked at.
struct TextView {
  const Text& text;
  std::uint32_t first;  // tokens [first, last)
  std::uint32_t last;
  std::uint8_t ignored;
};

struct LearnedFeature {
  std::uint32_t hash;
  std::uint32_t first;  // the tokens [first, last) that it was made of
  std::uint32_t last;
};

// Words, pairs of words in one sentence, and runs of 3 to 5 letters of a word and its borders; of
// Han text runs of 1 to 3 characters. The same for every model.
void find_features(const TextView& view, std::vector<LearnedFeature>& out);

// 0 to 1000, from the log-odds in thousandths: the logistic function, piecewise linear.
std::int64_t logistic_thousandths(std::int64_t log_odds);

// How much a text with these features is like what the model was trained to find, 0 to 1000. Each
// counts once, divided by the root of their number. Nothing for a text without words. `seen` is
// memory that is kept from one call to the next.
std::optional<std::int64_t> learned_score(const LearnedModel& model,
                                          const std::vector<LearnedFeature>& features,
                                          std::vector<std::uint64_t>& seen);

// The same from the places of a text's features in the table, each once.
std::optional<std::int64_t> learned_score_of(const LearnedModel& model,
                                             const std::vector<std::uint32_t>& places);

// The words that raise the score most, at most `most` different ones: the tokens where they stand.
// No common words, and none of Han text.
std::vector<std::uint32_t> strongest_tokens(const LearnedModel& model, const TextView& view,
                                            const std::vector<LearnedFeature>& features,
                                            std::size_t most);

// The standard alphabet, padded. False for anything else; no white space, no spare bits.
std::string to_base64(const std::vector<std::int8_t>& bytes);
bool from_base64(std::string_view text, std::vector<std::int8_t>& bytes);

}  // namespace precheck
