// precheck check: one comment, or with --jsonl a request a line.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <precheck/precheck.hpp>
#include <thread>

#include "cli/check_lines.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/request_input.h"
#include "cli/verdict_text.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string policy = "policy.json";
  std::string post;
  std::string language;
  std::string format = "text";
  std::string input = "-";
  bool lines = false;
  std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
};

int check_one(const Policy& policy, const Options& options) {
  Request request;
  request.language = options.language;
  if (!read_post(options.post, request) || !read_comment(options.input, request)) return kFailed;
  const Verdict verdict = policy.check(request);
  print(options.format == "json"
            ? to_json(verdict) + '\n'
            : verdict_text(verdict, request.comment, Style::for_standard_output()));
  return verdict.action >= Action::warn ? kFlagged : kAllowed;
}

int run(const Options& options) {
  if (reads_standard_input_twice({options.policy, options.post, options.input})) {
    complain("only one of the policy, the post and the comment can be standard input (-)");
    return kFailed;
  }
  const PolicyFile file = read_policy(options.policy);
  if (!file.policy) {
    complain(options.policy, file.errors);
    return kFailed;
  }
  if (options.lines) return check_lines(*file.policy, options.input, options.threads);
  return check_one(*file.policy, options);
}

}  // namespace

void add_check(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("check", "Judge one comment, or many");
  const auto options = std::make_shared<Options>();
  command->add_option("--policy", options->policy, "The policy (policy.json in this folder)");
  CLI::Option* post =
      command->add_option("--post", options->post, "The post commented on: a JSON object");
  CLI::Option* language = command->add_option("--language", options->language,
                                              "The language to answer in (the policy's first)");
  CLI::Option* format = command->add_option("--format", options->format, "text or json (text)")
                            ->check(CLI::IsMember({"text", "json"}));
  CLI::Option* lines = command->add_flag(
      "--jsonl", options->lines, "A request a line in, a verdict a line out, in the same order");
  lines->excludes(post)->excludes(language)->excludes(format);
  command->add_option("--threads", options->threads, "With --jsonl: how many (one a processor)")
      ->check(CLI::Range(1, 256))
      ->needs(lines);
  command->add_option("FILE", options->input, "The comment; - is standard input (-)");
  command->footer(
      "Exit status: 0 allowed (with advice or without), 1 flagged, 2 bad usage, input or policy.\n"
      "Examples:\n"
      "  echo 'But America does it too' | precheck check --policy policy.json\n"
      "  precheck check --jsonl requests.jsonl > verdicts.jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
