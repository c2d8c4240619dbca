#include "cli/eval_figures.h"

#include <cmath>

namespace precheck::cli {
namespace {

std::optional<double> share(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void Confusion::count(bool flagged, bool label) {
  ++(label ? (flagged ? hits : misses) : (flagged ? false_alarms : passes));
}

void Confusion::add(const Confusion& other) {
  hits += other.hits;
  false_alarms += other.false_alarms;
  misses += other.misses;
  passes += other.passes;
}

std::optional<double> Confusion::precision() const { return share(hits, flagged()); }
std::optional<double> Confusion::recall() const { return share(hits, support()); }
std::optional<double> Confusion::f1() const {
  return share(2 * hits, 2 * hits + false_alarms + misses);
}
std::optional<double> Confusion::accuracy() const { return share(hits + passes, rows()); }
std::optional<double> Confusion::flagged_share() const { return share(flagged(), rows()); }

void Ranking::count(double figure, bool label) {
  Rows& rows = by_thousandths_[std::llround(figure * 1000)];
  ++(label ? rows.labelled_true : rows.labelled_false);
}

void Ranking::add(const Ranking& other) {
  for (const auto& [figure, rows] : other.by_thousandths_) {
    by_thousandths_[figure].labelled_true += rows.labelled_true;
    by_thousandths_[figure].labelled_false += rows.labelled_false;
  }
  without_figure_ += other.without_figure_;
}

std::optional<double> Ranking::area() const {
  double pairs_won = 0;
  double true_rows = 0;
  double false_rows_below = 0;
  for (const auto& [figure, rows] : by_thousandths_) {
    const auto of_true = static_cast<double>(rows.labelled_true);
    const auto of_false = static_cast<double>(rows.labelled_false);
    pairs_won += of_true * (false_rows_below + of_false / 2);
    true_rows += of_true;
    false_rows_below += of_false;
  }
  if (true_rows == 0 || false_rows_below == 0) return std::nullopt;
  return pairs_won / (true_rows * false_rows_below);
}

std::size_t Ranking::with_figure() const {
  std::size_t count = 0;
  for (const auto& [figure, rows] : by_thousandths_) {
    count += rows.labelled_true + rows.labelled_false;
  }
  return count;
}

}  // namespace precheck::cli
