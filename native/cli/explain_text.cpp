#include "cli/explain_text.h"

#include <algorithm>
#include <cstdio>

namespace precheck::cli {
namespace {

std::string quoted(const std::string& text) { return "“" + printable(text) + "”"; }

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += printable(word);
  }
  return out;
}

std::string figure_text(const ExplainedNode& node) {
  if (!node.has_figure) return {};
  if (!node.figure) return ", no figure: there is too little to tell";
  char text[64];
  std::snprintf(text, sizeof text, ", figure %.6g", *node.figure);
  return text;
}

std::vector<std::string> without_repeats(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
  }
  return out;
}

std::string words_text(const ExplainedNode& node) {
  std::string out;
  for (const std::string& word : without_repeats(node.words))
    out += (out.empty() ? ": " : ", ") + quoted(word);
  return out;
}

enum class Detail { brief, full };

// In brief, what lies below a "no" is left out, and what lies below the yes of a `not`: it is a no.
bool shows_parts(const ExplainedNode& node, Detail detail) {
  return detail == Detail::full || (node.says && node.matcher != "not");
}

void append_node(std::string& out, const ExplainedNode& node, std::size_t depth, Detail detail,
                 const Style& style) {
  const std::string says = node.says ? style.bold("yes") : "no";
  out += std::string(2 * depth, ' ') + printable(node.matcher) + ' ' + says + figure_text(node) +
         words_text(node) + '\n';
  if (!shows_parts(node, detail)) return;
  for (const ExplainedNode& part : node.parts) append_node(out, part, depth + 1, detail, style);
}

std::string outcome(const ExplainedRule& rule) {
  if (rule.found) return "yes";
  if (!rule.match.says) return "no";
  if (rule.unless && rule.unless->says) return "no, because of `unless`";
  return "no, though `match` says yes";
}

std::string heading(const ExplainedRule& rule, const Style& style) {
  return style.bold(printable(rule.id)) + ": " + outcome(rule) + '\n';
}

std::string tree(const ExplainedRule& rule, Detail detail, const Style& style) {
  std::string out = "  match\n";
  append_node(out, rule.match, 2, detail, style);
  if (!rule.unless) return out;
  out += "  unless\n";
  append_node(out, *rule.unless, 2, detail, style);
  return out;
}

std::string one_rule_text(const Explanation& explanation, const Style& style) {
  std::string out;
  for (const ExplainedRule& rule : explanation.rules) {
    if (rule.id == explanation.only) {
      out += '\n' + heading(rule, style) + tree(rule, Detail::full, style);
    }
  }
  return out;
}

std::string all_rules_text(const Explanation& explanation, const Style& style) {
  std::string found;
  std::string others;
  for (const ExplainedRule& rule : explanation.rules) {
    if (rule.found) {
      found += '\n' + heading(rule, style) + tree(rule, Detail::brief, style);
    } else {
      others += heading(rule, style);
    }
  }
  return others.empty() ? found : found + '\n' + others;
}

std::string sentences_text(const Explanation& explanation, const Style& style) {
  std::string out = style.bold("Sentences as read") + '\n';
  std::size_t number = 0;
  for (const auto& words : explanation.sentences) {
    out += "  " + std::to_string(++number) + ". " + joined(words, " ") + '\n';
  }
  return number == 0 ? out + "  none\n" : out;
}

}  // namespace

std::string explanation_text(const Explanation& explanation, const Style& style) {
  std::string out = sentences_text(explanation, style);
  if (!explanation.ignored.empty()) {
    out += '\n' + style.bold("Parts that a rule may ignore") + '\n';
    for (const IgnoredPart& part : explanation.ignored) {
      out += "  " + printable(part.kind) + ": " + quoted(part.text) + '\n';
    }
  }
  if (!explanation.disguises.empty()) {
    out += '\n' + style.bold("Disguises undone") + '\n';
    for (const Disguise& each : explanation.disguises) {
      out += "  " + quoted(each.typed) + " read as " + quoted(each.read_as) + '\n';
    }
  }
  return out + (explanation.only.empty() ? all_rules_text(explanation, style)
                                         : one_rule_text(explanation, style));
}

}  // namespace precheck::cli
