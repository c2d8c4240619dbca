// What changed between two policies, in words.
#include <algorithm>
#include <set>

#include "compile.h"
#include "lint_checks.h"

namespace precheck {
namespace {

constexpr std::size_t kMostNamed = 8;  // of added or lost words

// "a", "b" and 3 more
std::string named(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < kMostNamed; ++i) {
    out += (i == 0 ? "" : ", ") + in_quotes(words[i]);
  }
  if (words.size() > kMostNamed) {
    out += " and " + std::to_string(words.size() - kMostNamed) + " more";
  }
  return out;
}

std::vector<std::string> texts_of(const JsonValue* list) {
  std::vector<std::string> out;
  if (list == nullptr) return out;
  for (const JsonValue& each : list->elements) {
    if (each.kind == JsonValue::Kind::string) out.push_back(each.text);
  }
  return out;
}

std::vector<std::string> without(const std::vector<std::string>& words,
                                 const std::vector<std::string>& others) {
  const std::set<std::string> known(others.begin(), others.end());
  std::vector<std::string> out;
  for (const std::string& word : words) {
    if (known.count(word) == 0) out.push_back(word);
  }
  return out;
}

bool is_same(const JsonValue* left, const JsonValue* right) {
  if (left == nullptr || right == nullptr) return left == right;
  return canonical_text(*left) == canonical_text(*right);
}

// A value on one line, for a sentence.
std::string shown(const JsonValue* value) {
  if (value == nullptr) return "left out";
  switch (value->kind) {
    case JsonValue::Kind::string:
      return in_quotes(value->text);
    case JsonValue::Kind::number:
      return value->is_integer ? std::to_string(value->integer) : value->text;
    case JsonValue::Kind::boolean:
      return value->boolean ? "true" : "false";
    case JsonValue::Kind::array:
      return value->elements.empty() ? "empty" : named(texts_of(value));
    default:
      return "something else";
  }
}

std::string kind_of(const JsonValue& matcher) {
  static const std::set<std::string_view> options = {"within", "at_least", "over", "under",
                                                     "absent_from"};
  for (const JsonMember& member : matcher.members) {
    if (options.count(member.key) == 0) return member.key;
  }
  return "";
}

// "words "a", "b"", "all of 3"
std::string summary(const JsonValue& matcher) {
  const std::string kind = kind_of(matcher);
  const JsonValue* value = matcher.find(kind);
  if (value == nullptr) return "nothing";
  if (kind == "all" || kind == "any") {
    return in_quotes(kind) + " of " + counted(value->elements.size(), "matcher");
  }
  if (kind == "not") return "not " + summary(*value);
  return kind + ' ' + shown(value);
}

class Comparison {
 public:
  std::vector<PolicyChange> changes;

  void compare(const JsonValue& before, const JsonValue& now) {
    compare_value(before, now, "name", "the policy's name");
    compare_value(before, now, "url", "the policy's link");
    compare_list(before, now, "languages", "the policy's languages");
    compare_list(before, now, "fold", "the disguises that are undone");
    compare_list(before, now, "ignore", "what rules do not look at");
    compare_lexicons(before.find("lexicons"), now.find("lexicons"));
    compare_named(before.find("posts"), now.find("posts"), "the condition on posts ");
    compare_named(before.find("matchers"), now.find("matchers"), "the matcher ");
    compare_rules(*before.find("rules"), *now.find("rules"));
    compare_decision(before.find("decision"), now.find("decision"));
    compare_ladder(before.find("ladder"), now.find("ladder"));
  }

 private:
  void say(const JsonValue* at, std::string what) {
    changes.push_back({at == nullptr ? "" : at->pointer, std::move(what)});
  }

  void compare_value(const JsonValue& before, const JsonValue& now, std::string_view key,
                     const std::string& what) {
    const JsonValue* old_value = before.find(key);
    const JsonValue* new_value = now.find(key);
    if (is_same(old_value, new_value)) return;
    say(new_value, what + " is " + shown(new_value) + " now, before " + shown(old_value));
  }

  void compare_list(const JsonValue& before, const JsonValue& now, std::string_view key,
                    const std::string& what) {
    const JsonValue* old_list = before.find(key);
    const JsonValue* new_list = now.find(key);
    if (old_list == nullptr || new_list == nullptr) {
      compare_value(before, now, key, what);
      return;
    }
    say_words(new_list, texts_of(old_list), texts_of(new_list), what + ": ");
  }

  void say_words(const JsonValue* at, const std::vector<std::string>& before,
                 const std::vector<std::string>& now, const std::string& what) {
    const std::vector<std::string> added = without(now, before);
    const std::vector<std::string> lost = without(before, now);
    if (!added.empty())
      say(at, what + named(added) + (added.size() == 1 ? " is" : " are") + " new");
    if (!lost.empty()) say(at, what + named(lost) + (lost.size() == 1 ? " is" : " are") + " gone");
  }

