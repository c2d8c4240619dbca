// The policy a browser may see.
#include <algorithm>
#include <map>
#include <set>

#include "compile.h"
#include "json_writer.h"

namespace precheck {
namespace {

void append_value(std::string& out, const JsonValue& value);

void append_number(std::string& out, const JsonValue& value) {
  out += value.is_integer ? std::to_string(value.integer) : value.text;
}

void append_array(std::string& out, const JsonValue& value) {
  JsonList list(out, '[', ']');
  for (const JsonValue& each : value.elements) {
    list.item();
    append_value(out, each);
  }
}

void append_object(std::string& out, const JsonValue& value) {
  JsonList object(out, '{', '}');
  for (const JsonMember& member : value.members) {
    object.key(member.key);
    append_value(out, member.value);
  }
}

void append_value(std::string& out, const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
      out += "null";
      return;
    case JsonValue::Kind::boolean:
      out += value.boolean ? "true" : "false";
      return;
    case JsonValue::Kind::number:
      append_number(out, value);
      return;
    case JsonValue::Kind::string:
      append_json_string(out, value.text);
      return;
    case JsonValue::Kind::array:
      append_array(out, value);
      return;
    case JsonValue::Kind::object:
      append_object(out, value);
      return;
  }
}

// The one example that the widget shows: the first plain comment that passes.
const JsonValue* shown_example(const JsonValue& examples) {
  const JsonValue* passes = examples.find("passes");
  if (passes == nullptr) return nullptr;
  for (const JsonValue& each : passes->elements) {
    if (each.kind == JsonValue::Kind::string) return &each;
  }
  return nullptr;
}

void append_rule(std::string& out, const JsonValue& rule) {
  JsonList object(out, '{', '}');
  for (const JsonMember& member : rule.members) {
    if (member.key != "examples") {
      object.key(member.key);
      append_value(out, member.value);
      continue;
    }
    const JsonValue* example = shown_example(member.value);
    if (example == nullptr) continue;
    object.key("examples");
    out += "{\"passes\":[";
    append_value(out, *example);
    out += "]}";
  }
}

bool is_for_server(const JsonValue& rule) {
  const JsonValue* audience = rule.find("audience");
  return audience != nullptr && audience->text == "server";
}

void append_rules(std::string& out, const JsonValue& rules) {
  JsonList list(out, '[', ']');
  for (const JsonValue& rule : rules.elements) {
    if (is_for_server(rule)) continue;
    list.item();
    append_rule(out, rule);
  }
}

// The lexicons, post conditions and named matchers that rules for everyone use. What only the
// server's rules use stays on the server.
class Usage {
 public:
  explicit Usage(const JsonValue& root) : matchers_(root.find("matchers")) {
    for (const JsonValue& rule : root.find("rules")->elements) {
      if (!is_for_server(rule)) note(rule);
    }
    const JsonValue* posts = root.find("posts");
    if (posts == nullptr) return;
    for (const JsonMember& condition : posts->members) {
      if (used("posts").count(condition.key) > 0) note(condition.value);
    }
  }
  bool uses(const std::string& kind, const std::string& name) const {
    const auto names = used_.find(kind);
    return names != used_.end() && names->second.count(name) > 0;
  }

 private:
  std::set<std::string>& used(const std::string& kind) { return used_[kind]; }

  void note(const JsonValue& value) {
    for (const JsonValue& each : value.elements) note(each);
    for (const JsonMember& member : value.members) {
      if (member.key == "lexicon") used("lexicons").insert(member.value.text);
      if (member.key == "post") used("posts").insert(member.value.text);
      if (member.key == "matcher") note_matcher(member.value.text);
      if (member.key == "phrases") note_slots(member.value);
      note(member.value);
    }
  }
  void note_matcher(const std::string& name) {
    const JsonValue* definition = matchers_ == nullptr ? nullptr : matchers_->find(name);
    if (definition != nullptr && used("matchers").insert(name).second) note(*definition);
  }
  void note_slots(const JsonValue& phrases) {
    for (const JsonValue& phrase : phrases.elements) {
      const std::string& text = phrase.text;
      for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at + 1)) {
        used("lexicons").insert(text.substr(at + 1, text.find(']', at) - at - 1));
      }
    }
  }

  const JsonValue* matchers_;
  std::map<std::string, std::set<std::string>> used_;  // by the key that defines them
};

void append_used(std::string& out, const Usage& usage, const JsonMember& definitions) {
  JsonList object(out, '{', '}');
  for (const JsonMember& member : definitions.value.members) {
    if (!usage.uses(definitions.key, member.key)) continue;
    object.key(member.key);
    append_value(out, member.value);
  }
}

bool publishes_a_rule(const JsonValue& root) {
  const std::vector<JsonValue>& rules = root.find("rules")->elements;
  return !std::all_of(rules.begin(), rules.end(), is_for_server);
}

void append_policy(std::string& out, const JsonValue& root, const std::string& revision) {
  const Usage usage(root);
  JsonList object(out, '{', '}');
  for (const JsonMember& member : root.members) {
    if (member.key == "revision" || member.key == "$schema") continue;
    object.key(member.key);
    if (member.key == "rules") {
      append_rules(out, member.value);
    } else if (member.key == "lexicons" || member.key == "posts" || member.key == "matchers") {
      append_used(out, usage, member);
    } else {
      append_value(out, member.value);
    }
    if (member.key == "name") object.string("revision", revision);
  }
}

}  // namespace

Publication publish(std::string_view policy_json) {
  Source source = compile_source(policy_json);
  Publication result;
  result.errors = std::move(source.errors);
  if (!source.policy) return result;
  if (!publishes_a_rule(source.root)) {
    JsonReader(policy_json, result.errors)
        .fail(*source.root.find("rules"), "empty",
              "every rule is for the server only, so there is nothing to publish");
    return result;
  }
  append_policy(result.json, source.root, source.policy->revision);
  return result;
}

}  // namespace precheck
