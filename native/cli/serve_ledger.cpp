#include "cli/serve_ledger.h"

#include "ledger/policy_ladder.h"
#include "service/log.h"

namespace precheck::cli {
namespace {

using ledger::Database;
using ledger::LedgerWorker;
using ledger::Result;

// The password of a connection stays out of what is printed.
std::string shown(const std::string& ledger) {
  return is_postgres(ledger) ? "postgresql (the connection is not shown)" : ledger;
}

void report(std::string_view event, const std::string& message) {
  const bool good = event == "ledger_ready" || event == "ledger_retention";
  if (good) return service::log_info(event, {{"message", message}});
  service::log_error(event, {{"message", message}});
}

}  // namespace

void add_ledger_options(OptionTable& table, LedgerOptions& options) {
  table.text("ledger", options.ledger,
             "Where strikes are kept: a file (SQLite) or postgresql://...; turns /v1/decide on");
  table.shown_as("ledger", [&options] { return shown(options.ledger); });
  table.text("ledger-key", options.key, "The ledger's key file; `precheck ledger key` makes one");
  table
      .count("ledger-keep-days", options.keep_days,
             "How long strikes are kept after they have faded (30)")
      ->check(CLI::Range(0, 36'500));
  table.flag("ledger-tombstones", options.tombstones,
             "A block outlives the erasure of its account, until it fades");
}

bool is_postgres(const std::string& ledger) {
  for (const char* begin : {"postgres://", "postgresql://", "host=", "service=", "dbname="}) {
    if (ledger.rfind(begin, 0) == 0) return true;
  }
  return false;
}

Result<std::unique_ptr<Database>> open_ledger_database(const std::string& ledger, bool read_only) {
  if (is_postgres(ledger)) return ledger::open_postgres(ledger);
  ledger::SqliteOptions options;
  options.read_only = read_only;
  return ledger::open_sqlite(ledger, options);
}

StartedLedger start_ledger(const LedgerOptions& options, const service::PolicyStore& policies) {
  if (options.key.empty()) {
    return {nullptr, "--ledger needs --ledger-key, a key file; `precheck ledger key` makes one"};
  }
  Result<ledger::Keys> keys = ledger::Keys::load(options.key);
  if (!keys.ok()) return {nullptr, keys.error().message};
  static const ledger::SystemClock clock;
  ledger::WorkerHooks hooks;
  hooks.open = [where = options.ledger] { return open_ledger_database(where, false); };
  hooks.ladder = [&policies] { return ledger::ladder_of(*policies.current()->policy); };
  hooks.report = report;
  ledger::WorkerSettings settings;
  settings.ledger.keep_days = static_cast<std::int64_t>(options.keep_days);
  settings.ledger.tombstones = options.tombstones;
  // The caller owns it; the analyser of clang 14 loses sight of it here.
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks)
  return {
      std::make_unique<LedgerWorker>(std::move(keys.value()), clock, std::move(hooks), settings),
      ""};
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks)

}  // namespace precheck::cli
