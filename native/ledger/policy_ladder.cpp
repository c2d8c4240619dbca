#include "ledger/policy_ladder.h"

#include "policy.h"

namespace precheck::ledger {
namespace {

Step step_of(Consequence consequence) {
  switch (consequence) {
    case Consequence::remove:
      return Step::remove;
    case Consequence::hold:
      return Step::hold;
    case Consequence::block:
      return Step::block;
  }
  return Step::none;
}

}  // namespace

std::optional<Ladder> ladder_of(const Policy& policy) {
  const std::optional<precheck::Ladder>& read = policy.compiled().ladder;
  if (!read) return std::nullopt;
  Ladder ladder;
  ladder.decay_days = read->decay_days;
  for (const precheck::LadderStep& each : read->steps) {
    ladder.steps.push_back({each.strikes, step_of(each.consequence)});
  }
  return ladder;
}

}  // namespace precheck::ledger
