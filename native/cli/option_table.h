// Options of a long-running command. Each may be given in four places; the first that has it wins:
// the command line (--max-connections 5), the environment (PRECHECK_MAX_CONNECTIONS=5), a JSON file
// ({"max_connections": 5}), the default.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace precheck::cli {

class OptionTable {
 public:
  explicit OptionTable(CLI::App& command) : command_(command) {}

  // `name` as on the command line, without dashes. What an option answers can be refined further:
  // text(...)->check(...). The variables must outlive the table.
  CLI::Option* text(const std::string& name, std::string& value, const std::string& help);
  CLI::Option* list(const std::string& name, std::vector<std::string>& values,
                    const std::string& help);
  CLI::Option* count(const std::string& name, std::size_t& value, const std::string& help);
  CLI::Option* number(const std::string& name, double& value, const std::string& help);
  CLI::Option* flag(const std::string& name, bool& value, const std::string& help);

  // How --print-config shows an option whose value holds a secret.
  void shown_as(const std::string& name, std::function<std::string()> shown);

  // Throws a CLI::ConfigError that names the file, the place and what is allowed.
  void read_file(const std::string& path);

  // What is in force, as a file that read_file() would take.
  std::string effective() const;

 private:
  enum class Kind { text, list, count, number, flag };
  struct Entry {
    std::string key;  // in a file
    Kind kind;
    CLI::Option* option;
    std::function<nlohmann::ordered_json()> value;
  };

  void add(const std::string& name, Kind kind, CLI::Option* option,
           std::function<nlohmann::ordered_json()> value);
  Entry* find(const std::string& key);
  std::string keys() const;
  static const char* wanted(Kind kind);
  static bool fits(Kind kind, const nlohmann::ordered_json& value);

  CLI::App& command_;
  std::vector<Entry> entries_;
};

}  // namespace precheck::cli
