// What a policy would have done to past comments, counted.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "cli/eval_run.h"

namespace precheck::cli {

inline constexpr std::size_t kActions = 5;
using ByAction = std::array<std::size_t, kActions>;
using ByModeration = std::array<std::size_t, kModerations>;

// What is asked for.
struct TryPlan {
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<const Policy> against;  // null: there is none
  std::vector<EvalRule> rules;            // of the policy
  std::vector<EvalRule> rules_against;
  std::size_t samples_kept = 3;  // of each kind
  std::size_t threads = 1;
};

// A comment that is kept to be shown.
struct TrySample {
  std::uint64_t rank = 0;  // drawn by lot: the smallest are kept, whatever the order
  std::size_t number = 0;  // of the comment, 1-based
  std::string id;
  std::string month;
  Moderation moderation = Moderation::unknown;
  Action before = Action::allow;  // by the other policy
  Action action = Action::allow;
  std::vector<std::string> rules;
  std::string text;  // cut to what fits a page
  std::vector<Interval> marks;
};

// Keeps the samples of the lowest rank: a fair draw from all, the same on every run.
class SamplePool {
 public:
  bool wants(std::uint64_t rank, std::size_t most) const {
    return samples_.size() < most || (most > 0 && rank < samples_.back().rank);
  }
  void add(TrySample sample, std::size_t most);
  const std::vector<TrySample>& samples() const { return samples_; }  // by rank

 private:
  std::vector<TrySample> samples_;
};

struct RuleTally {
  std::size_t flagged = 0;
  ByModeration by_moderation{};
  std::map<std::string, std::size_t> by_month;
  SamplePool samples;
};

struct TryTally {
  std::size_t comments = 0;  // that could be read
  std::size_t broken = 0;
  std::vector<Error> first_broken;               // `line` is where the comment begins
  std::array<ByAction, kModerations> actions{};  // by what moderators did, then by verdict
  std::map<std::string, ByAction> months;
  std::vector<RuleTally> rules;  // beside TryPlan::rules
  SamplePool false_alarms;       // approved, and would have been flagged
  SamplePool misses;             // removed, and would have been let through

  // Against the other policy.
  std::vector<std::size_t> rules_before;     // flagged; beside TryPlan::rules_against
  std::array<ByAction, kActions> changes{};  // by the other policy's action, then by this one's
  SamplePool harder;
  SamplePool milder;

  std::uint64_t fingerprint = 0;  // of all comments so far, to know the archive again

  std::size_t done() const { return comments + broken; }
  ByAction all_actions() const;
  // Comments that moderators did this to, all and those that would get `warn` or harder.
  std::size_t moderated(Moderation moderation) const;
  std::size_t flagged(Moderation moderation) const;
};

// What one policy said about one comment.
struct Judgement {
  struct Speaker {
    std::size_t rule = 0;
    std::vector<Interval> marks;
  };
  Action action = Action::allow;
  std::vector<Speaker> speakers;
};

TryTally empty_tally(const TryPlan& plan);

// Adds the next comment. `before` is what the other policy says, where there is one.
void count(const TryPlan& plan, const ArchivedComment& comment, const Judgement& judgement,
           const Judgement* before, TryTally& tally);
void count_broken(const ArchivedComment& comment, TryTally& tally);

// The fingerprint after one comment more.
std::uint64_t next_fingerprint(std::uint64_t fingerprint, const ArchivedComment& comment);

}  // namespace precheck::cli
