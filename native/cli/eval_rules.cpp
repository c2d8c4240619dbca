#include "cli/eval_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace precheck::cli {
namespace {

using Names = std::vector<std::string>;

bool has(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Action action_named(const std::string& name) {
  for (const Action each : {Action::advise, Action::warn, Action::hold, Action::reject}) {
    if (name == to_string(each)) return each;
  }
  return Action::allow;
}

// The first name that `known` lacks, in a sentence.
std::string unknown_name(const char* option, const Names& names, const Names& known) {
  for (const std::string& name : names) {
    if (has(known, name)) continue;
    std::string problem = std::string(option) + ": there is no \"" + name + "\"; there are:";
    for (const std::string& each : known) problem += (&each == &known.front() ? " " : ", ") + each;
    return problem;
  }
  return {};
}

}  // namespace

std::vector<EvalRule> rules_of(const std::string& policy_json) {
  const auto root = nlohmann::json::parse(policy_json, nullptr, /*allow_exceptions=*/false);
  std::vector<EvalRule> rules;
  if (!root.is_object() || !root.contains("rules")) return rules;
  for (const nlohmann::json& rule : root["rules"]) {
    rules.push_back(
        {rule.value("id", ""), rule.value("category", ""), action_named(rule.value("action", ""))});
  }
  return rules;
}

std::string select_rules(const Names& ids, const Names& categories, std::vector<EvalRule>& rules) {
  if (ids.empty() && categories.empty()) return {};
  Names known_ids;
  Names known_categories;
  for (const EvalRule& rule : rules) {
    known_ids.push_back(rule.id);
    if (!has(known_categories, rule.category)) known_categories.push_back(rule.category);
  }
  std::string problem = unknown_name("--rules", ids, known_ids);
  if (problem.empty()) problem = unknown_name("--categories", categories, known_categories);
  rules.erase(std::remove_if(rules.begin(), rules.end(),
                             [&](const EvalRule& rule) {
                               return !has(ids, rule.id) && !has(categories, rule.category);
                             }),
              rules.end());
  return problem;
}

void add_missing(const std::vector<EvalRule>& baseline, std::vector<EvalRule>& rules) {
  for (const EvalRule& rule : baseline) {
    const bool known = std::any_of(rules.begin(), rules.end(),
                                   [&](const EvalRule& each) { return each.id == rule.id; });
    if (!known) rules.push_back(rule);
  }
}

}  // namespace precheck::cli
