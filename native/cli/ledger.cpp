// precheck ledger: a key for a new one, and a look through one that exists.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/serve_ledger.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string ledger;
  std::string key;
};

int make_key() {
  const ledger::Result<std::string> key = ledger::Keys::generate();
  if (!key.ok()) {
    complain(key.error().message);
    return kFailed;
  }
  print(key.value());
  return kAllowed;
}

ledger::Result<ledger::Verified> verified(const Options& options) {
  const ledger::Result<ledger::Keys> keys = ledger::Keys::load(options.key);
  if (!keys.ok()) return keys.error();
  ledger::Result<std::unique_ptr<ledger::Database>> database =
      open_ledger_database(options.ledger, /*read_only=*/true);
  if (!database.ok()) return database.error();
  const ledger::SystemClock system_clock;
  ledger::CheckedClock clock(system_clock, nullptr);
  ledger::Ledger ledger(std::make_unique<ledger::Store>(std::move(database.value())), keys.value(),
                        clock);
  return ledger.verify();
}

int verify(const Options& options) {
  const ledger::Result<ledger::Verified> result = verified(options);
  if (!result.ok()) {
    complain(result.error().message);
    return result.error().failure == ledger::Failure::damaged ? kFlagged : kFailed;
  }
  const ledger::Verified& good = result.value();
  print("good: " + std::to_string(good.events) + " events, " + std::to_string(good.erased) +
        " of them erased; the last link is " + ledger::to_hex(good.link) + '\n');
  return kAllowed;
}

}  // namespace

void add_ledger(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("ledger", "Make a key for a strike ledger, or verify one");
  command->require_subcommand(1);
  CLI::App* key = command->add_subcommand("key", "Print a new key");
  key->footer("Example:\n  (umask 077 && precheck ledger key > ledger.key)");
  key->callback([&status] { status = make_key(); });

  const auto options = std::make_shared<Options>();
  CLI::App* check = command->add_subcommand(
      "verify", "Look through every event: is all as it was written? Changes nothing");
  check->add_option("--ledger", options->ledger, "The file, or postgresql://...")
      ->required()
      ->envname("PRECHECK_LEDGER");
  check->add_option("--ledger-key", options->key, "Its key file")
      ->required()
      ->envname("PRECHECK_LEDGER_KEY");
  check->footer(
      "Exit status: 0 all is well, 1 it is damaged, 2 it cannot be read.\n"
      "Example:\n  precheck ledger verify --ledger strikes.db --ledger-key ledger.key");
  check->callback([options, &status] { status = verify(*options); });
}

}  // namespace precheck::cli
