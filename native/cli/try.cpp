// precheck try: what a policy would have done to past comments, before it goes live.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/eval_rules.h"
#include "cli/output.h"
#include "cli/request_input.h"
#include "cli/try_report.h"
#include "files.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string policy;
  std::string against;
  std::string format;
  std::string output = "-";
  std::vector<std::string> columns;
  std::size_t samples = 3;
  std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  TryInput input;
};

bool read(const std::string& path, std::shared_ptr<const Policy>& policy,
          std::vector<EvalRule>& rules) {
  const PolicyFile file = read_policy(path);
  if (!file.policy) {
    complain(path, file.errors);
    return false;
  }
  policy = file.policy;
  rules = rules_of(file.text);
  return true;
}

bool make_plan(const Options& options, TryPlan& plan) {
  plan.samples_kept = options.samples;
  plan.threads = options.threads;
  if (!read(options.policy, plan.policy, plan.rules)) return false;
  return options.against.empty() || read(options.against, plan.against, plan.rules_against);
}

// "comment=Body" -> {"comment", "Body"}
bool read_columns(Options& options) {
  for (const std::string& column : options.columns) {
    const std::size_t at = column.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == column.size()) {
      complain("--column: \"" + column + "\" is not NAME=COLUMN, as in comment=Body");
      return false;
    }
    options.input.options.columns.emplace_back(column.substr(0, at), column.substr(at + 1));
  }
  return true;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string report_format(const Options& options) {
  if (!options.format.empty()) return options.format;
  if (ends_with(options.output, ".html")) return "html";
  return ends_with(options.output, ".json") ? "json" : "text";
}

std::string render(const TryReport& report, const Options& options) {
  const std::string format = report_format(options);
  if (format == "json") return try_json(report);
  if (format == "html") return try_html(report);
  return try_text(report, options.output == "-" ? Style::for_standard_output() : Style(false));
}

bool write_report(const TryReport& report, const Options& options) {
  const std::string text = render(report, options);
  if (options.output == "-") {
    print(text);
    return true;
  }
  const std::string problem = write_file(options.output, text);
  if (!problem.empty()) complain(options.output + ": " + problem);
  return problem.empty();
}

int run(Options& options) {
  if (reads_standard_input_twice({options.policy, options.against, options.input.path})) {
    complain("only one of the policies and the archive can be standard input (-)");
    return kFailed;
  }
  TryPlan plan;
  if (!read_columns(options) || !make_plan(options, plan)) return kFailed;
  const TryRun result = run_try(plan, options.input);
  const std::string& state = options.input.state_path;
  if (!result.problem.code.empty()) {
    complain(describe(shown_path(options.input.path), result.problem));
    return kFailed;
  }
  if (result.stopped) {
    complain("stopped after " + std::to_string(result.tally.done()) +
             " comments; the same command goes on from there (" + state + ")");
    return kFailed;
  }
  if (result.tally.done() == 0) {
    complain(shown_path(options.input.path) + ": there is no comment in it");
    return kFailed;
  }
  if (!write_report({plan, result, shown_path(options.input.path)}, options)) return kFailed;
  if (!state.empty() && !result.limited) std::remove(state.c_str());
  return kAllowed;
}

void add_archive_options(CLI::App& command, Options& options) {
  command.add_option("POLICY", options.policy, "The policy; - is standard input")->required();
  command
      .add_option("ARCHIVE", options.input.path,
                  "Past comments: a WordPress or Disqus export, CSV or JSONL, also gzipped")
      ->required();
  command.add_option("--against", options.against, "Another policy: what would change");
  command
      .add_option("--from", options.input.options.format,
                  "wxr, disqus, csv or jsonl (by what the file holds)")
      ->check(CLI::IsMember({"wxr", "disqus", "csv", "jsonl"}));
  command.add_option("--encoding", options.input.options.encoding,
                     "As in windows-1252 or GB18030 (what the file says, else UTF-8)");
  command
      .add_option("--column", options.columns,
                  "How the file calls a column, as in comment=Body; can be given again")
      ->allow_extra_args(false);
}

void add_run_options(CLI::App& command, Options& options) {
  command.add_option("--format", options.format, "text, json or html (by the name of the output)")
      ->check(CLI::IsMember({"text", "json", "html"}));
  command.add_option("-o,--output", options.output, "The file to write; - is standard output (-)");
  command.add_option("--samples", options.samples, "How many of each kind to show (3)")
      ->check(CLI::Range(0, 1000));
  command.add_option("--limit", options.input.limit, "Look at the first comments only");
  command.add_option("--resume", options.input.state_path,
                     "Keep the work in this file, and go on from it after a stop");
  command.add_option("--threads", options.threads, "How many (one a processor)")
      ->check(CLI::Range(1, 256));
}

}  // namespace

void add_try(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("try", "Say what a policy would have done to past comments");
  const auto options = std::make_shared<Options>();
  add_archive_options(*command, *options);
  add_run_options(*command, *options);
  command->footer(
      "Exit status: 0 there is a report; 2 bad usage, archive or policy, or stopped.\n"
      "Examples:\n"
      "  precheck try policy.json wordpress.xml -o report.html\n"
      "  precheck try new.json comments.csv.gz --against policy.json --resume try.state");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
