// The words that a model goes by, so that its owner can judge it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "learned_model.h"

namespace precheck::cli {

// In how many comments each word stands. Han text counts by pairs of characters.
class WordCounts {
 public:
  void add(std::string_view comment);

  // The words of at least three comments that raise (or lower) the score most, strongest first;
  // with the log-odds that the word alone would have, without the bias.
  struct Strongest {
    std::vector<std::pair<std::string, double>> raising;
    std::vector<std::pair<std::string, double>> lowering;
  };
  Strongest strongest(const LearnedModel& model, std::size_t most) const;

 private:
  std::map<std::string, std::size_t, std::less<>> comments_;
};

}  // namespace precheck::cli
