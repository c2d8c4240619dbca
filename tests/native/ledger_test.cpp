// The ledger on SQLite and on PostgreSQL: the same table of tests for both.
#include "ledger/ledger.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ledger_fixture.h"
#include "postgres_server.h"

namespace {

using namespace ledger_test;
using Json = nlohmann::json;

enum class Kind { sqlite, postgres };

// One server for all tests of this process, started when the first one asks.
PostgresServer& server() {
  static PostgresServer one;
  return one;
}

class LedgerTest : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::sqlite) return;
    ASSERT_TRUE(server().ok()) << "no PostgreSQL server could be started";
    static int number = 0;
    connection_ = server().connection("test" + std::to_string(++number));
  }

  std::unique_ptr<Database> database() {
    Result<std::unique_ptr<Database>> opened = GetParam() == Kind::sqlite
                                                   ? open_sqlite(folder_.path("ledger"), {})
                                                   : open_postgres(connection_);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
    return opened.ok() ? std::move(opened.value()) : nullptr;
  }

  void open(LedgerSettings settings = {}) {
    ledger_.reset();
    ledger_ =
        std::make_unique<Ledger>(std::make_unique<Store>(database()), keys_, *checked_, settings);
    const Status status = ledger_->migrate();
    ASSERT_TRUE(status.ok()) << status.error().message;
  }

  template <class Operation>
  auto in_transaction(Operation operation) {
    EXPECT_EQ(explain(ledger_->begin()), "");
    auto result = operation();
    EXPECT_EQ(explain(ledger_->commit()), "");
    return result;
  }

  Recorded strike(const std::string& account) {
    const Result<Recorded> recorded =
        in_transaction([&] { return ledger_->strike(account, verdict(), &ladder_); });
    EXPECT_TRUE(recorded.ok()) << recorded.error().message;
    return recorded.ok() ? recorded.value() : Recorded{};
  }

  Standing standing(const std::string& account) {
    const Result<Standing> now =
        in_transaction([&] { return ledger_->standing(account, &ladder_); });
    EXPECT_TRUE(now.ok());
    return now.ok() ? now.value() : Standing{};
  }

  std::int64_t erase(const std::string& account) {
    const auto erased = in_transaction([&] { return ledger_->erase(account, &ladder_); });
    EXPECT_TRUE(erased.ok());
    return erased.ok() ? erased.value() : -1;
  }

  Json exported(const std::string& account) {
    const auto json = in_transaction([&] { return ledger_->export_account(account, &ladder_); });
    EXPECT_TRUE(json.ok());
    return Json::parse(json.value(), nullptr, false);
  }

  std::string problem() {
    const Result<Verified> verified = ledger_->verify();
    return verified.ok() ? "" : verified.error().message;
  }

  std::string database_rows() {
    ledger_.reset();
    const auto rows = database()->run("SELECT kind, account, key, detail FROM precheck_events", {});
    std::string all;
    for (const Values& each : rows.value()) {
      all += text(each[0]) + bytes(each[1]) + text(each[2]) + text(each[3]);
    }
    return all;
  }

  void tamper(const std::string& statement) {
    ledger_.reset();
    const auto result = database()->run(statement, {});
    ASSERT_TRUE(result.ok()) << result.error().message;
    open();
  }

  command::Folder folder_;
  std::string connection_;
  TestClock clock_;
  std::vector<std::int64_t> jumps_;
  std::unique_ptr<CheckedClock> checked_ =
      std::make_unique<CheckedClock>(clock_, [this](std::int64_t jump) { jumps_.push_back(jump); });
  Keys keys_ = keys();
  Ladder ladder_ = usual_ladder();
  std::unique_ptr<Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, LedgerTest, testing::Values(Kind::sqlite));
INSTANTIATE_TEST_SUITE_P(Postgres, LedgerTest, testing::Values(Kind::postgres));

TEST_P(LedgerTest, FiveStrikesGoUpTheLadder) {
  open();
  const Step wanted[] = {Step::remove, Step::remove, Step::hold, Step::hold, Step::block};
  for (std::int64_t each = 1; each <= 5; ++each) {
    const Recorded recorded = strike("alice");
    EXPECT_EQ(recorded.sequence, each);
    EXPECT_EQ(recorded.standing.strikes, each);
    EXPECT_EQ(recorded.standing.step, wanted[each - 1]);
  }
  EXPECT_EQ(standing("bob").strikes, 0);
  open();  // as after a new start
  EXPECT_EQ(standing("alice").step, Step::block);
  EXPECT_EQ(problem(), "");
}

