// How well a policy tells apart what people have labelled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace precheck::cli {

// Flagged or not, against labelled true or false. A figure that would divide by nothing is absent.
struct Confusion {
  std::size_t hits = 0;          // flagged, labelled true
  std::size_t false_alarms = 0;  // flagged, labelled false
  std::size_t misses = 0;        // not flagged, labelled true
  std::size_t passes = 0;        // not flagged, labelled false

  void count(bool flagged, bool label);
  void add(const Confusion& other);

  std::size_t rows() const { return hits + false_alarms + misses + passes; }
  std::size_t support() const { return hits + misses; }
  std::size_t flagged() const { return hits + false_alarms; }

  std::optional<double> precision() const;
  std::optional<double> recall() const;
  std::optional<double> f1() const;
  std::optional<double> accuracy() const;
  std::optional<double> flagged_share() const;
};

// How well a figure ranks the rows labelled true over those labelled false. Memory grows with
// the number of different figures, not with the rows.
class Ranking {
 public:
  void count(double figure, bool label);
  void count_without_figure() { ++without_figure_; }
  void add(const Ranking& other);

  // The area under the ROC curve: how often a row labelled true has the higher figure of a pair,
  // equal figures counting half. Absent unless both labels have figures.
  std::optional<double> area() const;

  std::size_t with_figure() const;
  std::size_t without_figure() const { return without_figure_; }

 private:
  struct Rows {
    std::size_t labelled_true = 0;
    std::size_t labelled_false = 0;
  };
  std::map<std::int64_t, Rows> by_thousandths_;
  std::size_t without_figure_ = 0;
};

}  // namespace precheck::cli
