// Disks that fail, fill up, forget or lie; memory that runs out; clients that all come at once.
// Nothing that was acknowledged is lost, nothing is there twice, and a new start is never needed.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <random>
#include <thread>

#include "faulty_vfs.h"
#include "ledger/worker.h"
#include "ledger_fixture.h"

namespace {

using namespace ledger_test;
using namespace std::chrono_literals;

int count_from(const char* variable, int usual) {
  const char* text = std::getenv(variable);
  return text == nullptr ? usual : std::atoi(text);
}

class LedgerFaults : public testing::Test {
 protected:
  LedgerFaults() {
    faulty::install();
    faulty::disk() = {};
  }
  ~LedgerFaults() override {
    worker_.reset();
    faulty::disk() = {};
    faulty::fail_allocation(-1);
  }

  void start() {
    WorkerHooks hooks;
    hooks.open = [this] {
      return open_sqlite(folder_.path("ledger"), {false, faulty::kName, busy_milliseconds_});
    };
    hooks.ladder = [] { return std::nullopt; };
    hooks.report = [](std::string_view, const std::string&) {};
    WorkerSettings settings;
    settings.reopen_pause = 1ms;
    worker_ = std::make_unique<LedgerWorker>(keys(), clock_, hooks, settings);
    while (worker_->state() == LedgerState::opening) std::this_thread::sleep_for(100us);
  }

  // One strike under an idempotency key; the answer is its number.
  Result<std::string> strike(const std::string& key, const std::string& account = "alice") {
    const auto answer = std::make_shared<std::promise<Result<std::string>>>();
    const bool taken = worker_->submit(
        [this, key, account](Ledger& ledger) -> Result<std::string> {
          const auto first = ledger.first_answer(key, "body");
          if (!first.ok()) return first.error();
          if (first.value()) return *first.value();
          const Result<Recorded> recorded = ledger.strike(account, verdict(), &ladder_);
          if (!recorded.ok()) return recorded.error();
          const std::string number = std::to_string(recorded.value().sequence);
          const Status kept = ledger.keep_answer(key, "body", account, number);
          if (!kept.ok()) return kept.error();
          return number;
        },
        [answer](Result<std::string> result) { answer->set_value(std::move(result)); });
    if (!taken) return Error{Failure::unavailable, "full"};
    return answer->get_future().get();
  }

  // Until it is acknowledged, as a client would.
  std::string strike_at_last(const std::string& key) {
    for (int tries = 0; tries < 50; ++tries) {
      const Result<std::string> answer = strike(key);
      if (answer.ok()) return answer.value();
      std::this_thread::sleep_for(2ms);
    }
    ADD_FAILURE() << "never acknowledged: " << key;
    return "";
  }

  // How many events a ledger's file holds; -1 when it is damaged.
  std::int64_t events_in(const std::string& path) {
    Result<std::unique_ptr<Database>> database = open_sqlite(path, {false, faulty::kName, 50});
    if (!database.ok()) return -1;
    CheckedClock clock(clock_, nullptr);
    const Keys same = keys();
    Ledger ledger(std::make_unique<Store>(std::move(database.value())), same, clock);
    if (!ledger.migrate().ok()) return -1;
    const Result<Verified> verified = ledger.verify();
    problem_ = verified.ok() ? "" : verified.error().message;
    return verified.ok() ? verified.value().events : -1;
  }

