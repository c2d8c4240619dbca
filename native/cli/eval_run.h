// Runs one policy, or two, over labelled data and counts.
#pragma once

#include <map>
#include <memory>
#include <precheck/precheck.hpp>
#include <set>
#include <string>
#include <vector>

#include "cli/eval_figures.h"

namespace precheck::cli {

struct EvalRule {
  std::string id;
  std::string category;
  Action action = Action::warn;
};

// What is asked of the data.
struct EvalPlan {
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<const Policy> baseline;  // null: there is none
  std::string label;
  std::vector<EvalRule> rules;  // the rules that count, of either policy
  bool whole_policy = true;     // all rules count, so the verdict's own action decides
  Action least = Action::warn;  // what is milder does not count as flagged
  std::string group_by;         // empty: no groups
  std::string figure;           // the matcher whose figure is ranked; empty: none
  std::size_t samples_kept = 10;
  std::size_t threads = 1;
};

// One row, kept to be shown.
struct EvalSample {
  std::size_t line = 0;
  std::string id;
  std::string comment;
  std::vector<Span> spans;         // what the rules that count have marked
  std::vector<std::string> rules;  // those that flagged it
};

struct PolicyFigures {
  Confusion together;            // all rules that count
  std::vector<Confusion> rules;  // beside EvalPlan::rules
};

// Rows that the baseline and the policy do not flag alike.
struct EvalChanges {
  Confusion now_flagged;        // hits: rightly; false_alarms: wrongly
  Confusion no_longer_flagged;  // misses: wrongly; passes: rightly
};

struct EvalTally {
  std::size_t lines = 0;
  std::size_t unlabelled = 0;
  std::set<std::string> labels;  // the names that were seen, for those who look for one
  PolicyFigures policy;
  PolicyFigures baseline;
  EvalChanges changes;
  std::map<std::string, Confusion> groups;
  Ranking ranking;
  std::vector<EvalSample> false_alarms;
  std::vector<EvalSample> misses;
  std::vector<EvalSample> newly_wrong;  // right by the baseline
  std::vector<Error> broken;            // `line` is the line of the data
  std::size_t broken_count = 0;
};

struct EvalRun {
  EvalTally tally;
  std::string problem;  // why the data could not be read; empty when it could
};

// Reads `path`, or standard input when it is "-". Memory grows with samples_kept and with the
// number of groups and figures, not with the data. The outcome does not depend on `threads`.
EvalRun run_eval(const EvalPlan& plan, const std::string& path);

}  // namespace precheck::cli
