// SQLite through its C API.
//
// WAL with synchronous=FULL: a commit returns after the log is on the disk. SQLite before 3.51.3
// can damage a database when two connections write and checkpoint at once, and Debian 12 has 3.40;
// so one connection writes and checkpoints, and a lock file keeps every other writer out.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

#include "ledger/database.h"

namespace precheck::ledger {
namespace {

constexpr std::string_view kSetUp[] = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    // What a crash left in the log goes into the database now, and must succeed, before anything
    // is built on it: after a failed write nobody knows what the log holds on the disk.
    "PRAGMA wal_checkpoint(TRUNCATE)",
};

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

// Held while the process may write; the system lets go of it when the process ends, however.
class WriterLock {
 public:
  WriterLock() = default;
  ~WriterLock() {
    if (file_ >= 0) close(file_);
  }
  WriterLock(WriterLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  WriterLock& operator=(WriterLock&&) = delete;

  Status take(const std::string& path) {
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) return Error{Failure::unavailable, "writer lock: " + reason()};
    if (flock(file_, LOCK_EX | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK) return Error{Failure::unavailable, "writer lock: " + reason()};
    return Error{Failure::unavailable, "another process writes this ledger; one at a time may"};
  }

 private:
  static std::string reason() { return std::strerror(errno); }
  int file_ = -1;
};

class Sqlite : public Database {
 public:
  Sqlite(Connection connection, WriterLock lock)
      : lock_(std::move(lock)), connection_(std::move(connection)) {}

  Result<std::vector<Values>> run(std::string_view statement, const Values& values) override;
  Status begin(std::string_view head_table) override;
  Status begin_reading() override { return execute("BEGIN"); }
  Status commit() override { return execute("COMMIT"); }
  void roll_back() override;
  Status check_integrity() override;
  Status scrub() override;
  std::string_view blob_type() const override { return "BLOB"; }

  Status execute(std::string_view statement);

 private:
  Error error() const;
  Result<sqlite3_stmt*> prepared(std::string_view statement);

  WriterLock lock_;  // let go of last
  Connection connection_;
  std::map<std::string, Statement, std::less<>> statements_;
};

Failure failure_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Failure::damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Failure::busy;
    default:
      return Failure::unavailable;
  }
}

Error Sqlite::error() const {
  return {failure_of(sqlite3_extended_errcode(connection_.get())),
          std::string("SQLite: ") + sqlite3_errmsg(connection_.get())};
}

Result<sqlite3_stmt*> Sqlite::prepared(std::string_view statement) {
  const auto found = statements_.find(statement);
  if (found != statements_.end()) return found->second.get();
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(connection_.get(), statement.data(), static_cast<int>(statement.size()),
                         &made, nullptr) != SQLITE_OK) {
    return error();
  }
  statements_.emplace(statement, made);
  return made;
}

int bind(sqlite3_stmt* statement, int place, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, place, *number);
  }
  if (const auto* string = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text(statement, place, string->data(), static_cast<int>(string->size()),
                             SQLITE_STATIC);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    return sqlite3_bind_blob(statement, place, blob->bytes.data(),
                             static_cast<int>(blob->bytes.size()), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, place);
}

Value column(sqlite3_stmt* statement, int place) {
  const auto size = [&] {
    return static_cast<std::size_t>(sqlite3_column_bytes(statement, place));
  };
  switch (sqlite3_column_type(statement, place)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, place)};
    case SQLITE_BLOB: {
      const void* data = sqlite3_column_blob(statement, place);
      return Blob{std::string(static_cast<const char*>(data), size())};
    }
    case SQLITE_NULL:
      return {};
    default: {
      const void* data = sqlite3_column_text(statement, place);
      if (data == nullptr) return {};
      return std::string(static_cast<const char*>(data), size());
    }
  }
}

Result<std::vector<Values>> Sqlite::run(std::string_view statement, const Values& values) {
  Result<sqlite3_stmt*> found = prepared(statement);
  if (!found.ok()) return found.error();
  sqlite3_stmt* const stepped = found.value();
  int code = SQLITE_OK;
  for (std::size_t each = 0; each < values.size() && code == SQLITE_OK; ++each) {
    code = bind(stepped, static_cast<int>(each) + 1, values[each]);
  }
  std::vector<Values> rows;
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(stepped);
    if (code != SQLITE_ROW) break;
    Values row;
    for (int each = 0; each < sqlite3_column_count(stepped); ++each) {
      row.push_back(column(stepped, each));
    }
    rows.push_back(std::move(row));
  }
  Error problem = error();  // before it is reset
  sqlite3_reset(stepped);
  sqlite3_clear_bindings(stepped);
  if (code != SQLITE_DONE) return problem;
  return rows;
}

Status Sqlite::execute(std::string_view statement) {
  const Result<std::vector<Values>> result = run(statement, {});
  return result.ok() ? Status() : Status(result.error());
}

Status Sqlite::begin(std::string_view) { return execute("BEGIN IMMEDIATE"); }

void Sqlite::roll_back() {
  if (sqlite3_get_autocommit(connection_.get()) == 0) (void)execute("ROLLBACK");
}

Status Sqlite::check_integrity() {
  const Result<std::vector<Values>> result = run("PRAGMA integrity_check(1)", {});
  if (!result.ok()) return result.error();
  const std::string answer = result.value().empty() ? "" : text(result.value()[0][0]);
  if (answer == "ok") return {};
  return Error{Failure::damaged, "SQLite's integrity check: " + answer};
}

// Deleted content is overwritten in the database (secure_delete); the log may still hold it.
Status Sqlite::scrub() { return execute("PRAGMA wal_checkpoint(TRUNCATE)"); }

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path,
                                              const SqliteOptions& options) {
  WriterLock lock;
  if (!options.read_only) {
    const Status taken = lock.take(path + ".writer");
    if (!taken.ok()) return taken.error();
  }
  const int flags =
      (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const mode_t old_mask = umask(0077);  // nobody else's file
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  umask(old_mask);
  Connection connection(opened);
  if (code != SQLITE_OK) {
    return Error{failure_of(code), std::string("SQLite: ") + sqlite3_errstr(code)};
  }
  sqlite3_busy_timeout(connection.get(), options.busy_milliseconds);
  auto database = std::make_unique<Sqlite>(std::move(connection), std::move(lock));
  if (!options.read_only) {
    for (const std::string_view each : kSetUp) {
      const Status status = database->execute(each);
      if (!status.ok()) return status.error();
    }
  }
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace precheck::ledger
