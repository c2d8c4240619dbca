#include "match_builder.h"

#include <algorithm>

#include "matchers/matcher.h"

namespace precheck {
namespace {

constexpr std::size_t kMostNodes = 10'000;  // of one matcher

}  // namespace

NodeId MatchBuilder::build(const JsonValue& object) {
  if (told_too_large_) return kNoNode;
  if (object.kind == JsonValue::Kind::array || object.kind == JsonValue::Kind::string) {
    const bool is_list = object.kind == JsonValue::Kind::array;
    reader_.fail(object, "wrong_type", [&] {
      return "a matcher must be an object, not " + std::string(kind_name(object.kind)) +
             (is_list ? "; put several into {\"all\": […]} or {\"any\": […]}"
                      : "; write {\"words\": [" + in_quotes(object.text) + "]}");
    });
    return kNoNode;
  }
  if (!reader_.is_object(object, "a matcher")) return kNoNode;
  const std::uint8_t place = in_posts ? kInPosts : kInRule;
  const std::vector<Matcher>& table = matcher_table();

  std::vector<std::string_view> names;
  std::size_t chosen = table.size();
  const JsonMember* chosen_member = nullptr;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!(table[i].places & place)) continue;
    names.push_back(table[i].name);
    for (const JsonMember& member : object.members) {
      if (member.key != table[i].name) continue;
      if (chosen_member != nullptr) {
        reader_.fail_at(member.value.pointer, member.offset, "bad_value", [&] {
          return "a matcher has one kind only, and here stand \"" + chosen_member->key +
                 "\" and \"" + member.key + "\"; put both into \"all\" or \"any\"";
        });
        return kNoNode;
      }
      chosen = i;
      chosen_member = &member;
    }
  }
  if (chosen_member == nullptr) {
    if (object.members.empty()) {
      reader_.fail(object, "empty",
                   [&] { return "this matcher is empty; it needs one of " + listed(names); });
    } else {
      reader_.check_keys(object, names, in_posts ? "a condition on the post" : "a matcher");
    }
    return kNoNode;
  }

  const Matcher& matcher = table[chosen];
  std::vector<std::string_view> allowed = matcher.options;
  allowed.insert(allowed.begin(), matcher.name);
  const std::size_t errors = reader_.error_count();
  reader_.check_keys(object, allowed, "the matcher \"" + std::string(matcher.name) + "\"");

  Node node;
  node.kind = static_cast<MatcherKind>(chosen);
  const bool built = matcher.build(*this, object, chosen_member->value, node);
  if (!built || reader_.error_count() != errors || !is_affordable(object, node)) return kNoNode;
  node.notes_whole = behaviour_of(node.kind).notes_whole;
  for (const NodeId child : node.children) node.notes_whole |= policy_.nodes[child].notes_whole;
  policy_.nodes.push_back(std::move(node));
  return static_cast<NodeId>(policy_.nodes.size() - 1);
}

NodeId MatchBuilder::build_named(const std::string& name, const JsonValue& at) {
  if (std::find(being_built_.begin(), being_built_.end(), name) != being_built_.end()) {
    reader_.fail(at, "bad_value", [&] {
      return "the matcher " + in_quotes(name) +
             " uses itself, perhaps through another; take it out of there";
    });
    return kNoNode;
  }
  NamedKey key(name, folds, ignored);
  const auto known = named_.find(key);
  if (known != named_.end()) return known->second;
  being_built_.push_back(name);
  const NodeId node = build(*matchers.find(name)->second);
  being_built_.pop_back();
  named_.emplace(std::move(key), node);
  return node;
}

// Named matchers that use each other can make a small policy cost without end.
bool MatchBuilder::is_affordable(const JsonValue& at, const Node& node) {
  std::size_t weight = 1;
  for (const NodeId child : node.children) weight += weights_[child];
  if (weight > kMostNodes) {
    reader_.fail(at, "too_many", [&] {
      return "this matcher asks more than " + std::to_string(kMostNodes) +
             " others, counting each as often as it is used; use fewer named matchers "
             "inside each other";
    });
    return false;
  }
  weights_.push_back(weight);
  return true;
}

bool MatchBuilder::add_entry(const JsonValue& at, SetId set, std::string_view words,
                             std::uint32_t topic) {
  return report(at, words, filler_.add_entry(set, words, topic));
}

