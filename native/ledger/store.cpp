#include "ledger/store.h"

#include "ledger/migrations.h"

namespace precheck::ledger {
namespace {

constexpr std::string_view kHeadTable = "precheck_head";

// Exist before the first migration: what it is counted and locked by.
constexpr std::string_view kBasics[] = {
    "CREATE TABLE IF NOT EXISTS precheck_head (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, "
    "sequence BIGINT NOT NULL, at BIGINT NOT NULL, erasures BIGINT NOT NULL, key TEXT NOT NULL, "
    "link BLOB NOT NULL, seal BLOB NOT NULL)",
    "INSERT INTO precheck_head (id, version, sequence, at, erasures, key, link, seal) "
    "VALUES (1, 0, 0, 0, 0, '', '', '') ON CONFLICT DO NOTHING",
};

constexpr char kRowColumns[] =
    "SELECT sequence, kind, account, at, key, detail, seal, link FROM precheck_events ";

// The places of `accounts` in a statement: "$1, $2".
std::string places(std::size_t count) {
  std::string out;
  for (std::size_t each = 1; each <= count; ++each) {
    out += (each > 1 ? ", $" : "$") + std::to_string(each);
  }
  return out;
}

Values blobs(const std::vector<std::string>& all) {
  Values values;
  for (const std::string& each : all) values.emplace_back(Blob{each});
  return values;
}

std::string with_blob_type(std::string_view statement, std::string_view type) {
  constexpr std::string_view kWord = "BLOB";
  std::string out(statement);
  for (std::size_t at = out.find(kWord); at != std::string::npos;
       at = out.find(kWord, at + type.size())) {
    out.replace(at, kWord.size(), type);
  }
  return out;
}

Row row_of(const Values& values) {
  Row row;
  row.sequence = integer(values[0]);
  row.kind = text(values[1]);
  row.account = bytes(values[2]);
  row.at = integer(values[3]);
  row.key = text(values[4]);
  row.detail = text(values[5]);
  row.seal = bytes(values[6]);
  row.link = bytes(values[7]);
  return row;
}

}  // namespace

Status Store::change(std::string_view statement, const Values& values) {
  const Result<std::vector<Values>> result = database_->run(statement, values);
  return result.ok() ? Status() : Status(result.error());
}

Status Store::migrate() {
  for (const std::string_view each : kBasics) {
    Status status = change(with_blob_type(each, database_->blob_type()), {});
    if (!status.ok()) return status;
  }
  if (Status status = begin(); !status.ok()) return status;
  const Result<std::int64_t> found = version();
  if (!found.ok()) return found.error();
  const std::int64_t newest = std::end(kMigrations)[-1].version;
  if (found.value() > newest) {
    roll_back();
    return Error{Failure::unavailable, "these tables have version " +
                                           std::to_string(found.value()) + "; this program knows " +
                                           std::to_string(newest) + " and is too old"};
  }
  for (const Migration& each : kMigrations) {
    if (each.version <= found.value()) continue;
    Status status = change(with_blob_type(each.statement, database_->blob_type()), {});
    if (status.ok()) status = change("UPDATE precheck_head SET version = $1", {each.version});
    if (!status.ok()) {
      roll_back();
      return status;
    }
  }
  return commit();
}

Result<std::int64_t> Store::version() {
  const auto result = database_->run("SELECT version FROM precheck_head", {});
  if (!result.ok()) return result.error();
  return result.value().empty() ? 0 : integer(result.value()[0][0]);
}

Status Store::begin() { return database_->begin(kHeadTable); }

Result<std::optional<Head>> Store::head() {
  const auto result =
      database_->run("SELECT sequence, at, erasures, key, link, seal FROM precheck_head", {});
  if (!result.ok()) return result.error();
  if (result.value().size() != 1) return Error{Failure::damaged, "the head is missing"};
  const Values& values = result.value()[0];
  Head head;
  head.sequence = integer(values[0]);
  head.at = integer(values[1]);
  head.erasures = integer(values[2]);
  head.key = text(values[3]);
  head.link = bytes(values[4]);
  head.seal = bytes(values[5]);
  if (head.sequence == 0 && head.seal.empty()) return std::optional<Head>();
  return std::optional<Head>(std::move(head));
}

Status Store::set_head(const Head& head) {
  return change(
      "UPDATE precheck_head SET sequence = $1, at = $2, erasures = $3, key = $4, link = $5, "
      "seal = $6",
      {head.sequence, head.at, head.erasures, head.key, Blob{head.link}, Blob{head.seal}});
}

Status Store::append(const Row& row) {
  return change(
      "INSERT INTO precheck_events (sequence, kind, account, at, key, detail, seal, link) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.sequence, row.kind, row.account.empty() ? Value() : Value(Blob{row.account}), row.at,
       row.key, row.detail, Blob{row.seal}, Blob{row.link}});
}

