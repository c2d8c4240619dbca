#include <algorithm>
#include <unordered_set>

#include "check.h"
#include "compile.h"
#include "request.h"

namespace precheck {
namespace {

const std::vector<std::string_view> kActions = {"advise", "warn", "hold", "reject"};
constexpr int kPointsByAction[] = {0, 3, 6, 10};
constexpr std::int64_t kMostPoints = 1'000;

bool is_rule_id(std::string_view id) {
  if (id.empty() || id.front() == '-' || id.back() == '-' || id.size() > 100) return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool is_word = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= '0' && id[i] <= '9');
    if (!is_word && (id[i] != '-' || id[i - 1] == '-')) return false;
  }
  return true;
}

// "One_Rule" may have been meant as "one-rule".
std::string near_rule_id(std::string_view id) {
  std::string near;
  for (const char sign : id) {
    const bool is_capital = sign >= 'A' && sign <= 'Z';
    const char small = is_capital ? static_cast<char>(sign - 'A' + 'a') : sign;
    const bool is_word = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
    if (is_word) {
      near += small;
    } else if (!near.empty() && near.back() != '-') {
      near += '-';
    }
  }
  while (!near.empty() && near.back() == '-') near.pop_back();
  return is_rule_id(near) ? "; did you mean \"" + near + "\"?" : "";
}

// Where a rule spoke, for the message.
std::string first_place(const Judgement& judgement, const Request& request) {
  if (judgement.spans.empty()) return "";
  const Interval& place = judgement.spans.front().bytes;
  return " at " +
         in_quotes(std::string_view(request.comment).substr(place.begin, place.end - place.begin));
}

}  // namespace

void PolicyCompiler::read_rules(const JsonValue& value) {
  if (!reader_.is_array(value, "\"rules\"")) return;
  if (value.elements.empty()) {
    reader_.fail(value, "empty", [&] {
      return "a policy needs at least one rule; the smallest one stands at the top of "
             "docs/policy-format.md";
    });
    return;
  }
  if (value.elements.size() > kMaxRules) {
    reader_.fail(value, "too_many", [&] {
      return "this policy has " + std::to_string(value.elements.size()) + " rules; at most " +
             std::to_string(kMaxRules) + " are allowed";
    });
    return;
  }
  policy_->rules.reserve(value.elements.size());
  std::unordered_set<std::string> ids;
  for (const JsonValue& each : value.elements) {
    read_rule(each);
    const JsonValue* id = each.find("id");
    if (id == nullptr || id->kind != JsonValue::Kind::string) continue;
    if (ids.insert(id->text).second) continue;
    reader_.fail(*id, "duplicate_id", [&] {
      return "another rule has the id " + in_quotes(id->text) +
             " already; give one of them another";
    });
  }
}

void PolicyCompiler::read_rule(const JsonValue& value) {
  if (!reader_.is_object(value, "a rule")) return;
  reader_.check_keys(value,
                     {"id", "category", "action", "points", "message", "advice", "quote", "url",
                      "match", "unless", "fold", "ignore", "audience", "examples"},
                     "a rule");
  Rule rule;
  rule.folds = defaults_.folds;
  rule.ignored = defaults_.ignored;
  rule.url = url_;
  if (const JsonValue* id = reader_.require(value, "id")) {
    if (const std::string* text = reader_.string(*id, "\"id\"")) {
      rule.id = *text;
      if (!is_rule_id(*text)) {
        reader_.fail(*id, "bad_value", [&] {
          return in_quotes(*text) +
                 " is no rule id; allowed are small letters and digits, in "
                 "words joined by \"-\"" +
                 near_rule_id(*text);
        });
      }
    }
  }
  if (const JsonValue* category = reader_.require(value, "category")) {
    const std::string* text = reader_.non_empty_string(*category, "\"category\"");
    if (text != nullptr) rule.category = *text;
  }
  if (const JsonValue* action = reader_.require(value, "action")) {
    const int chosen = reader_.one_of(*action, kActions, "an action");
    if (chosen >= 0) {
      rule.action = static_cast<Action>(chosen + 1);
      rule.points = kPointsByAction[chosen];
    }
  }
  if (const JsonValue* points = value.find("points")) {
    const std::int64_t* count = reader_.integer(*points, "\"points\"", 0, kMostPoints);
    if (count != nullptr && rule.action != Action::advise) rule.points = static_cast<int>(*count);
  }
  if (const JsonValue* audience = value.find("audience")) {
    rule.for_server = reader_.one_of(*audience, {"everyone", "server"}, "\"audience\"") == 1;
  }
  if (const JsonValue* fold = value.find("fold")) read_folds(*fold, rule.folds);
  if (const JsonValue* ignore = value.find("ignore")) read_ignored(*ignore, rule.ignored);
  read_rule_texts(value, rule);

  builder_.folds = rule.folds;
  builder_.ignored = rule.ignored;
  if (const JsonValue* match = reader_.require(value, "match")) rule.match = builder_.build(*match);
  if (const JsonValue* unless = value.find("unless")) rule.unless = builder_.build(*unless);
  policy_->rules.push_back(std::move(rule));
  if (const JsonValue* examples = value.find("examples")) read_examples(*examples);
}

