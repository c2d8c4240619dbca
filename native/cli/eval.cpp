// precheck eval: how well a policy finds what people have labelled.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <precheck/precheck.hpp>
#include <thread>

#include "cli/commands.h"
#include "cli/eval_report.h"
#include "cli/eval_rules.h"
#include "cli/eval_run.h"
#include "cli/output.h"
#include "cli/request_input.h"
#include "files.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string policy;
  std::string data;
  std::string baseline;
  std::string label;
  std::vector<std::string> rules;
  std::vector<std::string> categories;
  std::string least = "warn";
  std::string group_by;
  std::string figure;
  std::string format = "text";
  std::string output = "-";
  std::size_t misses = 10;
  std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
};

Action action_named(const std::string& name) {
  for (const Action each : {Action::advise, Action::warn, Action::hold}) {
    if (name == to_string(each)) return each;
  }
  return Action::reject;
}

bool read(const std::string& path, std::shared_ptr<const Policy>& policy,
          std::vector<EvalRule>& rules) {
  PolicyFile file = read_policy(path);
  if (!file.policy) {
    complain(path, file.errors);
    return false;
  }
  policy = std::move(file.policy);
  add_missing(rules_of(file.text), rules);
  return true;
}

void warn_of_mild_rules(const Options& options, const EvalPlan& plan) {
  for (const EvalRule& rule : plan.rules) {
    const bool named = std::count(options.rules.begin(), options.rules.end(), rule.id) > 0;
    if (named && rule.action < plan.least) {
      complain("the rule " + rule.id + " only goes as far as " +
               std::string(to_string(rule.action)) + "; with --least " +
               std::string(to_string(rule.action)) + " it would count");
    }
  }
}

bool make_plan(const Options& options, EvalPlan& plan) {
  plan.label = options.label;
  plan.least = action_named(options.least);
  plan.group_by = options.group_by;
  plan.figure = options.figure;
  plan.samples_kept = options.misses;
  plan.threads = options.threads;
  plan.whole_policy = options.rules.empty() && options.categories.empty();
  if (!read(options.policy, plan.policy, plan.rules)) return false;
  if (!options.baseline.empty() && !read(options.baseline, plan.baseline, plan.rules)) return false;
  const std::string problem = select_rules(options.rules, options.categories, plan.rules);
  if (problem.empty()) {
    warn_of_mild_rules(options, plan);
    return true;
  }
  complain(problem);
  return false;
}

std::string names_of(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

// Figures of half the data would mislead, so anything wrong with it means no figures.
bool is_whole(const Options& options, const EvalRun& run) {
  const EvalTally& tally = run.tally;
  const std::string shown = shown_path(options.data);
  if (!run.problem.empty()) {
    complain(shown + ": " + run.problem);
    return false;
  }
  if (tally.broken_count > 0) {
    complain(options.data, tally.broken);
    if (tally.broken_count > tally.broken.size()) {
      complain(shown + ": and " + std::to_string(tally.broken_count - tally.broken.size()) +
               " more lines with errors");
    }
    return false;
  }
  if (tally.policy.together.rows() > 0) return true;
  complain(shown + ": no row has the label \"" + options.label +
           "\"; labels that it has: " + names_of(tally.labels));
  return false;
}

std::string render(const EvalReport& report, const Options& options) {
  if (options.format == "json") return eval_json(report);
  if (options.format == "html") return eval_html(report);
  return eval_text(report, options.output == "-" ? Style::for_standard_output() : Style(false));
}

int run(const Options& options) {
  if (reads_standard_input_twice({options.policy, options.baseline, options.data})) {
    complain("only one of the policy, the baseline and the data can be standard input (-)");
    return kFailed;
  }
  EvalPlan plan;
  if (!make_plan(options, plan)) return kFailed;
  const EvalRun result = run_eval(plan, options.data);
  if (!is_whole(options, result)) return kFailed;
  const std::string text = render({plan, result.tally, shown_path(options.data)}, options);
  if (options.output == "-") {
    print(text);
    return kAllowed;
  }
  const std::string problem = write_file(options.output, text);
  if (problem.empty()) return kAllowed;
  complain(options.output + ": " + problem);
  return kFailed;
}

void add_inputs(CLI::App& command, Options& options) {
  command.add_option("POLICY", options.policy, "The policy; - is standard input")->required();
  command
      .add_option("DATA", options.data,
                  "Labelled comments, a JSON object a line; - is standard input")
      ->required();
  command.add_option("--label", options.label, "The label to find: labels.NAME of each row")
      ->required();
  command.add_option("--rules", options.rules, "Count these rules only: ID[,ID]")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--categories", options.categories,
                  "Count the rules of these categories only: NAME[,NAME]")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--least", options.least,
                  "What counts as flagged: advise, warn, hold, reject, or harder (warn)")
      ->check(CLI::IsMember({"advise", "warn", "hold", "reject"}));
  command.add_option("--baseline", options.baseline, "Another policy, to compare with");
}

void add_outputs(CLI::App& command, Options& options) {
  command.add_option("--by", options.group_by,
                     "Also the share flagged for each value of this field, as in labels.topic");
  command.add_option("--figure", options.figure,
                     "Also how well the figure of this matcher ranks the rows, as in topic");
  command.add_option("--format", options.format, "text, json or html (text)")
      ->check(CLI::IsMember({"text", "json", "html"}));
  command.add_option("-o,--output", options.output, "The file to write; - is standard output (-)");
  command
      .add_option("--misses", options.misses, "How many rows of each kind of error to show (10)")
      ->check(CLI::Range(0, 100000));
  command.add_option("--threads", options.threads, "How many (one a processor)")
      ->check(CLI::Range(1, 256));
}

}  // namespace

void add_eval(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("eval", "Measure a policy against comments that people have labelled");
  const auto options = std::make_shared<Options>();
  add_inputs(*command, *options);
  add_outputs(*command, *options);
  command->footer(
      "Exit status: 0 measured, however well; 2 bad usage, data or policy.\n"
      "Example:\n"
      "  precheck eval policy.json comments.jsonl --label toxic --rules slur,threat");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
