#include "ledger/ladder.h"

#include <algorithm>

#include "ledger/clock.h"

namespace precheck::ledger {
namespace {

constexpr std::string_view kNames[] = {"none", "delete", "hold", "block"};

// The step that a number of strikes reaches.
Step reached(const Ladder& ladder, std::int64_t strikes) {
  Step step = Step::none;
  for (const LadderStep& each : ladder.steps) {
    if (each.strikes <= strikes) step = each.step;
  }
  return step;
}

// The first step of the ladder that is harder.
Step next_harder(const Ladder& ladder, Step than) {
  for (const LadderStep& each : ladder.steps) {
    if (each.step > than) return each.step;
  }
  return than;
}

struct Counting {
  std::int64_t strikes = 0;
  std::optional<std::int64_t> oldest;
  Step hardest = Step::none;  // that any of them led to
  bool has_tombstone = false;
};

Counting count(const Ladder* ladder, const std::vector<Strike>& strikes, std::int64_t now) {
  Counting counting;
  for (const Strike& each : strikes) {
    if (each.pardoned || (ladder != nullptr && has_faded(*ladder, each.at, now))) continue;
    counting.oldest = std::min(counting.oldest.value_or(each.at), each.at);
    if (each.is_tombstone) {
      counting.has_tombstone = true;
      continue;
    }
    ++counting.strikes;
    counting.hardest = std::max(counting.hardest, each.step);
  }
  return counting;
}

}  // namespace

std::string_view to_string(Step step) { return kNames[static_cast<std::size_t>(step)]; }

std::optional<Step> step_named(std::string_view name) {
  for (std::size_t each = 0; each < std::size(kNames); ++each) {
    if (kNames[each] == name) return static_cast<Step>(each);
  }
  return std::nullopt;
}

std::string to_json(const Standing& standing) {
  std::string out = R"({"strikes":)" + std::to_string(standing.strikes);
  out += R"(,"step":")" + std::string(to_string(standing.step)) + R"(","next_fade":)";
  out += standing.next_fade ? '"' + utc_text(*standing.next_fade) + '"' : "null";
  return out + '}';
}

bool has_faded(const Ladder& ladder, std::int64_t at, std::int64_t now) {
  return ladder.decay_days > 0 && now > at && now - at >= ladder.decay_days * kDay;
}

Standing standing(const Ladder* ladder, const std::vector<Strike>& strikes, std::int64_t now) {
  const Counting counting = count(ladder, strikes, now);
  Standing result;
  result.strikes = counting.strikes;
  if (ladder == nullptr) return result;
  result.step = std::min(reached(*ladder, counting.strikes), counting.hardest);
  if (counting.has_tombstone) result.step = Step::block;
  if (ladder->decay_days > 0 && counting.oldest) {
    result.next_fade = *counting.oldest + ladder->decay_days * kDay;
  }
  return result;
}

Step next_step(const Ladder* ladder, const std::vector<Strike>& strikes, std::int64_t now) {
  if (ladder == nullptr) return Step::none;
  const Counting counting = count(ladder, strikes, now);
  if (counting.has_tombstone) return Step::block;
  return std::min(reached(*ladder, counting.strikes + 1), next_harder(*ladder, counting.hardest));
}

}  // namespace precheck::ledger
