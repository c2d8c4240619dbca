// The subcommands. Each adds itself to the command line; when it is the one that is called, it runs
// and sets the exit status.
#pragma once

namespace CLI {
class App;
}

namespace precheck::cli {

enum ExitStatus : int {
  kAllowed = 0,  // or simply: done
  kFlagged = 1,  // a comment got `warn` or harder
  kFailed = 2,   // bad usage, input or policy
};

void add_check(CLI::App& app, int& status);
void add_diff(CLI::App& app, int& status);
void add_eval(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_fmt(CLI::App& app, int& status);
void add_import(CLI::App& app, int& status);
void add_ledger(CLI::App& app, int& status);
void add_lint(CLI::App& app, int& status);
void add_publish(CLI::App& app, int& status);
void add_serve(CLI::App& app, int& status);
void add_train(CLI::App& app, int& status);
void add_try(CLI::App& app, int& status);

}  // namespace precheck::cli