bool MatchBuilder::add_template(const JsonValue& at, SetId set, const PhraseTemplate& phrase) {
  filler_.folds = folds;
  filler_.ignored = ignored;
  return report(at, at.text, filler_.add_template(set, phrase));
}

bool MatchBuilder::report(const JsonValue& at, std::string_view words, Filled filled) {
  switch (filled) {
    case Filled::yes:
    case Filled::too_large:
      return fits(at);
    case Filled::too_long:
      reader_.fail(at, "too_large", [&] {
        return "this entry has " + std::to_string(words.size()) + " bytes; at most " +
               std::to_string(kMaxEntryBytes) + " are allowed";
      });
      return false;
    case Filled::no_word:
      reader_.fail(at, "empty", [&] {
        return in_quotes(filler_.wordless()) +
               " holds no letter, digit or emoji to look for; for signs use \"pattern\"";
      });
      return false;
    case Filled::too_many_ways:
      reader_.fail(at, "bad_phrase", [&] {
        return "the phrase " + in_quotes(words) +
               " has too many optional parts; at most 6 are allowed";
      });
      return false;
  }
  return false;
}

bool MatchBuilder::fits(const JsonValue& at) {
  if (policy_.matcher.bytes() + policy_.pattern_bytes <= kMaxCompiledBytes) return true;
  if (!told_too_large_) {
    reader_.fail(at, "too_large",
                 [&] { return "from here on this policy needs more than 64 MiB of memory"; });
    told_too_large_ = true;
  }
  return false;
}

bool MatchBuilder::build_list(const JsonValue& list, std::string_view what,
                              std::vector<NodeId>& out) {
  if (!reader_.is_array(list, what)) return false;
  if (list.elements.empty()) {
    reader_.fail(list, "empty", [&] {
      return std::string(what) + " must hold at least one matcher; add one or take it out";
    });
    return false;
  }
  bool ok = true;
  for (const JsonValue& each : list.elements) {
    const NodeId node = build(each);
    ok = ok && node != kNoNode;
    out.push_back(node);
  }
  return ok;
}

bool MatchBuilder::strings(const JsonValue& list, std::string_view what,
                           std::vector<const JsonValue*>& out) {
  if (!reader_.is_array(list, what)) return false;
  if (list.elements.empty()) {
    reader_.fail(list, "empty", [&] {
      return std::string(what) + " must hold at least one string; add one or take it out";
    });
    return false;
  }
  bool ok = true;
  for (const JsonValue& each : list.elements) {
    if (reader_.non_empty_string(each, "an entry of " + std::string(what)) == nullptr) {
      ok = false;
    } else {
      out.push_back(&each);
    }
  }
  return ok;
}

bool MatchBuilder::bounds(const JsonValue& object, const JsonValue& value, Node& node) {
  if (const JsonValue* over = object.find("over")) {
    if (const double* number = reader_.number(*over, "\"over\"")) node.over = *number;
  }
  if (const JsonValue* under = object.find("under")) {
    if (const double* number = reader_.number(*under, "\"under\"")) node.under = *number;
  }
  if (object.find("over") == nullptr && object.find("under") == nullptr) {
    reader_.fail(value, "missing_key", [&] {
      return (value.text.empty() ? "this matcher" : in_quotes(value.text)) +
             " needs a bound beside it: \"over\" or \"under\"";
    });
    return false;
  }
  if (node.over && node.under && *node.over >= *node.under) {
    reader_.fail(*object.find("over"), "bad_value", [&] {
      return "no figure is over this and under the other bound; \"over\" must be less than "
             "\"under\"";
    });
    return false;
  }
  return true;
}

void MatchBuilder::unknown_name(const JsonValue& at, std::string_view name,
                                const std::vector<std::string_view>& words, std::string_view what) {
  reader_.fail(at, "unknown_name", [&] {
    std::string message = in_quotes(name) + " is not the name of " + std::string(what);
    const std::string near = nearest_word(name, words);
    if (words.empty()) {
      message += "; this policy defines none yet, so define it first";
    } else if (!near.empty()) {
      message += "; did you mean \"" + near + "\"? Defined: " + listed(words);
    } else {
      message += "; defined: " + listed(words);
    }
    return message;
  });
}

}  // namespace precheck