  command::Folder folder_;
  TestClock clock_;
  Ladder ladder_ = usual_ladder();
  int busy_milliseconds_ = 50;
  std::string problem_;
  std::unique_ptr<LedgerWorker> worker_;
};

TEST_F(LedgerFaults, EveryWriteMayFailOnce) {
  const int most = count_from("PRECHECK_TEST_WRITES", 200);
  int failed = 0;
  for (int bad = 1; bad <= most; ++bad) {
    faulty::disk() = {};
    const command::Folder folder;
    std::filesystem::remove(folder_.path("ledger"));
    std::filesystem::remove(folder_.path("ledger-wal"));
    start();
    faulty::disk().writes_until_error = bad;
    faulty::disk().errors_in_a_row = 1 + bad % 7;
    std::vector<std::string> numbers;
    for (int each = 0; each < 12; ++each) {
      const Result<std::string> answer = strike("k" + std::to_string(each));
      if (!answer.ok()) ++failed;
      numbers.push_back(answer.ok() ? answer.value() : strike_at_last("k" + std::to_string(each)));
    }
    for (int each = 0; each < 12; ++each) {
      EXPECT_EQ(strike_at_last("k" + std::to_string(each)),
                numbers[static_cast<std::size_t>(each)]);
    }
    worker_.reset();
    ASSERT_EQ(events_in(folder_.path("ledger")), 12) << bad << ' ' << problem_;
  }
  EXPECT_GT(failed, 0) << "no error was ever seen";
}

TEST_F(LedgerFaults, EveryAllocationMayFail) {
  start();
  const int most = count_from("PRECHECK_TEST_ALLOCATIONS", 200);
  for (int bad = 0; bad < most; ++bad) {
    faulty::fail_allocation(bad);
    (void)strike("k" + std::to_string(bad));
    faulty::fail_allocation(-1);
    strike_at_last("k" + std::to_string(bad));
  }
  worker_.reset();
  EXPECT_EQ(events_in(folder_.path("ledger")), most) << problem_;
}

TEST_F(LedgerFaults, AFullDiskRefusesStrikesUntilThereIsSpace) {
  start();
  ASSERT_TRUE(strike("before").ok());
  faulty::disk().free_bytes = 20'000;
  int stored = 1;
  for (int each = 0; each < 50; ++each)
    stored += strike("full" + std::to_string(each)).ok() ? 1 : 0;
  EXPECT_LT(stored, 51);
  const Result<std::string> refused = strike("refused");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().failure, Failure::unavailable);
  faulty::disk().free_bytes = -1;
  strike_at_last("after");
  worker_.reset();
  EXPECT_EQ(events_in(folder_.path("ledger")), stored + 1) << problem_;
}

TEST_F(LedgerFaults, AReadOnlyFileRefusesStrikes) {
  start();
  ASSERT_TRUE(strike("before").ok());
  faulty::disk().read_only = true;
  EXPECT_FALSE(strike("refused").ok());
  faulty::disk().read_only = false;
  strike_at_last("after");
}

TEST_F(LedgerFaults, ALockedDatabaseIsWaitedForAndThenRefused) {
  start();
  ASSERT_TRUE(strike("before").ok());
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.path("ledger").c_str(), &other), SQLITE_OK);
  // The ledger may still be tidying up behind the strike.
  sqlite3_busy_timeout(other, 10'000);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Result<std::string> refused = strike("refused");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().failure, Failure::busy);
  busy_milliseconds_ = 2'000;
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(strike("after").ok());
}

TEST_F(LedgerFaults, OneProcessWrites) {
  start();
  const Result<std::unique_ptr<Database>> second = open_sqlite(folder_.path("ledger"), {});
  ASSERT_FALSE(second.ok());
  EXPECT_NE(second.error().message.find("another process"), std::string::npos);
}

TEST_F(LedgerFaults, APowerLossAtAnySyncLosesNothingAcknowledged) {
  const int commits = count_from("PRECHECK_TEST_COMMITS", 200);
  std::mt19937 random(7);
  faulty::disk().remember = true;
  start();
  std::int64_t acknowledged = 0;
  int images = 0;
  int more = 0;
  const auto look = [&] {
    const command::Folder image;
    faulty::power_loss(image.path(""), random);
    const bool was = std::exchange(faulty::disk().remember, false);
    const std::int64_t events = events_in(image.path("ledger"));
    faulty::disk().remember = was;
    ASSERT_GE(events, acknowledged) << problem_;
    ASSERT_LE(events, acknowledged + 1) << "more than was asked for";
    if (events > acknowledged) ++more;
    ++images;
  };
  faulty::disk().on_sync = look;
  for (int each = 0; each < commits; ++each) {
    const std::int64_t syncs = faulty::disk().syncs;
    ASSERT_TRUE(strike("k" + std::to_string(each)).ok());
    ASSERT_GT(faulty::disk().syncs, syncs) << "acknowledged before it was on the disk";
    ++acknowledged;
    look();
  }
  EXPECT_GE(images, 2 * commits);
  worker_.reset();
}

