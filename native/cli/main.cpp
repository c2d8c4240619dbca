// precheck: the command. Exit status: 0 allowed or done, 1 flagged, 2 bad usage, input or policy.
#include <CLI/CLI.hpp>
#include <exception>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"

namespace precheck::cli {
namespace {

using AddCommand = void (*)(CLI::App&, int&);
constexpr AddCommand kCommands[] = {add_check,   add_diff,   add_eval,   add_explain,
                                    add_fmt,     add_import, add_ledger, add_lint,
                                    add_publish, add_serve,  add_train,  add_try};

std::string command_names(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) {
    names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return names;
}

int report_usage_error(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "precheck";
  for (const CLI::App* called : app.get_subcommands()) command += ' ' + called->get_name();
  complain(error.what());
  complain("`" + command + " --help` says more");
  return kFailed;
}

int run(int argc, char** argv) {
  CLI::App app("Judges comments by a blog's policy.", "precheck");
  app.set_version_flag("--version", "precheck " + std::string(version()));
  app.require_subcommand(0, 1);
  app.footer("Exit status: 0 allowed or done, 1 flagged, 2 bad usage, input or policy.");
  int status = kAllowed;
  for (const AddCommand add : kCommands) add(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    app.exit(help_or_version);
    return flush_output() ? kAllowed : kFailed;
  } catch (const CLI::ParseError& error) {
    return report_usage_error(app, error);
  }
  if (app.get_subcommands().empty()) {
    complain("say what to do: " + command_names(app));
    return kFailed;
  }
  return flush_output() ? status : kFailed;
}

}  // namespace
}  // namespace precheck::cli

int main(int argc, char** argv) {
  try {
    return precheck::cli::run(argc, argv);
  } catch (const std::exception& error) {
    precheck::cli::complain(error.what());
    return precheck::cli::kFailed;
  }
}