TEST_P(LedgerTest, StrikesFade) {
  open();
  strike("alice");
  clock_.pass(89 * kDay);
  strike("alice");
  EXPECT_EQ(standing("alice").strikes, 2);
  clock_.pass(kDay);
  EXPECT_EQ(standing("alice").strikes, 1);
}

TEST_P(LedgerTest, APardonTakesOneStrikeOrAll) {
  open();
  const std::int64_t first = strike("alice").sequence;
  for (int each = 0; each < 3; ++each) strike("alice");
  const auto pardon = [&](std::optional<std::int64_t> sequence) {
    return in_transaction([&] {
      return ledger_->pardon("alice", sequence, {"mod", "was a quote"}, &ladder_);
    });
  };
  EXPECT_EQ(pardon(first).value().strikes, 3);
  EXPECT_EQ(pardon(first).value().strikes, 3);  // twice is once
  EXPECT_EQ(pardon(std::nullopt).value().strikes, 0);
  EXPECT_EQ(standing("alice").step, Step::none);
  const Result<Standing> unknown = pardon(99);
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().failure, Failure::not_found);
  const Json json = exported("alice");
  EXPECT_EQ(json["events"].size(), 6u);
  EXPECT_EQ(json["events"][4]["by"], "mod");
  EXPECT_EQ(json["events"][4]["strikes"][0], first);
  EXPECT_EQ(problem(), "");
}

TEST_P(LedgerTest, AnotherAccountsStrikeCannotBePardoned) {
  open();
  const std::int64_t hers = strike("alice").sequence;
  const auto result = in_transaction([&] {
    return ledger_->pardon("bob", hers, {"mod", "mistake"}, &ladder_);
  });
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(standing("alice").strikes, 1);
}

TEST_P(LedgerTest, AnAppealIsRecordedAndChangesNothing) {
  open();
  const std::int64_t number = strike("alice").sequence;
  const auto appeal = [&](const std::string& account) {
    return in_transaction([&] {
      return ledger_->appeal(account, number, {"author", "I quoted"}, &ladder_);
    });
  };
  EXPECT_EQ(appeal("alice").value().standing.strikes, 1);
  EXPECT_FALSE(appeal("bob").ok());
  EXPECT_EQ(exported("alice")["events"][1]["kind"], "appeal");
}

TEST_P(LedgerTest, AnErasureLeavesNothingAndTheChainHolds) {
  open();
  for (int each = 0; each < 5; ++each) strike("alice");
  strike("bob");
  EXPECT_EQ(erase("alice"), 5);
  EXPECT_EQ(standing("alice").strikes, 0);
  EXPECT_EQ(exported("alice")["events"].size(), 0u);
  EXPECT_EQ(standing("bob").strikes, 1);
  EXPECT_EQ(erase("alice"), 0);
  const Result<Verified> verified = ledger_->verify();
  ASSERT_TRUE(verified.ok()) << verified.error().message;
  EXPECT_EQ(verified.value().erased, 5);
  EXPECT_EQ(strike("alice").standing.strikes, 1);
}

TEST_P(LedgerTest, ErasedBytesLeaveTheFile) {
  if (GetParam() != Kind::sqlite) GTEST_SKIP() << "VACUUM is the server's own work";
  open();
  for (int each = 0; each < 3; ++each) strike("alice");
  const auto kept = in_transaction(
      [&] { return ledger_->keep_answer("k", "body", "alice", "{\"mark\":\"of an answer\"}"); });
  ASSERT_EQ(explain(kept), "");
  const auto bytes = [&] { return folder_.read("ledger") + folder_.read("ledger-wal"); };
  EXPECT_NE(bytes().find(keys_.account("alice")), std::string::npos);
  EXPECT_EQ(erase("alice"), 3);
  EXPECT_EQ(explain(ledger_->scrub()), "");
  EXPECT_EQ(bytes().find(keys_.account("alice")), std::string::npos);
  EXPECT_EQ(bytes().find("of an answer"), std::string::npos);
  EXPECT_EQ(bytes().find("slur"), std::string::npos);
}

