#include "cli/train_figures.h"

#include <algorithm>

namespace precheck::cli {
namespace {

constexpr std::size_t kFewestFlagged = 10;  // fewer prove nothing
constexpr int kEvenOdds = 500;  // under it words that the model never saw could be flagged

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double area_under_curve(std::vector<Scored> rows) {
  std::sort(rows.begin(), rows.end(),
            [](const Scored& left, const Scored& right) { return left.score < right.score; });
  double ordered = 0;
  std::size_t positives = 0;
  std::size_t negatives = 0;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t tied_positives = 0;
    std::size_t tied_negatives = 0;
    const double score = rows[i].score;
    for (; i < rows.size() && rows[i].score == score; ++i) {
      ++(rows[i].is_positive ? tied_positives : tied_negatives);
    }
    ordered += static_cast<double>(tied_positives) *
               (static_cast<double>(negatives) + static_cast<double>(tied_negatives) / 2);
    positives += tied_positives;
    negatives += tied_negatives;
  }
  const double pairs = static_cast<double>(positives) * static_cast<double>(negatives);
  return pairs == 0 ? 0.5 : ordered / pairs;
}

double ThresholdFigures::precision() const { return share(hits, flagged()); }
double ThresholdFigures::recall() const { return share(hits, hits + misses); }
double ThresholdFigures::f1() const { return share(2 * hits, 2 * hits + false_alarms + misses); }

ThresholdFigures figures_at(const std::vector<Scored>& rows, int over) {
  ThresholdFigures figures;
  figures.over = over;
  for (const Scored& row : rows) {
    if (row.score > over) {
      ++(row.is_positive ? figures.hits : figures.false_alarms);
    } else if (row.is_positive) {
      ++figures.misses;
    }
  }
  return figures;
}

std::optional<int> threshold_for(const std::vector<Scored>& rows, double precision) {
  for (int over = kEvenOdds; over < 1000; ++over) {
    const ThresholdFigures figures = figures_at(rows, over);
    if (figures.flagged() < kFewestFlagged) return std::nullopt;
    if (figures.precision() >= precision) return over;
  }
  return std::nullopt;
}

}  // namespace precheck::cli
