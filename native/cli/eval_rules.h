// Which rules of a policy an evaluation counts.
#pragma once

#include <string>
#include <vector>

#include "cli/eval_run.h"

namespace precheck::cli {

// The rules of a policy that compiles.
std::vector<EvalRule> rules_of(const std::string& policy_json);

// The rules named by id or by category; all when nothing is named. Answers what is wrong with the
// names; empty when nothing is.
std::string select_rules(const std::vector<std::string>& ids,
                         const std::vector<std::string>& categories, std::vector<EvalRule>& rules);

// Adds the rules that only the baseline has.
void add_missing(const std::vector<EvalRule>& baseline, std::vector<EvalRule>& rules);

}  // namespace precheck::cli