TEST_P(LedgerTest, ABlockOutlivesAnErasureOnlyWhenSoSet) {
  open({7, 30, /*tombstones=*/true});
  for (int each = 0; each < 5; ++each) strike("alice");
  strike("bob");
  EXPECT_EQ(erase("alice"), 5);
  EXPECT_EQ(erase("bob"), 1);
  EXPECT_EQ(standing("alice").step, Step::block);
  EXPECT_EQ(standing("bob").step, Step::none);
  EXPECT_EQ(erase("alice"), 0);  // asked again, it does not start anew
  clock_.pass(90 * kDay);
  EXPECT_EQ(standing("alice").step, Step::none);
  EXPECT_EQ(problem(), "");
}

TEST_P(LedgerTest, RetentionTakesWhatFadedLongAgoAndNothingElse) {
  open();
  for (int each = 0; each < 10; ++each) strike("old" + std::to_string(each));
  clock_.pass(119 * kDay);
  for (int each = 0; each < 10; ++each) strike("new" + std::to_string(each));
  const auto retain = [&] { return in_transaction([&] { return ledger_->retain(&ladder_); }); };
  EXPECT_EQ(retain().value(), 0);
  clock_.pass(kDay + 1);
  EXPECT_EQ(in_transaction([&] { return ledger_->retain(nullptr); }).value(), 0);
  EXPECT_EQ(retain().value(), 10);
  EXPECT_EQ(retain().value(), 0);
  for (int each = 0; each < 10; ++each) {
    EXPECT_EQ(exported("old" + std::to_string(each))["events"].size(), 0u);
    EXPECT_EQ(standing("new" + std::to_string(each)).strikes, 1);
  }
  EXPECT_EQ(problem(), "");
}

TEST_P(LedgerTest, AKeyIsAnsweredOnce) {
  open();
  const auto ask = [&](const std::string& key, const std::string& request) {
    return in_transaction([&] { return ledger_->first_answer(key, request); });
  };
  EXPECT_FALSE(ask("k1", "body").value().has_value());
  EXPECT_EQ(explain(in_transaction(
                [&] { return ledger_->keep_answer("k1", "body", "alice", "{\"a\":1}"); })),
            "");
  EXPECT_EQ(ask("k1", "body").value(), "{\"a\":1}");
  EXPECT_EQ(ask("k1", "other").error().failure, Failure::mismatch);
  EXPECT_FALSE(ask("k2", "body").value().has_value());
  clock_.pass(8 * kDay);
  (void)in_transaction([&] { return ledger_->retain(&ladder_); });
  EXPECT_FALSE(ask("k1", "body").value().has_value());
}

TEST_P(LedgerTest, WhatIsRolledBackNeverWas) {
  open();
  strike("alice");
  ASSERT_TRUE(ledger_->begin().ok());
  EXPECT_EQ(ledger_->strike("alice", verdict(), &ladder_).value().standing.strikes, 2);
  ledger_->roll_back();
  EXPECT_EQ(standing("alice").strikes, 1);
  EXPECT_EQ(strike("alice").sequence, 2);
  EXPECT_EQ(problem(), "");
}

TEST_P(LedgerTest, AnAccountKeepsItsStrikesWhenTheKeyChanges) {
  open();
  for (int each = 0; each < 2; ++each) strike("alice");
  keys_ = keys(std::string(kSecondKey) + "\n" + kFirstKey);
  open();
  EXPECT_EQ(standing("alice").strikes, 2);
  EXPECT_EQ(strike("alice").standing.step, Step::hold);
  EXPECT_EQ(exported("alice")["events"].size(), 3u);
  EXPECT_EQ(problem(), "");
  keys_ = keys(kSecondKey);
  open();
  EXPECT_NE(problem().find("is not in the key file"), std::string::npos);
}

TEST_P(LedgerTest, AClockThatJumpsMakesNothingFade) {
  open();
  strike("alice");
  for (const std::int64_t jump : {10 * 365 * kDay, kDay, -kHour, 6 * kMinute}) {
    jumps_.clear();
    clock_.jump(jump);
    EXPECT_EQ(standing("alice").strikes, 1);
    clock_.pass(kMinute);
    EXPECT_EQ(standing("alice").strikes, 1);
    EXPECT_EQ(jumps_.size(), 1u) << jump;
    clock_.jump(-jump);
    EXPECT_EQ(standing("alice").strikes, 1);
  }
  jumps_.clear();
  clock_.jump(4 * kMinute);  // an ordinary correction
  EXPECT_EQ(standing("alice").strikes, 1);
  EXPECT_TRUE(jumps_.empty());
  clock_.pass(90 * kDay);
  EXPECT_EQ(standing("alice").strikes, 0);
}

