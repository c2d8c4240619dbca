// One labelled row, judged and counted.
#pragma once

#include <string>

#include "cli/eval_run.h"

namespace precheck::cli {

inline constexpr std::size_t kMostGroups = 1000;  // what comes later counts as "(other)"

EvalTally empty_tally(const EvalPlan& plan);

// Counts the line, which is the next of its batch.
void judge_line(const EvalPlan& plan, const std::string& line, EvalTally& tally);

// Puts the tally of a later batch behind the one of all before it.
void add_later(const EvalPlan& plan, EvalTally later, EvalTally& tally);

}  // namespace precheck::cli
