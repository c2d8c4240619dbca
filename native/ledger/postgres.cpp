// PostgreSQL through libpq. Every wait has an end: a server that hangs is a server that is gone.
#include <libpq-fe.h>
#include <poll.h>

#include <chrono>
#include <cstring>
#include <map>

#include "ledger/database.h"

namespace precheck::ledger {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kConnectTime{3'000};
constexpr milliseconds kAnswerTime{5'000};
constexpr int kBinary = 1;
// Types of the server, from its catalogue pg_type.
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;

constexpr char kSetUp[] =
    "SET synchronous_commit = on; SET lock_timeout = '2s'; SET statement_timeout = '4s'; "
    // A service that hangs in a transaction must not hold up the others.
    "SET idle_in_transaction_session_timeout = '10s'; SET client_min_messages = warning; "
    "SET default_transaction_isolation = 'read committed'";

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;
using Answer = std::unique_ptr<PGresult, ClearResult>;

// Waits for the socket; false when the time is over.
bool wait_for(PGconn* connection, short events, SteadyClock::time_point latest) {
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(latest - SteadyClock::now());
    if (left.count() <= 0) return false;
    pollfd socket{PQsocket(connection), events, 0};
    const int ready = poll(&socket, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

std::string one_line(const char* message) {
  std::string text(message == nullptr ? "" : message);
  for (char& each : text) {
    if (each == '\n') each = ' ';
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

class Postgres : public Database {
 public:
  explicit Postgres(Connection connection) : connection_(std::move(connection)) {}

  Result<std::vector<Values>> run(std::string_view statement, const Values& values) override;
  Status begin(std::string_view head_table) override;
  Status begin_reading() override {
    return execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
  Status commit() override { return execute("COMMIT"); }
  void roll_back() override;
  Status check_integrity() override { return {}; }  // the server's own affair: data checksums
  Status scrub() override;
  std::string_view blob_type() const override { return "BYTEA"; }

  Status execute(const std::string& statements);

 private:
  Result<const char*> prepared(std::string_view statement, const Values& values);
  Result<Answer> answer();
  Error lost(std::string_view what);
  Error error(const PGresult* result);

  Connection connection_;
  std::map<std::string, std::string, std::less<>> names_;  // statement -> its name at the server
};

Error Postgres::lost(std::string_view what) {
  return {Failure::unavailable, "PostgreSQL: " + std::string(what)};
}

// The server's own words could quote a value, so only the code of the error and its first sentence
// are used: they name tables and constraints, never contents.
Error Postgres::error(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string code = state == nullptr ? "" : state;
  const std::string message = one_line(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
  const bool raced = code == "40001" || code == "40P01" || code == "23505";
  const bool waited = code == "55P03" || code == "57014";
  const bool corrupted = code == "XX001" || code == "XX002";
  return {raced       ? Failure::conflict
          : waited    ? Failure::busy
          : corrupted ? Failure::damaged
                      : Failure::unavailable,
          "PostgreSQL " + code + ": " + message};
}

// The last result of what was sent.
Result<Answer> Postgres::answer() {
  const auto latest = SteadyClock::now() + kAnswerTime;
  Answer last;
  for (;;) {
    while (PQflush(connection_.get()) == 1) {
      if (!wait_for(connection_.get(), POLLOUT | POLLIN, latest)) return lost("no answer in time");
      if (PQconsumeInput(connection_.get()) == 0) return lost("the connection is lost");
    }
    while (PQisBusy(connection_.get()) != 0) {
      if (!wait_for(connection_.get(), POLLIN, latest)) return lost("no answer in time");
      if (PQconsumeInput(connection_.get()) == 0) return lost("the connection is lost");
    }
    Answer next(PQgetResult(connection_.get()));
    if (!next) break;
    const ExecStatusType status = PQresultStatus(next.get());
    const bool bad = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
    const bool was_bad = last && PQresultStatus(last.get()) == PGRES_FATAL_ERROR;
    if (bad || !was_bad) last = std::move(next);
  }
  if (!last) return lost("the connection is lost");
  const ExecStatusType status = PQresultStatus(last.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return last;
  return error(last.get());
}

Status Postgres::execute(const std::string& statements) {
  if (PQsendQuery(connection_.get(), statements.c_str()) == 0) return lost("cannot send");
  const Result<Answer> result = answer();
  return result.ok() ? Status() : Status(result.error());
}

Oid type_of(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return kInt8;
  if (std::holds_alternative<Blob>(value)) return kBytea;
  return std::holds_alternative<std::string>(value) ? kText : Oid{0};
}

Result<const char*> Postgres::prepared(std::string_view statement, const Values& values) {
  const auto found = names_.find(statement);
  if (found != names_.end()) return found->second.c_str();
  const std::string name = "s" + std::to_string(names_.size());
  std::vector<Oid> types;
  for (const Value& value : values) types.push_back(type_of(value));
  if (PQsendPrepare(connection_.get(), name.c_str(), std::string(statement).c_str(),
                    static_cast<int>(types.size()), types.data()) == 0) {
    return lost("cannot send");
  }
  const Result<Answer> result = answer();
  if (!result.ok()) return result.error();
  return names_.emplace(statement, name).first->second.c_str();
}

std::string big_endian(std::int64_t number) {
  std::string out(8, '\0');
  auto rest = static_cast<std::uint64_t>(number);
  for (std::size_t each = 8; each-- > 0; rest >>= 8) out[each] = static_cast<char>(rest & 0xFF);
  return out;
}

std::string encoded(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return big_endian(*number);
  if (const auto* blob = std::get_if<Blob>(&value)) return blob->bytes;
  return text(value);
}

Value decoded(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return {};
  const auto size = static_cast<std::size_t>(PQgetlength(result, row, column));
  std::string data(PQgetvalue(result, row, column), size);
  switch (PQftype(result, column)) {
    case kInt8: {
      std::uint64_t number = 0;
      for (const char each : data) number = number << 8 | static_cast<unsigned char>(each);
      return static_cast<std::int64_t>(number);
    }
    case kBytea:
      return Blob{std::move(data)};
    default:
      return data;
  }
}

Result<std::vector<Values>> Postgres::run(std::string_view statement, const Values& values) {
  const Result<const char*> name = prepared(statement, values);
  if (!name.ok()) return name.error();
  std::vector<std::string> texts;
  for (const Value& value : values) texts.push_back(encoded(value));
  std::vector<const char*> pointers;
  std::vector<int> lengths;
  for (std::size_t each = 0; each < values.size(); ++each) {
    const bool is_null = std::holds_alternative<std::monostate>(values[each]);
    pointers.push_back(is_null ? nullptr : texts[each].data());
    lengths.push_back(static_cast<int>(texts[each].size()));
  }
  const std::vector<int> formats(values.size(), kBinary);
  if (PQsendQueryPrepared(connection_.get(), name.value(), static_cast<int>(values.size()),
                          pointers.data(), lengths.data(), formats.data(), kBinary) == 0) {
    return lost("cannot send");
  }
  const Result<Answer> result = answer();
  if (!result.ok()) return result.error();
  const PGresult* answered = result.value().get();
  std::vector<Values> rows;
  for (int row = 0; row < PQntuples(answered); ++row) {
    Values columns;
    for (int each = 0; each < PQnfields(answered); ++each) {
      columns.push_back(decoded(answered, row, each));
    }
    rows.push_back(std::move(columns));
  }
  return rows;
}

// The lock on the head's one row puts the writers of all machines in a row. Each sees what the one
// before it stored, so nothing has to be tried again.
Status Postgres::begin(std::string_view head_table) {
  return execute("BEGIN; SELECT 1 FROM " + std::string(head_table) + " FOR UPDATE");
}

void Postgres::roll_back() {
  const PGTransactionStatusType state = PQtransactionStatus(connection_.get());
  if (state == PQTRANS_INTRANS || state == PQTRANS_INERROR) (void)execute("ROLLBACK");
}

// Deleted rows leave the table's files; old log segments and backups are the operator's.
Status Postgres::scrub() {
  Status status = execute("VACUUM precheck_events");
  return status.ok() ? execute("VACUUM precheck_answers") : status;
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& connection) {
  const auto latest = SteadyClock::now() + kConnectTime;
  // A cut cable is noticed by keep-alives, and at the latest by our own deadlines.
  const char* const names[] = {"dbname",           "application_name",
                               "keepalives_idle",  "keepalives_interval",
                               "keepalives_count", nullptr};
  const char* const values[] = {connection.c_str(), "precheck", "10", "5", "3", nullptr};
  Connection opened(PQconnectStartParams(names, values, /*expand_dbname=*/1));
  if (!opened || PQstatus(opened.get()) == CONNECTION_BAD) {
    return Error{Failure::unavailable, "PostgreSQL: " + one_line(PQerrorMessage(opened.get()))};
  }
  // Notices would go to standard error, and so into the log, where every line is JSON.
  PQsetNoticeProcessor(
      opened.get(), [](void*, const char*) {}, nullptr);
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK) {
    const short events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (state == PGRES_POLLING_FAILED) {
      return Error{Failure::unavailable, "PostgreSQL: " + one_line(PQerrorMessage(opened.get()))};
    }
    if (!wait_for(opened.get(), events, latest)) {
      return Error{Failure::unavailable, "PostgreSQL: no connection in time"};
    }
    state = PQconnectPoll(opened.get());
  }
  PQsetnonblocking(opened.get(), 1);
  auto database = std::make_unique<Postgres>(std::move(opened));
  const Status status = database->execute(kSetUp);
  if (!status.ok()) return status.error();
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace precheck::ledger
