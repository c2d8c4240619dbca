// precheck import: the word lists of other systems, as a policy.
#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/eval_report.h"
#include "cli/import_policy.h"
#include "cli/output.h"
#include "files.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostListBytes = 16u << 20;
constexpr std::size_t kMostOfAKind = 10;  // losses shown; the file of --losses has all

struct Options {
  std::string list;
  std::string output = "-";
  std::string losses;
  ImportOptions import;
};

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string guess_system(const std::string& path) {
  if (ends_with(path, ".yaml") || ends_with(path, ".yml")) return "automod";
  return ends_with(path, ".csv") ? "discourse" : "plain";
}

std::string losses_json(const Import& import) {
  Json list = Json::array();
  for (const Loss& loss : import.losses) {
    list.push_back({{"line", loss.line},
                    {"entry", loss.entry},
                    {"what", loss.what},
                    {"dropped", loss.is_dropped}});
  }
  return Json{{"entries", import.entries}, {"losses", std::move(list)}}.dump(
             2, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) +
         '\n';
}

void report(const Options& options, const Import& import) {
  std::map<std::string, std::size_t> shown;
  for (const Loss& loss : import.losses) {
    if (++shown[loss.what] > kMostOfAKind) continue;
    Error error;
    error.line = loss.line;
    error.column = loss.line > 0 ? 1 : 0;
    error.message = '"' + loss.entry + "\" " + loss.what;
    complain(options.list, {error});
  }
  for (const auto& [what, count] : shown) {
    if (count <= kMostOfAKind) continue;
    complain(shown_path(options.list) + ": and " + std::to_string(count - kMostOfAKind) +
             " more: " + what);
  }
  std::size_t dropped = 0;
  for (const Loss& loss : import.losses) dropped += loss.is_dropped ? 1 : 0;
  complain(shown_path(options.list) + ": " + std::to_string(import.entries) +
           (import.entries == 1 ? " entry" : " entries") + ", " +
           counted(import.rules.size(), "rule") + "; " + std::to_string(dropped) + " dropped, " +
           std::to_string(import.losses.size() - dropped) + " mean something else than before");
}

bool write(const std::string& path, const std::string& text) {
  if (path == "-") {
    print(text);
    return true;
  }
  const std::string problem = write_file(path, text);
  if (!problem.empty()) complain(path + ": " + problem);
  return problem.empty();
}

int run(Options& options) {
  FileText file = read_file(options.list, kMostListBytes);
  if (!file.ok()) {
    complain(shown_path(options.list) + ": " + file.problem);
    return kFailed;
  }
  if (file.text.rfind("\xEF\xBB\xBF", 0) == 0) file.text.erase(0, 3);
  options.import.path = options.list;
  if (options.import.from.empty()) options.import.from = guess_system(options.list);
  if (options.import.id.empty()) {
    options.import.id =
        options.import.from == "automod" ? "automod" : options.import.from + "-words";
  }
  Import import = options.import.from == "automod" ? import_automod(options.import, file.text)
                                                   : import_list(options.import, file.text);
  const std::string policy = import.problem.empty() ? make_policy(options.import, import) : "";
  if (!options.losses.empty() && !write(options.losses, losses_json(import))) return kFailed;
  report(options, import);
  if (!import.problem.empty()) {
    complain(shown_path(options.list) + ": " + import.problem);
    return kFailed;
  }
  return write(options.output, policy) ? kAllowed : kFailed;
}

}  // namespace

void add_import(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("import", "Turn the word list of another system into a policy");
  const auto options = std::make_shared<Options>();
  options->import.name = "Imported word list";
  command->add_option("LIST", options->list, "The list; - is standard input")->required();
  command
      ->add_option("--from", options->import.from,
                   "wordpress, discourse, coral, automod or plain (.csv is Discourse's, .yaml "
                   "AutoModerator's, else plain)")
      ->check(CLI::IsMember({"wordpress", "discourse", "coral", "automod", "plain"}));
  command
      ->add_option("--action", options->import.action,
                   "What follows: advise, warn, hold or reject (what the list says, else hold)")
      ->check(CLI::IsMember({"advise", "warn", "hold", "reject"}));
  command->add_option("--name", options->import.name, "The policy's name");
  command->add_option("--id", options->import.id, "The rule's id");
  command->add_flag("--regex", options->import.is_regex,
                    "Discourse: its watched words are regular expressions");
  command->add_option("-o,--output", options->output, "The policy; - is standard output (-)");
  command->add_option("--losses", options->losses, "All that was lost, as JSON");
  command->footer(
      "Exit status: 0 there is a policy, with losses or without; 2 bad usage or list.\n"
      "Whatever a policy cannot say is named on standard error.\n"
      "Examples:\n"
      "  precheck import --from wordpress moderation-keys.txt -o imported.json\n"
      "  precheck import watched_words_block.csv | precheck lint -");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace precheck::cli
