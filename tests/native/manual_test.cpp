// The manual pages and docs/ against the command's own --help: no option is missing, none is made
// up.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

#include "command.h"

namespace {

using command::Folder;

const std::string kDocs = PRECHECK_SOURCE_DIR "/docs/";

std::string file(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(kDocs + name).rdbuf();
  return text.str();
}

// Of a help's part, as in "Options:", the first word of each entry.
std::vector<std::string> entries(const std::string& help, const std::string& part) {
  std::vector<std::string> found;
  std::istringstream lines(help);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == part) inside = true;
    if (line.empty()) inside = false;
    if (!inside || line.rfind("  ", 0) != 0 || line[2] == ' ') continue;
    found.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return found;
}

// "-o,--output" -> "--output"
std::set<std::string> options(const std::string& help) {
  std::set<std::string> found;
  for (const std::string& entry : entries(help, "Options:"))
    found.insert(entry.substr(entry.rfind("--")));
  return found;
}

std::vector<std::string> commands() { return entries(Folder().run("--help").out, "Subcommands:"); }

// Of a command that has commands of its own, also theirs.
std::string help_of(const std::string& command) {
  const Folder folder;
  std::string help = folder.run(command + " --help").out;
  for (const std::string& each : entries(help, "Subcommands:")) {
    help += '\n' + folder.run(command + ' ' + each + " --help").out;
  }
  return help;
}

// What a page lists under its OPTIONS: "*-o*, *--output* _FILE_"
std::set<std::string> listed(const std::string& page) {
  const std::size_t begin = page.find("\n# OPTIONS\n");
  const std::string part = page.substr(begin, page.find("\n# ", begin + 1) - begin);
  static const std::regex option(R"(\n(?:\*-\w\*, )?\*(--[a-z-]+)\*)");
  std::set<std::string> found;
  for (std::sregex_iterator it(part.begin(), part.end(), option), end; it != end; ++it) {
    found.insert((*it)[1]);
  }
  return found;
}

TEST(Manual, EachCommandHasAPageThatNamesItsOptions) {
  const std::string overview = file("man/precheck.1.scd");
  ASSERT_EQ(commands().size(), 12u);
  for (const std::string& command : commands()) {
    const std::string page = file("man/precheck-" + command + ".1.scd");
    EXPECT_EQ(page.rfind("precheck-" + command + "(1)\n", 0), 0u) << command;
    EXPECT_EQ(listed(page), options(help_of(command))) << command;
    EXPECT_NE(overview.find("\n*precheck-" + command + "*(1)\n"), std::string::npos) << command;
    for (const std::string& argument : entries(help_of(command), "Positionals:")) {
      EXPECT_NE(page.find("\n_" + argument + "_\n"), std::string::npos) << command << argument;
    }
  }
}

// The parts of docs/command.md, each from its heading to the next, that show how the command is
// called.
std::string parts_about(const std::string& command) {
  std::string about;
  std::istringstream lines(file("command.md"));
  std::string part;
  const auto take = [&] {
    if (part.find("precheck " + command + ' ') != std::string::npos) about += part;
    part.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("## ", 0) == 0) take();
    part += line + '\n';
  }
  take();
  return about;
}

// Either of the names of "-o,--output" will do.
TEST(Manual, CommandMdNamesEachOption) {
  for (const std::string& command : commands()) {
    if (command == "serve") continue;
    const std::string about = parts_about(command);
    EXPECT_NE(about, "") << command;
    for (const std::string& names : entries(help_of(command), "Options:")) {
      if (names == "-h,--help") continue;
      const std::string either = std::regex_replace(names, std::regex(","), "|");
      EXPECT_TRUE(std::regex_search(about, std::regex("[ `](" + either + ")(?![a-z-])")))
          << command << ' ' << names;
    }
  }
}

// There an option may stand without its dashes, as in a file of options.
TEST(Manual, ServiceMdAndLedgerMdNameEachOptionOfServe) {
  const std::string about = file("service.md") + file("ledger.md");
  for (const std::string& option : options(help_of("serve"))) {
    if (option == "--help") continue;
    const std::regex named("[ `](--)?" + option.substr(2) + "(?![a-z-])");
    EXPECT_TRUE(std::regex_search(about, named)) << option;
  }
}

}  // namespace
