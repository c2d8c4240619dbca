// What the core says about how it came to a verdict, for people to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal_text.h"

namespace precheck::cli {

// One matcher and the matchers below it.
struct ExplainedNode {
  std::string matcher;
  bool says = false;
  bool has_figure = false;
  std::optional<double> figure;  // nothing when the matcher could not tell
  std::vector<std::string> words;
  std::vector<ExplainedNode> parts;
};

struct ExplainedRule {
  std::string id;
  bool found = false;  // the verdict has it as a finding
  ExplainedNode match;
  std::optional<ExplainedNode> unless;
};

struct IgnoredPart {
  std::string kind;
  std::string text;
};

struct Disguise {
  std::string typed;
  std::string read_as;
};

struct Explanation {
  std::vector<std::vector<std::string>> sentences;
  std::vector<IgnoredPart> ignored;
  std::vector<Disguise> disguises;
  std::vector<ExplainedRule> rules;
  std::string source;  // the core's own JSON
  std::string only;    // the one rule to show; empty: all

  // False when there is no such rule.
  bool keep_only(const std::string& rule);
  std::string rule_names() const;
  std::string json() const;
};

// Reads what Policy::explain_json() answers.
Explanation read_explanation(std::string explain_json);

// All stages but the verdict.
std::string explanation_text(const Explanation& explanation, const Style& style);

}  // namespace precheck::cli
