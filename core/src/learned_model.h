// A small linear model over the words of a text: what `precheck train` makes and the matcher
// `learned` reads. Features are hashed into a table of weights of one byte each
// (learned_features.h). Only integers: the same score on every host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "learned_features.h"

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

// The places of a stretch's features in a table of 2^bits weights, each once. A model with fewer
// bits finds its own in their last bits. Keeps its memory from one text to the next.
struct LearnedPlaces {
  std::uint32_t bits = kMostLearnedBits;
  std::vector<std::uint16_t> list;
  std::vector<std::uint64_t> seen;  // the same as bits
};

void find_places(const TextView& view, LearnedPlaces& places);

// 0 to 1000, from the log-odds in thousandths: the logistic function, piecewise linear.
std::int64_t logistic_thousandths(std::int64_t log_odds);

// How much a text with these places is like what the model was trained to find, 0 to 1000. Each
// counts once, divided by the root of their number. Nothing for a text without words. `scratch` is
// memory that is kept from one call to the next.
std::optional<std::int64_t> learned_score(const LearnedModel& model, const LearnedPlaces& places,
                                          std::vector<std::uint64_t>& scratch);

// The same from the places in the model's own table.
std::optional<std::int64_t> learned_score_of(const LearnedModel& model,
                                             const std::vector<std::uint32_t>& places);

// The words that raise the score most, at most `most` different ones: the tokens where they stand.
// No common words, and none of Han text.
std::vector<std::uint32_t> strongest_tokens(const LearnedModel& model, const TextView& view,
                                            std::size_t most);

// The standard alphabet, padded. False for anything else; no white space, no spare bits.
std::string to_base64(const std::vector<std::int8_t>& bytes);
bool from_base64(std::string_view text, std::vector<std::int8_t>& bytes);

}  // namespace precheck
