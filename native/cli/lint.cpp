// precheck lint: what is wrong with a policy, and what a careful reader would say about it.
#include <CLI/CLI.hpp>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string policy;
  std::string format = "text";
};

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

void report_json(const PolicyFile& file, const std::vector<Error>& warnings) {
  print("{\"errors\":" + to_json(file.errors) + ",\"warnings\":" + to_json(warnings) + "}\n");
}

void report_text(const std::string& path, const PolicyFile& file,
                 const std::vector<Error>& warnings) {
  complain(path, file.errors);
  complain(path, warnings, "warning: ");
  if (!file.policy) return;
  print(shown_path(path) + ": " + file.policy->name() + ", " + file.policy->revision() + ": " +
        counted(file.policy->rule_count(), "rule") + ", all examples as expected, " +
        counted(warnings.size(), "warning") + '\n');
}

int run(const Options& options) {
  const PolicyFile file = read_policy(options.policy);
  const std::vector<Error> warnings = file.policy ? lint(file.text) : std::vector<Error>();
  if (options.format == "json") {
    report_json(file, warnings);
  } else {
    report_text(options.policy, file, warnings);
  }
  return file.policy ? kAllowed : kFailed;
}

}  // namespace

void add_lint(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("lint", "Say what is wrong with a policy, and run its examples");
  const auto options = std::make_shared<Options>();
  command->add_option("POLICY", options->policy, "The policy; - is standard input")->required();
  command->add_option("--format", options->format, "text or json (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->footer(
      "Exit status: 0 the policy can be used, even with warnings; 2 it cannot.\n"
      "Example:\n"
      "  precheck lint policy.json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
