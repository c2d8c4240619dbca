// How well scores tell the rows of a label from the others.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace precheck::cli {

struct Scored {
  double score;
  bool is_positive;
};

// The share of pairs of a row with the label and one without that stand in the right order; a tie
// counts half. 0.5 where one kind is missing.
double area_under_curve(std::vector<Scored> rows);

struct ThresholdFigures {
  int over = 0;  // thousandths
  std::size_t hits = 0;
  std::size_t false_alarms = 0;
  std::size_t misses = 0;

  std::size_t flagged() const { return hits + false_alarms; }
  double precision() const;  // 0 where nothing is flagged
  double recall() const;
  double f1() const;
};

// Scores in thousandths over `over` are flagged.
ThresholdFigures figures_at(const std::vector<Scored>& rows, int over);

// The threshold that finds most rows at this precision, by at least ten flagged rows and
// never under even odds.
std::optional<int> threshold_for(const std::vector<Scored>& rows, double precision);

}  // namespace precheck::cli
