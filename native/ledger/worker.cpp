#include "ledger/worker.h"

#include <utility>

namespace precheck::ledger {
namespace {

constexpr int kMostAttempts = 4;
constexpr std::chrono::milliseconds kIdle{500};

// What concerns one request; everything else concerns the storage, and so all of them.
bool is_own_fault(const Error& error) {
  return error.failure == Failure::mismatch || error.failure == Failure::not_found;
}

}  // namespace

std::string_view to_string(LedgerState state) {
  switch (state) {
    case LedgerState::opening:
      return "opening";
    case LedgerState::ready:
      return "ready";
    case LedgerState::unavailable:
      return "unavailable";
    case LedgerState::damaged:
      return "damaged";
  }
  return "";
}

LedgerWorker::LedgerWorker(Keys keys, const Clock& clock, WorkerHooks hooks,
                           WorkerSettings settings)
    : keys_(std::move(keys)),
      hooks_(std::move(hooks)),
      settings_(settings),
      clock_(clock,
             [this](std::int64_t jump) {
               hooks_.report("clock_jumped", "by " + std::to_string(jump / 1000) +
                                                 " s; strikes fade as if it had not");
             }),
      thread_([this] { run(); }) {}

LedgerWorker::~LedgerWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool LedgerWorker::submit(Operation operation, Answered answered) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= settings_.queue) return false;
    waiting_.push_back({std::move(operation), std::move(answered), SteadyClock::now()});
  }
  changed_.notify_one();
  return true;
}

std::size_t LedgerWorker::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void LedgerWorker::run() {
  (void)ensure_open();
  for (;;) {
    Jobs jobs = next_jobs();
    if (!jobs.empty()) {
      work(std::move(jobs));
    } else {
      const std::lock_guard lock(mutex_);
      if (stopping_ && waiting_.empty()) return;
    }
    clock_.now();  // so that a jump is seen when it happens, not days later
    if (ensure_open().ok()) retain();
  }
}

LedgerWorker::Jobs LedgerWorker::next_jobs() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kIdle, [this] { return stopping_ || !waiting_.empty(); });
  Jobs jobs;
  while (!waiting_.empty() && jobs.size() < settings_.together) {
    jobs.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return jobs;
}

void LedgerWorker::work(Jobs jobs) {
  const auto earliest = SteadyClock::now() - settings_.patience;
  Jobs fresh;
  for (Job& each : jobs) {
    if (each.since >= earliest) {
      fresh.push_back(std::move(each));
    } else {
      each.answered(Error{Failure::unavailable, "it waited too long"});
    }
  }
  std::deque<Result<std::string>> results;
  Status status;
  for (int attempts = 0; attempts < kMostAttempts; ++attempts) {
    status = ensure_open();
    if (!status.ok()) break;
    results.clear();
    status = attempt(fresh, results);
    if (status.ok()) break;
    if (status.error().failure == Failure::busy) break;
    // After a failed write or a lost connection nobody knows what was stored; a new connection
    // shows it, and the idempotency keys keep anything from being stored twice.
    if (status.error().failure != Failure::conflict) close(status.error());
  }
  for (std::size_t each = 0; each < fresh.size(); ++each) {
    fresh[each].answered(status.ok() ? std::move(results[each])
                                     : Result<std::string>(status.error()));
  }
}

Status LedgerWorker::attempt(const Jobs& jobs, std::deque<Result<std::string>>& results) {
  if (Status status = ledger_->begin(); !status.ok()) return status;
  for (const Job& each : jobs) {
    results.push_back(each.operation(*ledger_));
    const Result<std::string>& result = results.back();
    if (!result.ok() && !is_own_fault(result.error())) {
      ledger_->roll_back();
      return result.error();
    }
  }
  if (Status status = ledger_->commit(); !status.ok()) return status;
  known_ = ledger_->end();
  events_ = known_->events;
  // It has been stored; that the file still holds old bytes is no reason to say otherwise.
  if (scrub_.exchange(false)) {
    const Status status = ledger_->scrub();
    if (!status.ok()) hooks_.report("ledger_scrub_failed", status.error().message);
  }
  return {};
}

Status LedgerWorker::ensure_open() {
  if (ledger_) return {};
  // Nothing that was damaged gets better by itself.
  if (state_ == LedgerState::damaged) return problem_;
  const auto now = SteadyClock::now();
  if (!problem_.message.empty() && now - last_try_ < settings_.reopen_pause) return problem_;
  Status status = open();
  last_try_ = SteadyClock::now();
  if (!status.ok()) close(status.error());
  return status;
}

Status LedgerWorker::open() {
  Result<std::unique_ptr<Database>> database = hooks_.open();
  if (!database.ok()) return database.error();
  auto store = std::make_unique<Store>(std::move(database.value()));
  auto opened = std::make_unique<Ledger>(std::move(store), keys_, clock_, settings_.ledger);
  if (Status status = opened->migrate(); !status.ok()) return status;
  if (known_) {
    if (Status status = opened->verify_end(*known_); !status.ok()) return status;
  } else {
    const Result<Verified> verified = opened->verify();
    if (!verified.ok()) return verified.error();
    known_ = verified.value();
    events_ = known_->events;
  }
  ledger_ = std::move(opened);
  problem_ = {};
  set_state(LedgerState::ready, std::to_string(known_->events) + " events, the last one is " +
                                    to_hex(known_->link).substr(0, 16));
  return {};
}

void LedgerWorker::close(const Error& why) {
  ledger_.reset();
  problem_ = why;
  set_state(why.failure == Failure::damaged ? LedgerState::damaged : LedgerState::unavailable,
            why.message);
}

void LedgerWorker::retain() {
  const auto now = SteadyClock::now();
  if (last_retention_ != SteadyClock::time_point() && now - last_retention_ < settings_.retention) {
    return;
  }
  last_retention_ = now;
  const std::optional<Ladder> ladder = hooks_.ladder();
  std::int64_t emptied = 0;
  Status status = ledger_->begin();
  if (status.ok()) {
    const Result<std::int64_t> count = ledger_->retain(ladder ? &*ladder : nullptr);
    if (count.ok()) {
      emptied = count.value();
      status = ledger_->commit();
    } else {
      ledger_->roll_back();
      status = count.error();
    }
  }
  if (!status.ok()) return hooks_.report("ledger_retention_failed", status.error().message);
  known_ = ledger_->end();
  events_ = known_->events;
  if (emptied == 0) return;
  hooks_.report("ledger_retention", std::to_string(emptied) + " events were emptied");
  last_retention_ = {};  // there may be more
  scrub_ = true;
}

void LedgerWorker::set_state(LedgerState state, const std::string& message) {
  const LedgerState before = state_.exchange(state);
  if (before == state) return;
  hooks_.report("ledger_" + std::string(to_string(state)), message);
}

}  // namespace precheck::ledger
