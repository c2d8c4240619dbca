// From the core's JSON to an Explanation.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/explain_text.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

Json parse(const std::string& text) {
  return Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

const Json& member(const Json& object, const char* key) {
  static const Json nothing;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : nothing;
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool is_true(const Json& value) { return value.is_boolean() && value.get<bool>(); }

std::vector<std::string> texts_of(const Json& array) {
  std::vector<std::string> out;
  for (const Json& each : array) out.push_back(text_of(each));
  return out;
}

ExplainedNode read_node(const Json& json) {
  ExplainedNode node;
  node.matcher = text_of(member(json, "matcher"));
  node.says = is_true(member(json, "says"));
  node.has_figure = json.contains("figure");
  const Json& figure = member(json, "figure");
  if (figure.is_number()) node.figure = figure.get<double>();
  node.words = texts_of(member(json, "words"));
  for (const Json& part : member(json, "parts")) node.parts.push_back(read_node(part));
  return node;
}

ExplainedRule read_rule(const Json& json, const std::vector<std::string>& found) {
  ExplainedRule rule;
  rule.id = text_of(member(json, "rule"));
  rule.found = std::find(found.begin(), found.end(), rule.id) != found.end();
  rule.match = read_node(member(json, "match"));
  if (json.contains("unless")) rule.unless = read_node(member(json, "unless"));
  return rule;
}

std::vector<std::string> found_rules(const Json& root) {
  std::vector<std::string> found;
  for (const Json& finding : member(member(root, "verdict"), "findings")) {
    found.push_back(text_of(member(finding, "rule")));
  }
  return found;
}

}  // namespace

bool Explanation::keep_only(const std::string& rule) {
  only = rule;
  return std::any_of(rules.begin(), rules.end(),
                     [&](const ExplainedRule& each) { return each.id == rule; });
}

std::string Explanation::rule_names() const {
  std::string names;
  for (const ExplainedRule& rule : rules) names += (names.empty() ? "" : ", ") + rule.id;
  return names;
}

std::string Explanation::json() const {
  if (only.empty()) return source;
  Json root = parse(source);
  Json kept = Json::array();
  for (const Json& rule : member(root, "rules")) {
    if (text_of(member(rule, "rule")) == only) kept.push_back(rule);
  }
  root["rules"] = std::move(kept);
  return to_text(root);
}

Explanation read_explanation(std::string explain_json) {
  const Json root = parse(explain_json);
  Explanation explanation;
  explanation.source = std::move(explain_json);
  for (const Json& sentence : member(root, "sentences")) {
    explanation.sentences.push_back(texts_of(sentence));
  }
  for (const Json& part : member(root, "ignored")) {
    explanation.ignored.push_back({text_of(member(part, "part")), text_of(member(part, "text"))});
  }
  for (const Json& reading : member(root, "disguises")) {
    explanation.disguises.push_back(
        {text_of(member(reading, "typed")), text_of(member(reading, "read_as"))});
  }
  const std::vector<std::string> found = found_rules(root);
  for (const Json& rule : member(root, "rules")) {
    explanation.rules.push_back(read_rule(rule, found));
  }
  return explanation;
}

}  // namespace precheck::cli
