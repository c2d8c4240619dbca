// The policy a browser may see.
#include "compile.h"
#include "json_writer.h"

namespace precheck {
namespace {

void append_value(std::string& out, const JsonValue& value);

void append_number(std::string& out, const JsonValue& value) {
  if (value.is_integer) {
    out += std::to_string(value.integer);
    return;
  }
  char digits[32];
  // 17 digits carry every double through unchanged.
  const int length = std::snprintf(digits, sizeof digits, "%.17g", value.number);
  out.append(digits, static_cast<std::size_t>(length));
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
    case JsonValue::Kind::null: out += "null"; return;
    case JsonValue::Kind::boolean: out += value.boolean ? "true" : "false"; return;
    case JsonValue::Kind::number: append_number(out, value); return;
    case JsonValue::Kind::string: append_json_string(out, value.text); return;
    case JsonValue::Kind::array: append_array(out, value); return;
    case JsonValue::Kind::object: append_object(out, value); return;
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

}  // namespace

Publication publish(std::string_view policy_json) {
  Source source = compile_source(policy_json);
  Publication result;
  result.errors = std::move(source.errors);
  if (!source.policy) return result;
  JsonList object(result.json, '{', '}');
  for (const JsonMember& member : source.root.members) {
    if (member.key == "revision" || member.key == "$schema") continue;
    object.key(member.key);
    if (member.key == "rules") {
      append_rules(result.json, member.value);
    } else {
      append_value(result.json, member.value);
    }
    if (member.key == "name") object.string("revision", source.policy->revision);
  }
  return result;
}

}  // namespace precheck
