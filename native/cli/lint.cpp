// precheck lint: what is wrong with a policy, and what a careful reader would say about it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/lint_report.h"
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

// Each with its line of the policy and a caret under the place.
void complain_at(const LintReport& report, const std::vector<Error>& errors,
                 std::string_view label = {}) {
  for (const Error& error : errors) {
    complain(report.path, {error}, label);
    const std::string excerpt = source_excerpt(report.file.text, error);
    std::fwrite(excerpt.data(), 1, excerpt.size(), stderr);
  }
}

void report_text(const LintReport& report) {
  complain_at(report, report.file.errors);
  complain_at(report, report.warnings, "warning: ");
  if (!report.file.policy) return;
  const Policy& policy = *report.file.policy;
  print(shown_path(report.path) + ": " + policy.name() + ", " + policy.revision() + ": " +
        counted(policy.rule_count(), "rule") + ", all examples as expected, " +
        counted(report.warnings.size(), "warning") + '\n');
}

int run(const Options& options) {
  const PolicyFile file = read_policy(options.policy);
  const LintReport report{options.policy, file,
                          file.policy ? lint(file.text) : std::vector<Error>()};
  if (options.format == "text") {
    report_text(report);
  } else {
    print(options.format == "json" ? lint_json(report) : lint_sarif(report));
  }
  return file.policy ? kAllowed : kFailed;
}

}  // namespace

void add_lint(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("lint", "Say what is wrong with a policy, and run its examples");
  const auto options = std::make_shared<Options>();
  command->add_option("POLICY", options->policy, "The policy; - is standard input")->required();
  command->add_option("--format", options->format, "text, json or sarif (text)")
      ->check(CLI::IsMember({"text", "json", "sarif"}));
  command->footer(
      "Exit status: 0 the policy can be used, even with warnings; 2 it cannot.\n"
      "Examples:\n"
      "  precheck lint policy.json\n"
      "  precheck lint --format sarif policy.json > policy.sarif   for editors and CI");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
