// precheck fmt: a policy in its canonical form.
#include <CLI/CLI.hpp>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "files.h"

namespace precheck::cli {
namespace {

struct Options {
  std::vector<std::string> policies;
  bool check = false;
  bool write = false;
};

// The exit status for one file.
int run_one(const std::string& path, const Options& options) {
  const FileText file = read_file(path, kMaxPolicyBytes);
  if (!file.ok()) {
    complain(shown_path(path) + ": " + file.problem);
    return kFailed;
  }
  const Formatted formatted = format(file.text);
  if (!formatted.errors.empty()) {
    complain(path, formatted.errors);
    return kFailed;
  }
  const bool is_same = formatted.text == file.text;
  if (options.check) {
    if (!is_same) complain(shown_path(path) + ": not in canonical form; `precheck fmt -w` sets it");
    return is_same ? kAllowed : kFlagged;
  }
  if (!options.write) {
    print(formatted.text);
    return kAllowed;
  }
  const std::string problem = is_same ? "" : write_file(path, formatted.text);
  if (!problem.empty()) complain(path + ": " + problem);
  return problem.empty() ? kAllowed : kFailed;
}

int run(const Options& options) {
  int worst = kAllowed;
  for (const std::string& path : options.policies) {
    if (options.write && path == "-") {
      complain("standard input cannot be written in place");
      return kFailed;
    }
    worst = std::max(worst, run_one(path, options));
  }
  return worst;
}

}  // namespace

void add_fmt(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("fmt", "Set a policy in its canonical form");
  const auto options = std::make_shared<Options>();
  command->add_option("POLICY", options->policies, "Policies; - is standard input")->required();
  CLI::Option* check = command->add_flag("--check", options->check,
                                         "Change nothing; say which are not in that form");
  command->add_flag("-w,--write", options->write, "Write the files in place")->excludes(check);
  command->footer(
      "Exit status: 0 done, or all in canonical form; 1 with --check: one is not; 2 no JSON.\n"
      "Example:\n"
      "  precheck fmt -w policy.json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
