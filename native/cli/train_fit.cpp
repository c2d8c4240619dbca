#include "cli/train_fit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "cli/train_figures.h"

namespace precheck::cli {
namespace {

constexpr std::array<double, 4> kStrengths = {0.5, 2, 8, 32};
constexpr std::uint32_t kFolds = 3;
constexpr std::size_t kEpochs = 24;
constexpr std::size_t kSettled = kEpochs / 2;  // from here on the weights are averaged
constexpr double kFirstStep = 1;
// A byte could hold 127. With 15 no figure moved, and a compressed model is half as large.
constexpr double kSteps = 15;

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCDull;
  value = (value ^ (value >> 29)) * 0xC4CEB9FE1A85EC53ull;
  return value ^ (value >> 32);
}

struct Weights {
  std::vector<double> of_place;
  double bias = 0;
};

double margin(const Weights& weights, const TrainingRow& row) {
  double sum = 0;
  for (const std::uint32_t place : row.places) sum += weights.of_place[place];
  const double root = std::sqrt(static_cast<double>(std::max<std::size_t>(row.places.size(), 1)));
  return weights.bias + sum / root;
}

using Rows = std::vector<const TrainingRow*>;

// A fixed shuffle of its own for each epoch.
void shuffle(Rows& rows, std::size_t epoch) {
  for (std::size_t i = rows.size(); i > 1; --i) {
    std::swap(rows[i - 1], rows[mixed(epoch * 0x9E3779B97F4A7C15ull + i) % i]);
  }
}

class Descent {
 public:
  Descent(Rows rows, std::uint32_t bits, double strength) : rows_(std::move(rows)) {
    const auto count = static_cast<double>(rows_.size());
    const auto positives = static_cast<double>(std::count_if(
        rows_.begin(), rows_.end(), [](const auto* row) { return row->is_positive; }));
    class_weight_[1] = count / (2 * std::max(positives, 1.0));
    class_weight_[0] = count / (2 * std::max(count - positives, 1.0));
    penalty_ = 1 / (strength * count);
    weights_.of_place.resize(std::size_t{1} << bits);
    average_.of_place.resize(weights_.of_place.size());
  }

  template <typename Progress>
  Weights run(Progress progress) {
    for (std::size_t epoch = 0; epoch < kEpochs; ++epoch) {
      shuffle(rows_, epoch);
      for (const TrainingRow* row : rows_) step(*row);
      if (epoch >= kSettled) add_to_average();
      progress();
    }
    return std::move(average_);
  }

 private:
  void step(const TrainingRow& row) {
    // The penalty shrinks every weight at each step: one factor does that for all of them.
    const double rate = kFirstStep / (1 + kFirstStep * penalty_ * static_cast<double>(steps_++));
    const double root = std::sqrt(static_cast<double>(std::max<std::size_t>(row.places.size(), 1)));
    double sum = 0;
    for (const std::uint32_t place : row.places) sum += weights_.of_place[place];
    const double odds = weights_.bias + factor_ * sum / root;
    const double error = (row.is_positive ? 1.0 : 0.0) - 1 / (1 + std::exp(-odds));
    const double move = rate * class_weight_[row.is_positive] * error;
    factor_ *= 1 - rate * penalty_;
    if (factor_ < 1e-6) apply_factor();
    const double part = move / root / factor_;
    for (const std::uint32_t place : row.places) weights_.of_place[place] += part;
    weights_.bias += 0.1 * move;
  }

  void apply_factor() {
    for (double& weight : weights_.of_place) weight *= factor_;
    factor_ = 1;
  }

  void add_to_average() {
    constexpr double kShare = 1.0 / (kEpochs - kSettled);
    for (std::size_t i = 0; i < weights_.of_place.size(); ++i) {
      average_.of_place[i] += kShare * factor_ * weights_.of_place[i];
    }
    average_.bias += kShare * weights_.bias;
  }

