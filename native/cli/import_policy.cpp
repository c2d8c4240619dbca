#include "cli/import_policy.h"

#include <algorithm>
#include <precheck/precheck.hpp>

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPatternBytes = 900;  // of the 1,000 that a pattern may have
constexpr std::size_t kMostMendings = 20'000;

bool is_letter_or_digit(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || static_cast<unsigned char>(byte) >= 0x80;
}

std::vector<std::string> pointer_steps(std::string_view pointer) {
  std::vector<std::string> steps;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    steps.emplace_back(pointer.substr(0, end));
    pointer.remove_prefix(end);
  }
  return steps;
}

// Takes out the innermost entry of a list that `pointer` leads into, and lists that it leaves
// empty. Answers the entry as text.
std::string take_out(Json& policy, const std::string& pointer) {
  struct Place {
    Json* list;
    std::size_t index;
  };
  std::vector<Place> places;
  Json* at = &policy;
  for (const std::string& step : pointer_steps(pointer)) {
    if (at->is_array()) {
      const std::size_t index = std::stoul(step);
      if (index >= at->size()) break;
      places.push_back({at, index});
      at = &(*at)[index];
    } else if (at->is_object() && at->contains(step)) {
      at = &(*at)[step];
    } else {
      break;
    }
  }
  std::string taken = at->is_string() ? at->get<std::string>() : at->dump();
  while (!places.empty()) {
    Json& list = *places.back().list;
    list.erase(places.back().index);
    if (!list.empty()) break;
    places.pop_back();
  }
  return taken;
}

}  // namespace

void Import::lose(std::size_t line, std::string entry, std::string what, bool is_dropped) {
  losses.push_back({line, std::move(entry), std::move(what), is_dropped});
}

std::string quoted_for_pattern(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (!is_letter_or_digit(byte) && byte != ' ') out += '\\';
    out += byte;
  }
  return out;
}

std::vector<std::string> join_patterns(const std::vector<std::string>& alternatives,
                                       std::string_view before, std::string_view after) {
  std::vector<std::string> patterns;
  std::string joined;
  const auto flush = [&] {
    if (!joined.empty()) {
      patterns.push_back(std::string(before) + "(?:" + joined + ")" + std::string(after));
    }
    joined.clear();
  };
  for (const std::string& each : alternatives) {
    if (joined.size() + each.size() > kPatternBytes) flush();
    joined += (joined.empty() ? "" : "|") + each;
  }
  flush();
  return patterns;
}

Json matcher_of(const std::vector<std::string>& words, const std::vector<std::string>& patterns) {
  Json all = Json::array();
  if (!words.empty()) all.push_back({{"words", words}});
  for (const std::string& pattern : patterns) all.push_back({{"pattern", pattern}});
  if (all.size() == 1) return all.front();
  return {{"any", std::move(all)}};
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string slug(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    const char small = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
      out += small;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
    if (out.size() >= 60) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::string make_policy(const ImportOptions& options, Import& import) {
  Json policy = {{"format", 1}, {"name", options.name}};
  if (!import.posts.empty()) policy["posts"] = import.posts;
  policy["rules"] = import.rules;
  for (std::size_t tries = 0; tries < kMostMendings && !policy["rules"].empty(); ++tries) {
    const std::string text = policy.dump(-1, ' ', false, Json::error_handler_t::replace);
    const Compilation compilation = compile(text);
    if (compilation.ok()) return format(text).text;
    const Error& error = compilation.errors().front();
    if (error.pointer.rfind("/rules/", 0) != 0) {
      import.problem = error.message;
      return {};
    }
    import.lose(0, take_out(policy, error.pointer), error.message, true);
  }
  import.problem = "nothing in this list can be said in a policy";
  return {};
}

}  // namespace precheck::cli
