// Reddit's AutoModerator: the subset of its rules that look at the words of a comment. A rule that
// also asks for what a policy cannot know (an account's karma, its age, reports) is left out:
// without that condition it would flag more than it did.
#include <algorithm>
#include <optional>

#include "cli/import_policy.h"
#include "cli/import_yaml.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

// "~body+title (regex, case-sensitive)#2"
struct Check {
  bool negated = false;
  std::vector<std::string> fields;
  std::vector<std::string> modifiers;

  bool has(std::string_view modifier) const {
    return std::find(modifiers.begin(), modifiers.end(), modifier) != modifiers.end();
  }
  bool looks_at(std::string_view field) const {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
  }
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    out.push_back(trimmed(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

Check read_check(std::string key) {
  Check check;
  if (const std::size_t number = key.find('#'); number != std::string::npos) key.resize(number);
  if (const std::size_t open = key.find('('); open != std::string::npos) {
    const std::size_t close = std::min(key.find(')', open), key.size());
    check.modifiers = split(key.substr(open + 1, close - open - 1), ',');
    key.resize(open);
  }
  key = trimmed(key);
  if (!key.empty() && key.front() == '~') {
    check.negated = true;
    key.erase(0, 1);
  }
  check.fields = split(key, '+');
  return check;
}

// Keys that change nothing of what a rule looks for.
bool is_harmless(const std::string& key) {
  static const std::vector<std::string> keys = {
      "action",          "action_reason",     "report_reason", "comment", "message",
      "message_subject", "moderators_exempt", "priority",      "type",    "ignore_blockquotes"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// Keys that do something beside the verdict.
bool is_side_effect(const std::string& key) {
  static const std::vector<std::string> keys = {
      "modmail",     "modmail_subject",    "comment_locked",   "comment_stickied",
      "set_locked",  "set_flair",          "set_sticky",       "set_nsfw",
      "set_spoiler", "set_suggested_sort", "set_contest_mode", "overwrite_flair"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class RuleImport {
 public:
  RuleImport(const ImportOptions& options, const YamlNode& rule, std::size_t number, Import& import)
      : options_(options), rule_(rule), import_(import) {
    const std::string reason = slug(value("action_reason"));
    id_ = reason.empty() ? options.id + "-" + std::to_string(number) : reason;
  }

  void run() {
    ++import_.entries;
    if (rule_.kind != YamlNode::Kind::map) return leave_out("is no rule");
    const std::string type = value("type");
    if (!type.empty() && type != "comment" && type != "any") {
      return leave_out("looks at " + type + "s, not at comments");
    }
    for (const auto& [key, node] : rule_.members) {
      if (!read_member(key.text, node)) return;
    }
    if (matchers_.empty()) return leave_out("looks at no words of a comment");
    add_rule();
  }

 private:
  std::string value(const std::string& key) const {
    const YamlNode* node = rule_.find(key);
    return node == nullptr || node->kind != YamlNode::Kind::scalar ? "" : node->text;
  }

  void leave_out(const std::string& why) {
    import_.lose(rule_.line, id_, "this rule is left out: it " + why, true);
    matchers_.clear();
  }

  void lose(std::size_t line, std::string entry, std::string what, bool is_dropped) {
    import_.lose(line, std::move(entry), std::move(what), is_dropped);
  }

  // False when the rule is left out.
  bool read_member(const std::string& key, const YamlNode& node) {
    if (is_harmless(key)) return true;
    if (is_side_effect(key)) {
      lose(node.line, key, "a policy does nothing beside its verdict", true);
      return true;
    }
    if (key == "body_longer_than" || key == "body_shorter_than") return read_length(key, node);
    if (key == "parent_submission") return read_parent(node);
    const Check check = read_check(key);
    if (check.looks_at("body")) return read_body(check, node);
    leave_out("asks for \"" + key + "\", which a policy cannot know");
    return false;
  }

  bool read_length(const std::string& key, const YamlNode& node) {
    if (node.text.empty() || node.text.find_first_not_of("0123456789") != std::string::npos ||
        node.text.size() > 9) {
      leave_out("asks for \"" + key + "\" of no number");
      return false;
    }
    const bool is_longer = key == "body_longer_than";
    // Only narrows the rule: as "not" it marks nothing.
    const Json bound = {{"measure", "letters"},
                        {is_longer ? "under" : "over",
                         is_longer ? std::stoi(node.text) + 1 : std::stoi(node.text) - 1}};
    matchers_.push_back({{"not", bound}});
    lose(node.line, key, "counted all characters; here letters are counted", false);
    return true;
  }

  bool read_body(const Check& check, const YamlNode& node) {
    const std::vector<std::string> texts = node.texts();
    if (texts.empty()) {
      leave_out("looks for something that is no list of words");
      return false;
    }
    if (check.has("case-sensitive")) {
      lose(node.line, "case-sensitive", "here capitals do not matter", false);
    }
    Json matcher = matcher_for(check, texts, node.line);
    matchers_.push_back(check.negated ? Json{{"not", std::move(matcher)}} : std::move(matcher));
    return true;
  }

  Json matcher_for(const Check& check, const std::vector<std::string>& texts, std::size_t line) {
    if (check.has("regex")) return matcher_of({}, texts);
    std::vector<std::string> quoted;
    for (const std::string& text : texts) quoted.push_back(quoted_for_pattern(text));
    if (check.has("starts-with")) return matcher_of({}, join_patterns(quoted, "\\A\\s*", ""));
    if (check.has("ends-with")) return matcher_of({}, join_patterns(quoted, "", "\\s*\\z"));
    if (check.has("full-exact")) return matcher_of({}, join_patterns(quoted, "\\A\\s*", "\\s*\\z"));
    if (check.has("full-text")) {
      return matcher_of({}, join_patterns(quoted, "\\A[^\\pL\\pN]*", "[^\\pL\\pN]*\\z"));
    }
    if (check.has("includes")) {
      for (const std::string& text : texts) {
        lose(line, text, "was found inside other words, too; here it is a whole word", false);
      }
    }
    return matcher_of(texts, {});
  }

  // Conditions on the post become a named condition.
  bool read_parent(const YamlNode& node) {
    Json conditions = Json::array();
    for (const auto& [key, value] : node.members) {
      const Check check = read_check(key.text);
      const std::vector<std::string> texts = value.texts();
      Json condition;
      if (check.looks_at("title") || check.looks_at("body")) {
        condition = {{"words", texts}};
      } else if (check.looks_at("flair_text") || check.looks_at("flair_css_class")) {
        condition = {{"tags", texts}};
      }
      if (condition.is_null() || texts.empty() || check.has("regex")) {
        leave_out("asks for \"" + key.text + "\" of the post, which a policy cannot know");
        return false;
      }
      conditions.push_back(check.negated ? Json{{"not", std::move(condition)}}
                                         : std::move(condition));
    }
    if (conditions.empty()) return true;
    import_.posts[id_] = conditions.size() == 1 ? conditions.front() : Json{{"all", conditions}};
    matchers_.push_back({{"post", id_}});
    return true;
  }

  // The policy's action, and what is lost with it.
  std::string action() {
    const std::string given = value("action");
    if (!options_.action.empty()) return options_.action;
    if (given == "remove" || given == "spam") return "reject";
    if (given == "filter") return "hold";
    if (given == "report") {
      lose(rule_.line, id_, "was reported to moderators; here the commenter is warned", false);
      return "warn";
    }
    return "advise";
  }

  std::string message() {
    for (const char* key : {"comment", "message"}) {
      std::string text = trimmed(value(key));
      if (text.empty()) continue;
      if (text.find("{{") != std::string::npos) {
        lose(rule_.line, id_, "its text has {{placeholders}}, which stay as they are", false);
      }
      return text;
    }
    return "This is not wanted here.";
  }

  void add_rule() {
    if (value("action") == "approve") return leave_out("approves; a policy only flags");
    Json rule = {{"id", unique_id()},
                 {"category", "automoderator"},
                 {"action", action()},
                 {"message", message()}};
    const std::string ignores = value("ignore_blockquotes");
    // AutoModerator looks at everything unless it is told otherwise.
    rule["ignore"] = ignores == "true" ? Json::array({"quote"}) : Json::array();
    rule["match"] = matchers_.size() == 1 ? matchers_.front() : Json{{"all", matchers_}};
    import_.rules.push_back(std::move(rule));
  }

  std::string unique_id() const {
    const auto is_taken = [this](const std::string& id) {
      return std::any_of(import_.rules.begin(), import_.rules.end(), [&id](const Json& rule) {
        return rule["id"].get_ref<const std::string&>() == id;
      });
    };
    std::string id = id_;
    for (int number = 2; is_taken(id); ++number) id = id_ + '-' + std::to_string(number);
    return id;
  }

  const ImportOptions& options_;
  const YamlNode& rule_;
  Import& import_;
  std::string id_;
  std::vector<Json> matchers_;
};

}  // namespace

Import import_automod(const ImportOptions& options, const std::string& text) {
  Import import;
  const YamlText yaml = read_yaml(text);
  if (!yaml.problem.empty()) {
    import.problem = yaml.problem;
    return import;
  }
  std::size_t number = 0;
  for (const YamlNode& rule : yaml.documents) {
    if (rule.kind == YamlNode::Kind::scalar && rule.text.empty()) continue;
    RuleImport(options, rule, ++number, import).run();
  }
  if (import.rules.empty()) import.problem = "no rule in this file can be said in a policy";
  return import;
}

}  // namespace precheck::cli