void PolicyCompiler::read_rule_texts(const JsonValue& value, Rule& rule) {
  read_texts(value, "message", true, rule.message);
  read_texts(value, "advice", false, rule.advice);
  read_texts(value, "quote", false, rule.quote);
  if (const JsonValue* url = value.find("url")) read_url(*url, rule.url);
}

void PolicyCompiler::read_texts(const JsonValue& rule, std::string_view key, bool required,
                                Texts& out) {
  const JsonValue* value = required ? reader_.require(rule, key) : rule.find(key);
  if (value == nullptr) return;
  const std::string what = "\"" + std::string(key) + "\"";
  out.assign(policy_->languages.size(), "");
  if (value->kind == JsonValue::Kind::string) {
    if (const std::string* text = reader_.non_empty_string(*value, what)) out.front() = *text;
    return;
  }
  if (value->kind != JsonValue::Kind::object) {
    reader_.fail(*value, "wrong_type", [&] {
      return what + " must be a string or an object of one string per language, not " +
             std::string(kind_name(value->kind)) + "; write \"…\" or {\"" +
             policy_->languages.front() + "\": \"…\"}";
    });
    return;
  }
  const std::vector<std::string_view> languages(policy_->languages.begin(),
                                                policy_->languages.end());
  reader_.check_keys(*value, languages, what + " (the policy's \"languages\")");
  reader_.require(*value, languages.front());
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const JsonValue* text = value->find(languages[i]);
    if (text == nullptr) continue;
    if (const std::string* given = reader_.non_empty_string(*text, what)) out[i] = *given;
  }
}

void PolicyCompiler::read_examples(const JsonValue& value) {
  if (!reader_.is_object(value, "\"examples\"")) return;
  reader_.check_keys(value, {"flags", "passes"}, "\"examples\"");
  if (const JsonValue* flags = value.find("flags")) read_example_list(*flags, true);
  if (const JsonValue* passes = value.find("passes")) read_example_list(*passes, false);
}

void PolicyCompiler::read_example_list(const JsonValue& value, bool must_flag) {
  if (!reader_.is_array(value, must_flag ? "\"flags\"" : "\"passes\"")) return;
  for (const JsonValue& each : value.elements) {
    if (each.kind == JsonValue::Kind::object) {
      reader_.check_keys(each, {"comment", "language", "post", "parent", "author", "earlier"},
                         "an example");
      read_request(reader_, each);  // for its errors; read again when it is tried
    } else if (each.kind != JsonValue::Kind::string) {
      reader_.fail(each, "wrong_type", [&] {
        return "an example must be a comment (a string) or a request (an object), not " +
               std::string(kind_name(each.kind)) + "; write \"…\" or {\"comment\": \"…\"}";
      });
      continue;
    }
    examples_.push_back({policy_->rules.size() - 1, &each, must_flag});
    note_shown_example(each, must_flag);
  }
}

// The first comment that a rule lets pass.
void PolicyCompiler::note_shown_example(const JsonValue& example, bool must_flag) {
  const auto rule = static_cast<std::uint32_t>(policy_->rules.size() - 1);
  const bool is_first = policy_->examples.empty() || policy_->examples.back().first != rule;
  if (must_flag || !is_first || example.kind != JsonValue::Kind::string) return;
  policy_->examples.emplace_back(rule, example.text);
}

void PolicyCompiler::try_examples() {
  Checker checker(*policy_);
  for (const Example& example : examples_) {
    Request request;
    if (example.value->kind == JsonValue::Kind::string) {
      request.comment = example.value->text;
    } else {
      request = read_request(reader_, *example.value);
    }
    const Rule& rule = policy_->rules[example.rule];
    view(request, checker.request);
    const Judgement& judgement = checker.check_rule(checker.request, example.rule);
    if (judgement.findings.empty() != example.must_flag) continue;
    reader_.fail(*example.value, "failing_example", [&] {
      return "the rule " + in_quotes(rule.id) +
             (example.must_flag ? " must flag this comment, and does not"
                                : " must let this comment pass, and flags it") +
             first_place(judgement, request) +
             "; mend the rule or the example (`precheck explain --rule " + rule.id +
             "` says which matcher speaks)";
    });
  }
}

}  // namespace precheck
