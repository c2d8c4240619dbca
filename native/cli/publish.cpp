// precheck publish: the policy that a browser may see.
#include <CLI/CLI.hpp>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "files.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string policy;
  std::string output = "-";
  bool compiled = false;
};

struct Published {
  std::string text;
  std::vector<Error> errors;
};

Published publish(const Options& options, const std::string& policy) {
  if (options.compiled) {
    CompiledPublication publication = publish_compiled(policy);
    return {std::move(publication.bytes), std::move(publication.errors)};
  }
  Publication publication = precheck::publish(policy);
  return {publication.json + '\n', std::move(publication.errors)};
}

int run(const Options& options) {
  const PolicyFile file = read_policy(options.policy);
  if (!file.policy) {
    complain(options.policy, file.errors);
    return kFailed;
  }
  const Published published = publish(options, file.text);
  if (!published.errors.empty()) {
    complain(options.policy, published.errors);
    return kFailed;
  }
  const std::string& text = published.text;
  if (options.output == "-") {
    print(text);
    return kAllowed;
  }
  const std::string problem = write_file(options.output, text);
  if (problem.empty()) return kAllowed;
  complain(options.output + ": " + problem);
  return kFailed;
}

}  // namespace

void add_publish(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "publish", "Write the policy a browser may see: without server rules and test examples");
  const auto options = std::make_shared<Options>();
  command->add_option("POLICY", options->policy, "The policy; - is standard input")->required();
  command->add_option("-o,--output", options->output,
                      "The file to write; - is standard output (-)");
  command->add_flag("--compiled", options->compiled,
                    "Write it compiled: fewer bytes, and the small browser module reads it");
  command->footer(
      "Example:\n"
      "  precheck publish policy.json -o public/policy.json\n"
      "  precheck publish --compiled policy.json -o public/policy.precheck");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