Status Store::empty_row(std::int64_t sequence) {
  return change(
      "UPDATE precheck_events SET kind = 'erased', account = NULL, at = 0, key = '', "
      "detail = NULL WHERE sequence = $1",
      {sequence});
}

Result<std::vector<Row>> Store::rows(std::string_view statement, const Values& values) {
  const auto result = database_->run(statement, values);
  if (!result.ok()) return result.error();
  std::vector<Row> out;
  for (const Values& each : result.value()) out.push_back(row_of(each));
  return out;
}

Result<std::vector<Row>> Store::rows_after(std::int64_t sequence, std::int64_t limit) {
  static const std::string statement =
      std::string(kRowColumns) + "WHERE sequence > $1 ORDER BY sequence LIMIT $2";
  return rows(statement, {sequence, limit});
}

Result<std::vector<Row>> Store::rows_of(const std::vector<std::string>& accounts,
                                        std::int64_t after_sequence) {
  Values values = blobs(accounts);
  values.emplace_back(after_sequence);
  return rows(std::string(kRowColumns) + "WHERE account IN (" + places(accounts.size()) +
                  ") AND sequence > $" + std::to_string(values.size()) + " ORDER BY sequence",
              values);
}

Result<std::vector<std::int64_t>> Store::rows_before(std::int64_t at, std::int64_t limit) {
  const auto result = database_->run(
      "SELECT sequence FROM precheck_events WHERE account IS NOT NULL AND at < $1 "
      "ORDER BY sequence LIMIT $2",
      {at, limit});
  if (!result.ok()) return result.error();
  std::vector<std::int64_t> out;
  for (const Values& each : result.value()) out.push_back(integer(each[0]));
  return out;
}

Result<std::optional<KeptAnswer>> Store::answer(const std::vector<std::string>& references) {
  const auto result = database_->run(
      "SELECT reference, request, account, at, key, answer, seal FROM precheck_answers "
      "WHERE reference IN (" +
          places(references.size()) + ")",
      blobs(references));
  if (!result.ok()) return result.error();
  if (result.value().empty()) return std::optional<KeptAnswer>();
  const Values& values = result.value()[0];
  KeptAnswer kept;
  kept.reference = bytes(values[0]);
  kept.request = bytes(values[1]);
  kept.account = bytes(values[2]);
  kept.at = integer(values[3]);
  kept.key = text(values[4]);
  kept.answer = text(values[5]);
  kept.seal = bytes(values[6]);
  return std::optional<KeptAnswer>(std::move(kept));
}

Status Store::keep_answer(const KeptAnswer& answer) {
  return change(
      "INSERT INTO precheck_answers (reference, request, account, at, key, answer, seal) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {Blob{answer.reference}, Blob{answer.request}, Blob{answer.account}, answer.at, answer.key,
       answer.answer, Blob{answer.seal}});
}

Status Store::forget_answers_of(const std::vector<std::string>& accounts) {
  return change("DELETE FROM precheck_answers WHERE account IN (" + places(accounts.size()) + ")",
                blobs(accounts));
}

Status Store::forget_answers_before(std::int64_t at) {
  return change("DELETE FROM precheck_answers WHERE at < $1", {at});
}

}  // namespace precheck::ledger
