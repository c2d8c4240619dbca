// precheck diff: what changed between two policies, in words.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/request_input.h"
#include "cli/terminal_text.h"
#include "files.h"

namespace precheck::cli {
namespace {

struct Options {
  std::string before;
  std::string now;
  std::string format = "text";
};

bool read(const std::string& path, std::string& text) {
  FileText file = read_file(path, kMaxPolicyBytes);
  if (!file.ok()) complain(shown_path(path) + ": " + file.problem);
  text = std::move(file.text);
  return file.ok();
}

std::string as_json(const std::vector<PolicyChange>& changes) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const PolicyChange& change : changes) {
    list.push_back({{"pointer", change.pointer}, {"what", change.what}});
  }
  return Json{{"changes", std::move(list)}}.dump(-1, ' ', /*ensure_ascii=*/false,
                                                 Json::error_handler_t::replace) +
         '\n';
}

std::string as_text(const std::vector<PolicyChange>& changes) {
  std::string out;
  for (const PolicyChange& change : changes) {
    out += printable(change.what) +
           (change.pointer.empty() ? "" : "  (" + printable(change.pointer) + ")") + '\n';
  }
  return out;
}

int run(const Options& options) {
  if (reads_standard_input_twice({options.before, options.now})) {
    complain("only one of the policies can be standard input (-)");
    return kFailed;
  }
  std::string before;
  std::string now;
  if (!read(options.before, before) || !read(options.now, now)) return kFailed;
  const PolicyDiff result = diff(before, now);
  complain(options.before, result.errors_before);
  complain(options.now, result.errors_now);
  if (!result.errors_before.empty() || !result.errors_now.empty()) return kFailed;
  print(options.format == "json" ? as_json(result.changes) : as_text(result.changes));
  return result.changes.empty() ? kAllowed : kFlagged;
}

}  // namespace

void add_diff(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("diff", "Say what changed between two policies, in words");
  const auto options = std::make_shared<Options>();
  command->add_option("BEFORE", options->before, "The earlier policy; - is standard input")
      ->required();
  command->add_option("NOW", options->now, "The later policy; - is standard input")->required();
  command->add_option("--format", options->format, "text or json (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->footer(
      "Exit status: 0 they mean the same; 1 something changed; 2 bad usage or policy.\n"
      "`precheck try NEW ARCHIVE --against OLD` shows what the change does to comments.\n"
      "Example:\n"
      "  precheck diff policy.json policy-new.json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
