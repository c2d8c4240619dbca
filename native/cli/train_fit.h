// Fits a learned model to labelled rows. The same rows give the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "learned_model.h"

namespace precheck::cli {

struct TrainingRow {
  std::vector<std::uint32_t> places;  // of its features in the table of weights, rising
  std::uint64_t order = 0;            // from its words: rows of the same words have the same
  bool is_positive = false;
};

TrainingRow make_row(std::string_view comment, bool is_positive, std::uint32_t bits);

// By `order`, so that the order of the file does not matter.
void sort_rows(std::vector<TrainingRow>& rows);

// Whether the row belongs to the share, 0 to 1, that is held back. Rows of the same words always
// go the same way, so that nothing is tested on what it was trained on.
bool is_held_back(const TrainingRow& row, double share);

struct Fit {
  LearnedModel model;
  double strength = 0;  // the chosen freedom of the weights: less holds them closer to nothing
};

// Logistic regression with an L2 penalty and both classes of equal weight, by stochastic gradient
// descent. The penalty is the one that ranks best in three-fold cross-validation. Both classes
// must occur. `progress` gets the share that is done, 0 to 1.
Fit fit_model(const std::vector<TrainingRow>& rows, std::uint32_t bits,
              const std::function<void(double)>& progress);

// The model's score of a row, 0 to 1000; 0 for one without words.
int score_row(const LearnedModel& model, const TrainingRow& row);

// The object that a policy takes as a matcher, and a line feed.
std::string model_json(const LearnedModel& model, int over);

}  // namespace precheck::cli
