// The rows of a ledger in a database, of either kind.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/chain.h"
#include "ledger/database.h"

namespace precheck::ledger {

// What the first request with an idempotency key was answered.
struct KeptAnswer {
  std::string reference;  // stands for the key
  std::string request;    // stands for the request
  std::string account;
  std::int64_t at = 0;
  std::string key;  // of the ledger's keys: which made the seal
  std::string answer;
  std::string seal;
};

class Store {
 public:
  explicit Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  // Brings the tables to this program's version. One that is newer than this program is an error.
  Status migrate();
  Result<std::int64_t> version();

  Status begin();
  Status begin_reading() { return database_->begin_reading(); }
  Status commit() { return database_->commit(); }
  void roll_back() { database_->roll_back(); }
  Status check_integrity() { return database_->check_integrity(); }
  Status scrub() { return database_->scrub(); }

  // Nothing, when no event was ever written.
  Result<std::optional<Head>> head();
  Status set_head(const Head& head);

  Status append(const Row& row);
  Status empty_row(std::int64_t sequence);
  Result<std::vector<Row>> rows_after(std::int64_t sequence, std::int64_t limit);
  Result<std::vector<Row>> rows_of(const std::vector<std::string>& accounts,
                                   std::int64_t after_sequence);
  // Rows about an account that are older, oldest first.
  Result<std::vector<std::int64_t>> rows_before(std::int64_t at, std::int64_t limit);

  Result<std::optional<KeptAnswer>> answer(const std::vector<std::string>& references);
  Status keep_answer(const KeptAnswer& answer);
  Status forget_answers_of(const std::vector<std::string>& accounts);
  Status forget_answers_before(std::int64_t at);

 private:
  Status change(std::string_view statement, const Values& values);
  Result<std::vector<Row>> rows(std::string_view statement, const Values& values);

  std::unique_ptr<Database> database_;
};

}  // namespace precheck::ledger
