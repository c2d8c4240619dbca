#include "about.h"

#include "json_writer.h"

namespace precheck {
namespace {

void append_languages(std::string& out, const CompiledPolicy& policy) {
  JsonList languages(out, '[', ']');
  for (const std::string& language : policy.languages) {
    languages.item();
    append_json_string(out, language);
  }
}

void append_about(std::string& out, const CompiledPolicy& policy) {
  JsonList object(out, '{', '}');
  object.string("revision", policy.revision);
  object.key("languages");
  append_languages(out, policy);
  const bool has_end = policy.ladder && !policy.ladder->steps.empty();
  object.raw("most_strikes", std::to_string(has_end ? policy.ladder->steps.back().strikes : 0));
  object.key("examples");
  JsonList examples(out, '{', '}');
  for (const auto& [rule, comment] : policy.examples) {
    examples.string(policy.rules[rule].id, comment);
  }
}

}  // namespace

std::string about_json(const CompiledPolicy& policy) {
  std::string out;
  append_about(out, policy);
  return out;
}

}  // namespace precheck
