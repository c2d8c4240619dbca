// A run of `precheck try` that was stopped, kept in a file so that it can go on.
#pragma once

#include <optional>
#include <string>

#include "cli/try_tally.h"

namespace precheck::cli {

// The tally as JSON, with what it was made from.
std::string save_state(const TryPlan& plan, const TryTally& tally);

struct LoadedState {
  std::optional<TryTally> tally;
  std::string problem;  // why there is none
};

// Only a state of the same policy, the same --against and the same number of samples is taken.
LoadedState load_state(const TryPlan& plan, const std::string& json);

}  // namespace precheck::cli
