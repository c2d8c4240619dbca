// The strike ledger: what was done about an account, why, and what follows.
//
// Everything is an event that is appended and never changed. An account's standing is worked out
// from its events, the policy's ladder and the time. Several operations can share a transaction:
// nothing of it holds until commit() succeeds.
//
// Not safe to use from several threads; LedgerWorker gives it one of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/chain.h"
#include "ledger/clock.h"
#include "ledger/keys.h"
#include "ledger/ladder.h"
#include "ledger/result.h"
#include "ledger/store.h"

namespace precheck::ledger {

inline constexpr std::size_t kMaxAccountBytes = 256;  // an account's id
inline constexpr std::size_t kMaxReasonBytes = 500;   // who and why of a pardon or an appeal

struct LedgerSettings {
  std::int64_t answer_days = 7;  // how long a repeated idempotency key gets its first answer
  std::int64_t keep_days = 30;   // how long an event is kept after it has faded
  bool tombstones = false;       // a block outlives the erasure of its account
};

// Where an event about a person comes from.
struct Reason {
  std::string by;   // who decides: a moderator's name or number
  std::string why;  // one sentence
};

struct Recorded {
  std::int64_t sequence = 0;  // of the event
  Standing standing;          // after it
};

struct Verified {
  std::int64_t events = 0;
  std::int64_t erased = 0;  // of them, empty now
  std::string link;         // of the last event, for an operator's notebook
};

class Ledger {
 public:
  // `clock` and `keys` outlive the ledger.
  Ledger(std::unique_ptr<Store> store, const Keys& keys, CheckedClock& clock,
         LedgerSettings settings = {});

  // Brings the tables up to date.
  Status migrate() { return store_->migrate(); }
  // The database's own check, then every seal and link.
  Result<Verified> verify();
  // After a lost connection: is this still the ledger that was looked through before? One that is
  // behind `known` was restored from a backup or cut off.
  Status verify_end(const Verified& known);
  // How far the chain is now. Inside a transaction, or right after commit().
  Verified end() const { return {head_.sequence, 0, head_.link}; }

  Status begin();
  Status commit();
  void roll_back();

  // Inside a transaction. `ladder` may be null: a policy without one.
  Result<Standing> standing(std::string_view account, const Ladder* ladder);
  // Counts one, for the rules of `verdict` that are not mere advice.
  Result<Recorded> strike(std::string_view account, const Verdict& verdict, const Ladder* ladder);
  // One strike, or all of them. A strike that is pardoned already stays so, and no event is added.
  Result<Standing> pardon(std::string_view account, std::optional<std::int64_t> strike,
                          const Reason& reason, const Ladder* ladder);
  Result<Recorded> appeal(std::string_view account, std::optional<std::int64_t> strike,
                          const Reason& reason, const Ladder* ladder);
  // All events of an account as JSON, oldest first, with its standing.
  Result<std::string> export_account(std::string_view account, const Ladder* ladder);
  // Answers how many events are empty now.
  Result<std::int64_t> erase(std::string_view account, const Ladder* ladder);
  // Empties events that have faded long ago and forgets old answers; 1,000 events at most.
  Result<std::int64_t> retain(const Ladder* ladder);
  // After an erasure was committed: what is deleted leaves the file, too.
  Status scrub() { return store_->scrub(); }

  // What the first request with this idempotency key was answered; "mismatch" when that was another
  // request.
  Result<std::optional<std::string>> first_answer(std::string_view key, std::string_view request);
  Status keep_answer(std::string_view key, std::string_view request, std::string_view account,
                     std::string answer);

 private:
  // The events of an account that matter for its standing.
  struct History {
    std::int64_t last_sequence = 0;
    std::vector<Strike> strikes;
  };
  Result<History*> history(std::string_view account);
  Result<Verified> walk();
  static Status apply(const Row& row, History& history);

  Status append(Row row);
  Result<std::int64_t> empty_rows(const std::vector<std::int64_t>& sequences, const char* kind);

  const std::unique_ptr<Store> store_;
  const Keys& keys_;
  CheckedClock& clock_;
  const LedgerSettings settings_;

  // Of the transaction.
  Head head_;
  bool head_changed_ = false;
  std::int64_t now_ = 0;

  // Of accounts seen lately, by their stored name. Events are only appended, so the rest is read on
  // from `last_sequence`; an erasure, by whichever machine, makes all of them worthless.
  std::unordered_map<std::string, History> histories_;
  std::size_t remembered_ = 0;
  std::int64_t erasures_seen_ = 0;
};

}  // namespace precheck::ledger
