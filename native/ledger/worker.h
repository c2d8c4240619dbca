// The one thread that uses the ledger. Requests wait in a bounded queue; several share one
// transaction, so that many are stored by one write to the disk. Each is answered only after that
// write succeeded.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "ledger/ledger.h"

namespace precheck::ledger {

// Runs inside a transaction and answers JSON. May run more than once, when a connection was lost or
// another machine was faster, so it must change nothing but the ledger.
using Operation = std::function<Result<std::string>(Ledger&)>;
using Answered = std::function<void(Result<std::string>)>;

enum class LedgerState : std::uint8_t { opening, ready, unavailable, damaged };
std::string_view to_string(LedgerState state);

struct WorkerSettings {
  LedgerSettings ledger;
  std::size_t queue = 1'024;                       // requests that wait; more are refused
  std::size_t together = 64;                       // requests that share a transaction, at most
  std::chrono::milliseconds patience{5'000};       // in the queue
  std::chrono::milliseconds reopen_pause{250};     // between two tries
  std::chrono::milliseconds retention{3'600'000};  // between two looks for old events
};

// What the worker asks of its host. Called from its thread.
struct WorkerHooks {
  std::function<Result<std::unique_ptr<Database>>()> open;
  std::function<std::optional<Ladder>()> ladder;  // of the policy in use, for retention
  // An event for the log and a sentence.
  std::function<void(std::string_view event, const std::string& message)> report;
};

class LedgerWorker {
 public:
  // `clock` outlives the worker.
  LedgerWorker(Keys keys, const Clock& clock, WorkerHooks hooks, WorkerSettings settings = {});
  // Finishes what is in the queue.
  ~LedgerWorker();
  LedgerWorker(const LedgerWorker&) = delete;
  LedgerWorker& operator=(const LedgerWorker&) = delete;

  // False: the queue is full, or the worker is stopping. `answered` is called once, from the
  // worker's thread. Safe to call from many threads.
  [[nodiscard]] bool submit(Operation operation, Answered answered);

  // For an operation that erases: when its transaction is committed, what was deleted leaves the
  // file, too.
  void scrub_soon() { scrub_ = true; }

  LedgerState state() const { return state_; }
  std::size_t waiting() const;
  std::int64_t events() const { return events_; }  // in the chain, when it was last looked at

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Job {
    Operation operation;
    Answered answered;
    SteadyClock::time_point since;
  };
  using Jobs = std::deque<Job>;

  void run();
  Jobs next_jobs();
  void work(Jobs jobs);
  Status attempt(const Jobs& jobs, std::deque<Result<std::string>>& results);
  Status ensure_open();
  Status open();
  void close(const Error& why);
  void retain();
  void set_state(LedgerState state, const std::string& message);

  const Keys keys_;
  const WorkerHooks hooks_;
  const WorkerSettings settings_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Jobs waiting_;
  bool stopping_ = false;

  std::atomic<LedgerState> state_ = LedgerState::opening;
  std::atomic<std::int64_t> events_ = 0;
  std::atomic<bool> scrub_ = false;

  // Of the thread alone.
  CheckedClock clock_;
  std::unique_ptr<Ledger> ledger_;
  std::optional<Verified> known_;
  Error problem_;
  SteadyClock::time_point last_try_;
  SteadyClock::time_point last_retention_;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace precheck::ledger
