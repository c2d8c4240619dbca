// precheck explain: stage by stage, how a verdict comes about.
#include <CLI/CLI.hpp>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/explain_text.h"
#include "cli/output.h"
#include "cli/request_input.h"
#include "cli/verdict_text.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string policy = "policy.json";
  std::string post;
  std::string parent;
  std::string language;
  std::string format = "text";
  std::string rule;
  std::string input = "-";
};

int print_explanation(const Policy& policy, const Request& request, const Options& options) {
  Explanation explanation = read_explanation(policy.explain_json(request));
  if (!options.rule.empty() && !explanation.keep_only(options.rule)) {
    complain("--rule: the policy has no rule \"" + options.rule +
             "\"; it has: " + explanation.rule_names());
    return kFailed;
  }
  if (options.format == "json") {
    print(explanation.json() + '\n');
    return kAllowed;
  }
  const Style style = Style::for_standard_output();
  print(explanation_text(explanation, style) + "\n" + style.bold("Verdict") + ": " +
        verdict_text(policy.check(request), request.comment, style));
  return kAllowed;
}

int run(const Options& options) {
  if (reads_standard_input_twice({options.policy, options.post, options.parent, options.input})) {
    complain(
        "only one of the policy, the post, the parent and the comment can be standard input (-)");
    return kFailed;
  }
  const PolicyFile file = read_policy(options.policy);
  if (!file.policy) {
    complain(options.policy, file.errors);
    return kFailed;
  }
  Request request;
  request.language = options.language;
  if (!read_post(options.post, request) || !read_parent(options.parent, request) ||
      !read_comment(options.input, request)) {
    return kFailed;
  }
  return print_explanation(*file.policy, request, options);
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("explain", "Show how a verdict comes about: each matcher's yes or no");
  const auto options = std::make_shared<Options>();
  command->add_option("--policy", options->policy, "The policy (policy.json in this folder)");
  command->add_option("--post", options->post, "The post commented on: a JSON object");
  command->add_option("--parent", options->parent, "The comment replied to: a text file");
  command->add_option("--language", options->language,
                      "The language to answer in (the policy's first)");
  command->add_option("--format", options->format, "text or json (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--rule", options->rule, "Show this rule only");
  command->add_option("FILE", options->input, "The comment; - is standard input (-)");
  command->footer(
      "Exit status: 0 explained, whatever the verdict; 2 bad usage, input or policy.\n"
      "Example:\n"
      "  echo 'But America does it too' | precheck explain --rule western-comparison");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