  // Members of both, with `compare_both`; the others are new or gone.
  template <typename Compare>
  void compare_members(const JsonValue* before, const JsonValue* now, const std::string& what,
                       Compare compare_both) {
    static const JsonValue none;
    const JsonValue& old_object = before == nullptr ? none : *before;
    const JsonValue& new_object = now == nullptr ? none : *now;
    for (const JsonMember& member : new_object.members) {
      const JsonValue* old_value = old_object.find(member.key);
      if (old_value == nullptr) {
        say(&member.value, what + in_quotes(member.key) + " is new");
      } else {
        compare_both(member.key, *old_value, member.value);
      }
    }
    for (const JsonMember& member : old_object.members) {
      if (new_object.find(member.key) == nullptr) {
        say(nullptr, what + in_quotes(member.key) + " is gone");
      }
    }
  }

  void compare_lexicons(const JsonValue* before, const JsonValue* now) {
    compare_members(before, now, "the lexicon ",
                    [this](const std::string& name, const JsonValue& old_lexicon,
                           const JsonValue& new_lexicon) {
                      const std::string where = "in the lexicon " + in_quotes(name) + " ";
                      compare_members(
                          &old_lexicon, &new_lexicon, where,
                          [this, &where](const std::string& key, const JsonValue& old_names,
                                         const JsonValue& new_names) {
                            say_words(&new_names, texts_of(&old_names), texts_of(&new_names),
                                      where + "under " + in_quotes(key) + " ");
                          });
                    });
  }

  void compare_named(const JsonValue* before, const JsonValue* now, const std::string& what) {
    compare_members(before, now, what,
                    [this, &what](const std::string& name, const JsonValue& old_matcher,
                                  const JsonValue& new_matcher) {
                      compare_matchers(old_matcher, new_matcher, what + in_quotes(name));
                    });
  }

  // Lists of matchers: those that only one side has are paired in order, where they are alike.
  void compare_children(const JsonValue& before, const JsonValue& now, const std::string& what) {
    std::vector<const JsonValue*> lost;
    std::vector<const JsonValue*> added;
    std::multiset<std::string> old_texts;
    std::multiset<std::string> new_texts;
    for (const JsonValue& each : before.elements) old_texts.insert(canonical_text(each));
    for (const JsonValue& each : now.elements) new_texts.insert(canonical_text(each));
    collect_others(before, new_texts, lost);
    collect_others(now, old_texts, added);
    for (const JsonValue* old_matcher : lost) {
      const auto alike = std::find_if(added.begin(), added.end(), [&](const JsonValue* each) {
        return kind_of(*each) == kind_of(*old_matcher);
      });
      if (alike == added.end()) {
        say(&now, what + " no longer asks for " + summary(*old_matcher));
        continue;
      }
      compare_matchers(*old_matcher, **alike, what);
      added.erase(alike);
    }
    for (const JsonValue* new_matcher : added) {
      say(new_matcher, what + " also asks for " + summary(*new_matcher));
    }
  }

  static void collect_others(const JsonValue& list, std::multiset<std::string> texts,
                             std::vector<const JsonValue*>& out) {
    for (const JsonValue& each : list.elements) {
      const auto found = texts.find(canonical_text(each));
      if (found == texts.end()) {
        out.push_back(&each);
      } else {
        texts.erase(found);
      }
    }
  }

  void compare_matchers(const JsonValue& before, const JsonValue& now, const std::string& what) {
    if (is_same(&before, &now)) return;
    const std::string kind = kind_of(now);
    if (kind != kind_of(before)) {
      say(&now, what + " asks for " + summary(now) + " now, before for " + summary(before));
      return;
    }
    const JsonValue& old_value = *before.find(kind);
    const JsonValue& new_value = *now.find(kind);
    if (kind == "all" || kind == "any") {
      compare_children(old_value, new_value, what);
    } else if (kind == "not") {
      compare_matchers(old_value, new_value, what + ", in a \"not\",");
    } else if (new_value.kind == JsonValue::Kind::array &&
               old_value.kind == JsonValue::Kind::array) {
      say_words(&new_value, texts_of(&old_value), texts_of(&new_value), what + ": " + kind + ' ');
    } else if (!is_same(&old_value, &new_value)) {
      say(&new_value,
          what + ": " + kind + " is " + shown(&new_value) + " now, before " + shown(&old_value));
    }
    for (const char* option : {"absent_from", "within", "at_least", "over", "under"}) {
      compare_value(before, now, option, what + ": " + in_quotes(option) + " of " + kind);
    }
  }

  void compare_rules(const JsonValue& before, const JsonValue& now) {
    for (const JsonValue& rule : now.elements) {
      const JsonValue* old_rule = rule_of(before, rule.find("id")->text);
      const std::string what = "the rule " + in_quotes(rule.find("id")->text);
      if (old_rule == nullptr) {
        say(&rule, what + " is new: " + in_quotes(rule.find("action")->text) + ", looks for " +
                       summary(*rule.find("match")));
      } else {
        compare_rule(*old_rule, rule, what);
      }
    }
    for (const JsonValue& rule : before.elements) {
      if (rule_of(now, rule.find("id")->text) == nullptr) {
        say(nullptr, "the rule " + in_quotes(rule.find("id")->text) + " is gone");
      }
    }
  }

