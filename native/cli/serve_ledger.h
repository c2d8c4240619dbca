// The ledger of precheck serve.
#pragma once

#include <memory>
#include <string>

#include "cli/option_table.h"
#include "ledger/worker.h"
#include "service/policy_store.h"

namespace precheck::cli {

// Requests that wait for one write to the disk together; their threads do little else.
inline constexpr std::size_t kLedgerThreads = 32;

struct LedgerOptions {
  std::string ledger;  // a file, or a connection to PostgreSQL; empty: none
  std::string key;     // the key file
  std::size_t keep_days = 30;
  bool tombstones = false;
};

void add_ledger_options(OptionTable& table, LedgerOptions& options);

// "postgresql://..." or "host=...": PostgreSQL. Anything else is a file.
bool is_postgres(const std::string& ledger);
ledger::Result<std::unique_ptr<ledger::Database>> open_ledger_database(const std::string& ledger,
                                                                       bool read_only);

// Null, and why, when the key file cannot be used. A ledger that cannot be opened now is tried
// again: checks go on without it.
struct StartedLedger {
  std::unique_ptr<ledger::LedgerWorker> worker;
  std::string problem;
};
StartedLedger start_ledger(const LedgerOptions& options, const service::PolicyStore& policies);

}  // namespace precheck::cli
