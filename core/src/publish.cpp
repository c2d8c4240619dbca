// The policy a browser may see.
#include <algorithm>

#include "compile.h"
#include "compiled_policy.h"
#include "json_writer.h"
#include "usage.h"

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

void append_rules(std::string& out, const JsonValue& rules) {
  JsonList list(out, '[', ']');
  for (const JsonValue& rule : rules.elements) {
    if (is_for_server(rule)) continue;
    list.item();
    append_rule(out, rule);
  }
}

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
  const Usage usage(root, Usage::Rules::for_everyone);
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

CompiledPublication publish_compiled(std::string_view policy_json) {
  Publication published = publish(policy_json);
  CompiledPublication result;
  result.errors = std::move(published.errors);
  if (!result.errors.empty()) return result;
  Source source = compile_source(published.json);
  result.errors = std::move(source.errors);
  if (source.policy) result.bytes = write_compiled_policy(*source.policy);
  return result;
}

}  // namespace precheck
