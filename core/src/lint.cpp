#include <algorithm>

#include "lint_checks.h"

namespace precheck {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string canonical_text(const JsonValue& value) {
  if (value.kind == JsonValue::Kind::string) return in_quotes(value.text) + value.text;
  if (value.kind == JsonValue::Kind::number) return std::to_string(value.number);
  if (value.kind == JsonValue::Kind::boolean) return value.boolean ? "true" : "false";
  std::vector<std::string> parts;
  for (const JsonValue& each : value.elements) parts.push_back(canonical_text(each));
  for (const JsonMember& each : value.members) {
    parts.push_back(each.key + '=' + canonical_text(each.value));
  }
  std::sort(parts.begin(), parts.end());
  std::string out = value.kind == JsonValue::Kind::object ? "{" : "[";
  for (const std::string& part : parts) out += part + '\n';
  return out + (value.kind == JsonValue::Kind::object ? "}" : "]");
}

std::vector<Error> lint(std::string_view policy_json) {
  const Source source = compile_source(policy_json);
  if (!source.policy) return source.errors;
  std::vector<Error> warnings;
  JsonReader reader(policy_json, warnings);
  LintContext context{source.root, *source.policy, reader};
  check_texts(context);
  check_lists(context);
  check_reach(context);
  check_consequences(context);
  check_ordinary_comments(context);
  std::stable_sort(warnings.begin(), warnings.end(), [](const Error& left, const Error& right) {
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
  });
  return warnings;
}

}  // namespace precheck
