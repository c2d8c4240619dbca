// The policy's ladder: strikes -> step. Pure functions; the clock and the storage are elsewhere.
//
// A step is never skipped: one strike leads to the next harder step of the ladder at most, also
// when a new policy asks for more at once. A ladder whose first step is "block" blocks at its first
// strike, because the policy says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::ledger {

enum class Step : std::uint8_t { none, remove, hold, block };

struct LadderStep {
  std::int64_t strikes = 0;  // from this many on
  Step step = Step::remove;
};

// Each step has more strikes and is harder than the one before.
struct Ladder {
  std::int64_t decay_days = 0;  // 0: strikes never fade
  std::vector<LadderStep> steps;
};

std::string_view to_string(Step step);  // "none", "delete", "hold", "block"
std::optional<Step> step_named(std::string_view name);

inline constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;  // in milliseconds

struct Strike {
  std::int64_t sequence = 0;
  std::int64_t at = 0;     // milliseconds since 1970, UTC
  Step step = Step::none;  // where it led when it was recorded
  bool pardoned = false;
  bool is_tombstone = false;  // not a strike: what is left of a block after an erasure
};

struct Standing {
  std::int64_t strikes = 0;  // those that count: not pardoned, not faded
  Step step = Step::none;
  std::optional<std::int64_t> next_fade;  // when the oldest that counts will fade
};

// {"strikes":3,"step":"hold","next_fade":"2026-01-31T12:00:00.000Z" or null}
std::string to_json(const Standing& standing);

// A strike fades when it is `decay_days` old. One from the future is new: a clock that was wrong
// never makes a strike fade early.
bool has_faded(const Ladder& ladder, std::int64_t at, std::int64_t now);

// Null: the policy has no ladder; strikes are counted and nothing follows.
Standing standing(const Ladder* ladder, const std::vector<Strike>& strikes, std::int64_t now);

// Where one strike more leads.
Step next_step(const Ladder* ladder, const std::vector<Strike>& strikes, std::int64_t now);

}  // namespace precheck::ledger