  static const JsonValue* rule_of(const JsonValue& rules, const std::string& id) {
    for (const JsonValue& rule : rules.elements) {
      if (rule.find("id")->text == id) return &rule;
    }
    return nullptr;
  }

  void compare_rule(const JsonValue& before, const JsonValue& now, const std::string& what) {
    for (const char* key : {"category", "action", "points", "audience", "url"}) {
      compare_value(before, now, key, what + ": its " + key);
    }
    for (const char* key : {"quote", "message", "advice"}) {
      compare_texts(before.find(key), now.find(key), what + ": its " + key);
    }
    compare_list(before, now, "fold", what + ": the disguises that are undone");
    compare_list(before, now, "ignore", what + ": what it does not look at");
    compare_matchers(*before.find("match"), *now.find("match"), what);
    compare_unless(before.find("unless"), now.find("unless"), what);
    compare_examples(before.find("examples"), now.find("examples"), what);
  }

  void compare_texts(const JsonValue* before, const JsonValue* now, const std::string& what) {
    if (is_same(before, now)) return;
    const bool both_named = before != nullptr && now != nullptr &&
                            before->kind == JsonValue::Kind::object &&
                            now->kind == JsonValue::Kind::object;
    if (!both_named) {
      say(now, what + " is " + shown(now) + " now, before " + shown(before));
      return;
    }
    compare_members(before, now, what + " in ",
                    [this, &what](const std::string& language, const JsonValue& old_text,
                                  const JsonValue& new_text) {
                      if (old_text.text == new_text.text) return;
                      say(&new_text, what + " in " + language + " is " + shown(&new_text) +
                                         " now, before " + shown(&old_text));
                    });
  }

  void compare_unless(const JsonValue* before, const JsonValue* now, const std::string& what) {
    if (before != nullptr && now != nullptr) {
      compare_matchers(*before, *now, what + ", in its \"unless\",");
    } else if (now != nullptr) {
      say(now, what + " has an \"unless\" now: " + summary(*now));
    } else if (before != nullptr) {
      say(nullptr, what + " has no \"unless\" any more; it was " + summary(*before));
    }
  }

  void compare_examples(const JsonValue* before, const JsonValue* now, const std::string& what) {
    for (const char* kind : {"flags", "passes"}) {
      const JsonValue* old_list = before == nullptr ? nullptr : before->find(kind);
      const JsonValue* new_list = now == nullptr ? nullptr : now->find(kind);
      if (is_same(old_list, new_list)) continue;
      const std::size_t old_count = old_list == nullptr ? 0 : old_list->elements.size();
      const std::size_t new_count = new_list == nullptr ? 0 : new_list->elements.size();
      say(new_list, what + ": its examples in \"" + kind + "\" changed (" +
                        std::to_string(new_count) + " now, before " + std::to_string(old_count) +
                        ")");
    }
  }

  void compare_decision(const JsonValue* before, const JsonValue* now) {
    const Decision defaults;
    const std::pair<const char*, int> sums[] = {
        {"warn", defaults.warn}, {"hold", defaults.hold}, {"reject", defaults.reject}};
    for (const auto& [key, usual] : sums) {
      const JsonValue* old_sum = before == nullptr ? nullptr : before->find(key);
      const JsonValue* new_sum = now == nullptr ? nullptr : now->find(key);
      const std::int64_t old_points = old_sum == nullptr ? usual : old_sum->integer;
      const std::int64_t new_points = new_sum == nullptr ? usual : new_sum->integer;
      if (old_points == new_points) continue;
      say(new_sum, "a comment gets \"" + std::string(key) + "\" from " +
                       counted(static_cast<std::size_t>(new_points), "point") +
                       " on, before from " + std::to_string(old_points));
    }
  }

  static std::string ladder_text(const JsonValue* ladder) {
    if (ladder == nullptr) return "none";
    std::string out;
    for (const JsonValue& step : ladder->find("steps")->elements) {
      out += (out.empty() ? "" : ", ") + step.find("do")->text + " from strike " +
             std::to_string(step.find("strikes")->integer);
    }
    const JsonValue* days = ladder->find("decay_days");
    return out + (days == nullptr ? ", strikes never fade"
                                  : ", strikes fade after " +
                                        counted(static_cast<std::size_t>(days->integer), "day"));
  }

  void compare_ladder(const JsonValue* before, const JsonValue* now) {
    if (ladder_text(before) == ladder_text(now)) return;
    say(now, "the ladder is now: " + ladder_text(now) + "; before: " + ladder_text(before));
  }
};

}  // namespace

PolicyDiff diff(std::string_view before, std::string_view now) {
  PolicyDiff result;
  const Source old_source = compile_source(before);
  const Source new_source = compile_source(now);
  result.errors_before = old_source.errors;
  result.errors_now = new_source.errors;
  if (!old_source.policy || !new_source.policy) return result;
  Comparison comparison;
  comparison.compare(old_source.root, new_source.root);
  result.changes = std::move(comparison.changes);
  return result;
}

}  // namespace precheck