  Rows rows_;
  std::array<double, 2> class_weight_{};
  double penalty_ = 0;
  Weights weights_;
  Weights average_;
  double factor_ = 1;
  std::uint64_t steps_ = 0;
};

LearnedModel quantised(const Weights& weights, std::uint32_t bits) {
  LearnedModel model;
  model.bits = bits;
  double largest = 0;
  for (const double weight : weights.of_place) largest = std::max(largest, std::abs(weight));
  const double scale = std::max(std::round(largest / kSteps * 1e6), 1.0);
  model.scale = std::min(static_cast<std::int64_t>(scale), kMostLearnedScale);
  model.bias = std::clamp(static_cast<std::int64_t>(std::round(weights.bias * 1000)),
                          -kMostLearnedBias, kMostLearnedBias);
  for (const double weight : weights.of_place) {
    const double steps = std::round(weight * 1e6 / static_cast<double>(model.scale));
    model.weights.push_back(static_cast<std::int8_t>(std::clamp(steps, -kSteps, kSteps)));
  }
  return model;
}

std::uint32_t fold_of(const TrainingRow& row) {
  return static_cast<std::uint32_t>(mixed(row.order + 1) % kFolds);
}

template <typename Progress>
double cross_validated(const std::vector<TrainingRow>& rows, std::uint32_t bits, double strength,
                       Progress progress) {
  double sum = 0;
  for (std::uint32_t fold = 0; fold < kFolds; ++fold) {
    Rows others;
    for (const TrainingRow& row : rows) {
      if (fold_of(row) != fold) others.push_back(&row);
    }
    const Weights weights = Descent(std::move(others), bits, strength).run(progress);
    std::vector<Scored> scored;
    for (const TrainingRow& row : rows) {
      if (fold_of(row) == fold) scored.push_back({margin(weights, row), row.is_positive});
    }
    sum += area_under_curve(scored);
  }
  return sum / kFolds;
}

std::string in_thousandths(int share) {
  std::string digits = std::to_string(share % 1000);
  digits.insert(0, 3 - digits.size(), '0');
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return std::to_string(share / 1000) + '.' + digits;
}

}  // namespace

TrainingRow make_row(std::string_view comment, bool is_positive, std::uint32_t bits) {
  Text text;
  text.source = comment;
  find_parts(comment, text.parts);
  find_tokens(text);
  LearnedPlaces places;
  places.bits = bits;
  find_places({text, 0, static_cast<std::uint32_t>(text.tokens.size()), kPartAll}, places);
  TrainingRow row;
  row.is_positive = is_positive;
  row.places.assign(places.list.begin(), places.list.end());
  std::sort(row.places.begin(), row.places.end());
  std::uint64_t hash = 0xCBF29CE484222325ull;
  for (const Token& token : text.tokens) {
    for (const char byte : text.word(token)) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ull;
    }
    hash = (hash ^ 0xFF) * 0x100000001B3ull;
  }
  row.order = mixed(hash);
  return row;
}

void sort_rows(std::vector<TrainingRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const TrainingRow& left, const TrainingRow& right) {
    return left.order != right.order ? left.order < right.order
                                     : left.is_positive < right.is_positive;
  });
}

bool is_held_back(const TrainingRow& row, double share) {
  return static_cast<double>(row.order % 10'000) < share * 10'000;
}

Fit fit_model(const std::vector<TrainingRow>& rows, std::uint32_t bits,
              const std::function<void(double)>& progress) {
  constexpr double kAllEpochs = (kStrengths.size() * kFolds + 1) * kEpochs;
  std::size_t done = 0;
  const auto one_epoch = [&] { progress(static_cast<double>(++done) / kAllEpochs); };
  Fit fit;
  double best = -1;
  for (const double strength : kStrengths) {
    const double quality = cross_validated(rows, bits, strength, one_epoch);
    if (quality <= best) continue;
    best = quality;
    fit.strength = strength;
  }
  Rows all;
  for (const TrainingRow& row : rows) all.push_back(&row);
  fit.model = quantised(Descent(std::move(all), bits, fit.strength).run(one_epoch), bits);
  return fit;
}

int score_row(const LearnedModel& model, const TrainingRow& row) {
  return static_cast<int>(learned_score_of(model, row.places).value_or(0));
}

std::string model_json(const LearnedModel& model, int over) {
  return "{\"learned\": {\"version\": " + std::to_string(kLearnedVersion) +
         ", \"bits\": " + std::to_string(model.bits) + ", \"bias\": " + std::to_string(model.bias) +
         ", \"scale\": " + std::to_string(model.scale) + ",\n  \"weights\": \"" +
         to_base64(model.weights) + "\"},\n \"over\": " + in_thousandths(over) + "}\n";
}

}  // namespace precheck::cli
