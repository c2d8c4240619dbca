#include "cli/option_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "files.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxFileBytes = 1u << 20;

std::string environment_name(const std::string& name) {
  std::string out = "PRECHECK_";
  for (const char each : name) {
    out += each == '-' ? '_' : static_cast<char>(each >= 'a' && each <= 'z' ? each - 32 : each);
  }
  return out;
}

std::string file_key(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string as_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

CLI::Option* OptionTable::text(const std::string& name, std::string& value,
                               const std::string& help) {
  CLI::Option* option = command_.add_option("--" + name, value, help);
  add(name, Kind::text, option, [&value] { return Json(value); });
  return option;
}

CLI::Option* OptionTable::list(const std::string& name, std::vector<std::string>& values,
                               const std::string& help) {
  CLI::Option* option = command_.add_option("--" + name, values, help)->delimiter(',');
  add(name, Kind::list, option, [&values] { return Json(values); });
  return option;
}

CLI::Option* OptionTable::count(const std::string& name, std::size_t& value,
                                const std::string& help) {
  CLI::Option* option = command_.add_option("--" + name, value, help);
  add(name, Kind::count, option, [&value] { return Json(value); });
  return option;
}

CLI::Option* OptionTable::number(const std::string& name, double& value, const std::string& help) {
  CLI::Option* option = command_.add_option("--" + name, value, help);
  add(name, Kind::number, option, [&value] { return Json(value); });
  return option;
}

CLI::Option* OptionTable::flag(const std::string& name, bool& value, const std::string& help) {
  CLI::Option* option = command_.add_flag("--" + name, value, help);
  add(name, Kind::flag, option, [&value] { return Json(value); });
  return option;
}

void OptionTable::add(const std::string& name, Kind kind, CLI::Option* option,
                      std::function<Json()> value) {
  option->envname(environment_name(name));
  entries_.push_back({file_key(name), kind, option, std::move(value)});
}

void OptionTable::shown_as(const std::string& name, std::function<std::string()> shown) {
  if (Entry* entry = find(file_key(name))) {
    entry->value = [shown = std::move(shown)] { return Json(shown()); };
  }
}

void OptionTable::read_file(const std::string& path) {
  const FileText file = precheck::read_file(path, kMaxFileBytes);
  if (!file.ok()) throw CLI::ConfigError(path + ": " + file.problem);
  const Json root = Json::parse(file.text, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) throw CLI::ConfigError(path + ": it is not a JSON object");
  for (const auto& [key, value] : root.items()) {
    const Entry* entry = find(key);
    if (entry == nullptr) {
      throw CLI::ConfigError(path + ": /" + key + ": there is no such option; there are " + keys());
    }
    if (!fits(entry->kind, value)) {
      throw CLI::ConfigError(path + ": /" + key + ": this must be " + wanted(entry->kind));
    }
    if (entry->option->count() > 0) continue;
    if (value.is_array()) {
      for (const Json& each : value) entry->option->add_result(as_text(each));
      if (value.empty()) continue;
    } else {
      entry->option->add_result(as_text(value));
    }
    entry->option->run_callback();
  }
}

std::string OptionTable::effective() const {
  Json out = Json::object();
  for (const Entry& each : entries_) out[each.key] = each.value();
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

OptionTable::Entry* OptionTable::find(const std::string& key) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& each) { return each.key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

std::string OptionTable::keys() const {
  std::string out;
  for (const Entry& each : entries_) out += (out.empty() ? "" : ", ") + each.key;
  return out;
}

const char* OptionTable::wanted(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "a string";
    case Kind::list:
      return "a list of strings";
    case Kind::count:
      return "a whole number";
    case Kind::number:
      return "a number";
    case Kind::flag:
      return "true or false";
  }
  return "";
}

bool OptionTable::fits(Kind kind, const Json& value) {
  switch (kind) {
    case Kind::text:
      return value.is_string();
    case Kind::list:
      return value.is_array() && std::all_of(value.begin(), value.end(),
                                             [](const Json& each) { return each.is_string(); });
    case Kind::count:
      return value.is_number_unsigned();
    case Kind::number:
      return value.is_number();
    case Kind::flag:
      return value.is_boolean();
  }
  return false;
}

}  // namespace precheck::cli
