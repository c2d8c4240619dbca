// What the ledger asks of a database: statements with parameters, and transactions with one writer
// at a time. The same statements run on SQLite and on PostgreSQL.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/result.h"

namespace precheck::ledger {

struct Blob {
  std::string bytes;
};
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Values = std::vector<Value>;

// Of a value that may be NULL: 0 and "" then.
std::int64_t integer(const Value& value);
std::string text(const Value& value);
std::string bytes(const Value& value);

// One connection; not safe to use from several threads.
class Database {
 public:
  virtual ~Database() = default;

  // Parameters are $1, $2, ... in the order in which they first stand in the statement.
  virtual Result<std::vector<Values>> run(std::string_view statement, const Values& values) = 0;

  // Waits for other writers, two seconds at most. `head_table` is what all writers lock.
  virtual Status begin(std::string_view head_table) = 0;
  // What is read until roll_back() is of one moment; holds nobody up.
  virtual Status begin_reading() = 0;
  // A failure does not say that nothing was stored: the connection may be lost between the two.
  virtual Status commit() = 0;
  virtual void roll_back() = 0;

  // The database's own check of its pages. "damaged" when it finds something.
  virtual Status check_integrity() = 0;
  // What was deleted is gone from the file as well, as far as the database can see to it.
  virtual Status scrub() = 0;

  // The types of the columns differ: BLOB is BYTEA elsewhere.
  virtual std::string_view blob_type() const = 0;
};

struct SqliteOptions {
  bool read_only = false;
  std::string vfs;  // for tests: the name of a registered sqlite3_vfs
  int busy_milliseconds = 2'000;
};
// Creates the file when there is none. Exactly one process writes a ledger: a second one is
// refused.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path,
                                              const SqliteOptions& options);

// `connection` as libpq takes it: "postgresql://..." or "host=... dbname=...".
Result<std::unique_ptr<Database>> open_postgres(const std::string& connection);

}  // namespace precheck::ledger