TEST_F(LedgerFaults, ARottenByteIsFoundOrDoesNoHarm) {
  start();
  for (int each = 0; each < 40; ++each) {
    strike_at_last("k" + std::to_string(each));
  }
  worker_.reset();
  ASSERT_EQ(events_in(folder_.path("ledger")), 40) << problem_;
  const std::string good = folder_.read("ledger");
  std::mt19937 random(11);
  int found = 0;
  const int tries = count_from("PRECHECK_TEST_BYTES", 100);
  for (int each = 0; each < tries; ++each) {
    std::string bad = good;
    char& byte = bad[random() % bad.size()];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 255));
    const command::Folder folder;
    const std::string path = folder.write("ledger", bad);
    const std::int64_t events = events_in(path);
    if (events == -1) {
      ++found;
      continue;
    }
    ASSERT_EQ(events, 40);
    const Keys same = keys();
    CheckedClock clock(clock_, nullptr);
    Ledger ledger(std::make_unique<Store>(std::move(open_sqlite(path, {}).value())), same, clock);
    ASSERT_TRUE(ledger.begin().ok());
    EXPECT_EQ(ledger.standing("alice", &ladder_).value().strikes, 40);
    EXPECT_EQ(ledger.standing("bob", &ladder_).value().step, Step::none);
    ledger.roll_back();
  }
  EXPECT_GT(found, tries / 4);
}

TEST_F(LedgerFaults, ADamagedLedgerTakesNothing) {
  start();
  strike_at_last("k");
  worker_.reset();
  {
    auto database = std::move(open_sqlite(folder_.path("ledger"), {}).value());
    ASSERT_TRUE(database->run("UPDATE precheck_events SET at = at + 1", {}).ok());
  }
  start();
  EXPECT_EQ(worker_->state(), LedgerState::damaged);
  const Result<std::string> refused = strike("other");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().failure, Failure::damaged);
}

TEST_F(LedgerFaults, ManyAtOnceAreCountedExactly) {
  start();
  std::vector<std::thread> clients;
  for (int client = 0; client < 20; ++client) {
    clients.emplace_back([&, client] {
      for (int each = 0; each < 20; ++each) {  // in pairs: each key comes from two clients
        (void)strike(std::to_string(client / 2) + "-" + std::to_string(each));
      }
    });
  }
  for (std::thread& each : clients) each.join();
  worker_.reset();
  EXPECT_EQ(events_in(folder_.path("ledger")), 200) << problem_;
}

TEST_F(LedgerFaults, WhatDoesNotFitInTheQueueIsRefused) {
  WorkerSettings settings;
  settings.queue = 4;
  WorkerHooks hooks;
  std::promise<void> gate;
  hooks.open = [opened = gate.get_future().share(), this]() -> Result<std::unique_ptr<Database>> {
    opened.wait();
    return open_sqlite(folder_.path("ledger"), {});
  };
  hooks.ladder = [] { return std::nullopt; };
  hooks.report = [](std::string_view, const std::string&) {};
  int answered = 0;
  {
    LedgerWorker worker(keys(), clock_, hooks, settings);
    int taken = 0;
    for (int each = 0; each < 10; ++each) {
      taken += worker.submit([](Ledger&) -> Result<std::string> { return std::string("{}"); },
                             [&](const Result<std::string>&) { ++answered; })
                   ? 1
                   : 0;
    }
    EXPECT_EQ(taken, 4);
    gate.set_value();
  }
  EXPECT_EQ(answered, 4) << "a stop answers whoever waits";
}

}  // namespace