TEST_P(LedgerTest, AStartWithAClockInThePastKeepsTheOrder) {
  open();
  strike("alice");
  clock_.jump(-3650 * kDay);
  ledger_.reset();
  checked_ = std::make_unique<CheckedClock>(clock_, nullptr);
  open();
  EXPECT_EQ(strike("alice").standing.strikes, 2);
  const Json events = exported("alice")["events"];
  EXPECT_EQ(events[0]["time"], events[1]["time"]);
}

TEST_P(LedgerTest, NoAccountIsFoundInTheRows) {
  open();
  strike("alice@example.org");
  const auto result = database_rows();
  EXPECT_EQ(result.find("alice"), std::string::npos);
  EXPECT_NE(result.find("slur"), std::string::npos);
}

struct Tampering {
  const char* what;
  const char* statement;
};
constexpr Tampering kTampering[] = {
    {"a step is made milder",
     "UPDATE precheck_events SET detail = REPLACE(detail, 'hold', 'none') WHERE sequence = 3"},
    {"a strike is older", "UPDATE precheck_events SET at = at - 9000000000 WHERE sequence = 2"},
    {"a strike is another's",
     "UPDATE precheck_events SET account = (SELECT account FROM precheck_events WHERE sequence = 1)"
     " WHERE sequence = 4"},
    {"a row is gone", "DELETE FROM precheck_events WHERE sequence = 2"},
    {"the last row is gone", "DELETE FROM precheck_events WHERE sequence = 4"},
    {"a row is emptied without an erasure",
     "UPDATE precheck_events SET kind = 'erased', account = NULL, detail = NULL, key = '' "
     "WHERE sequence = 2"},
    {"a link is another", "UPDATE precheck_events SET link = seal WHERE sequence = 1"},
    {"the head is older", "UPDATE precheck_head SET sequence = 3"},
    {"the head is new", "UPDATE precheck_head SET sequence = 0, seal = link"},
    {"all is gone", "UPDATE precheck_head SET sequence = 0, seal = ''"},
    {"a row is made up",
     "INSERT INTO precheck_events (sequence, kind, account, at, key, detail, seal, link) SELECT 5, "
     "kind, account, at, key, detail, seal, link FROM precheck_events WHERE sequence = 1"},
};

TEST_P(LedgerTest, TamperingIsFound) {
  for (const Tampering& each : kTampering) {
    SetUp();  // a database of its own on PostgreSQL
    if (GetParam() == Kind::sqlite) {
      ledger_.reset();
      for (const char* name : {"ledger", "ledger-wal", "ledger-shm"}) {
        std::filesystem::remove(folder_.path(name));
      }
    }
    open();
    for (int count = 0; count < 3; ++count) strike("alice");
    strike("bob");
    ASSERT_EQ(problem(), "");
    tamper(each.statement);
    EXPECT_NE(problem(), "") << each.what;
  }
}

TEST_P(LedgerTest, ALostTailIsNoticedAfterALostConnection) {
  open();
  for (int each = 0; each < 3; ++each) strike("alice");
  const Verified known = ledger_->verify().value();
  open();
  EXPECT_EQ(explain(ledger_->verify_end(known)), "");
  strike("alice");
  EXPECT_EQ(explain(ledger_->verify_end(known)), "");
  tamper("DELETE FROM precheck_events WHERE sequence >= 3");
  EXPECT_NE(explain(ledger_->verify_end(known)), "");
}

TEST_P(LedgerTest, NewerTablesAreLeftAlone) {
  open();
  ledger_.reset();
  ASSERT_TRUE(database()->run("UPDATE precheck_head SET version = 99", {}).ok());
  Store store(database());
  EXPECT_NE(explain(store.migrate()).find("too old"), std::string::npos);
}

TEST_P(LedgerTest, TablesOfAnyVersionAreBroughtUpToDate) {
  open();
  strike("alice");
  ledger_.reset();
  {
    const auto db = database();
    ASSERT_TRUE(db->run("DROP INDEX precheck_answers_account", {}).ok());
    ASSERT_TRUE(db->run("UPDATE precheck_head SET version = 5", {}).ok());
  }
  open();
  EXPECT_EQ(standing("alice").strikes, 1);
  ledger_.reset();
  EXPECT_EQ(Store(database()).version().value(), 6);
}

}  // namespace
