// What a careful reader would say about a policy that compiles.
#include "compile.h"

namespace precheck {
namespace {

constexpr std::size_t kEnoughExamples = 3;

std::size_t count_examples(const JsonValue& rule, std::string_view kind) {
  const JsonValue* examples = rule.find("examples");
  const JsonValue* list = examples == nullptr ? nullptr : examples->find(kind);
  return list == nullptr ? 0 : list->elements.size();
}

void warn_about_examples(JsonReader& reader, const JsonValue& rule) {
  const std::size_t flags = count_examples(rule, "flags");
  const std::size_t passes = count_examples(rule, "passes");
  if (flags >= kEnoughExamples && passes >= kEnoughExamples) return;
  reader.fail(rule, "few_examples",
              "the rule " + in_quotes(rule.find("id")->text) + " has " + std::to_string(flags) +
                  " comments that it must flag and " + std::to_string(passes) +
                  " that it must let pass; with 3 of each it tests itself");
}

void warn_about_translations(JsonReader& reader, const JsonValue& rule, std::string_view key,
                             const std::vector<std::string>& languages) {
  const JsonValue* texts = rule.find(key);
  if (texts == nullptr || languages.size() < 2) return;
  for (const std::string& language : languages) {
    const bool spoken = texts->kind == JsonValue::Kind::object ? texts->find(language) != nullptr
                                                               : language == languages.front();
    if (spoken) continue;
    reader.fail(*texts, "missing_translation",
                "\"" + std::string(key) + "\" is not given in " + in_quotes(language) +
                    "; its readers see it in " + in_quotes(languages.front()));
  }
}

void warn_about_common_words(JsonReader& reader, const JsonValue& match) {
  for (const JsonMember& member : match.members) {
    if (member.key == "words") {
      for (const JsonValue& word : member.value.elements) {
        if (!is_common_word(word.text)) continue;
        reader.fail(
            word, "over_broad",
            in_quotes(word.text) + " stands in most comments; join it with another matcher");
      }
    } else if (member.key == "any") {
      for (const JsonValue& each : member.value.elements) warn_about_common_words(reader, each);
    }
  }
}

void warn_about_unpublished(JsonReader& reader, const JsonValue& root) {
  for (const JsonValue& rule : root.find("rules")->elements) {
    const JsonValue* audience = rule.find("audience");
    if (audience == nullptr || audience->text != "server") return;
  }
  reader.fail(*root.find("rules"), "nothing_published",
              "every rule is for the server only, so commenters are never told in time");
}

}  // namespace

std::vector<Error> lint(std::string_view policy_json) {
  const Source source = compile_source(policy_json);
  if (!source.policy) return source.errors;
  std::vector<Error> warnings;
  JsonReader reader(policy_json, warnings);
  const bool is_published = source.root.find("revision") != nullptr;
  for (const JsonValue& rule : source.root.find("rules")->elements) {
    if (!is_published) warn_about_examples(reader, rule);
    for (const std::string_view key : {"message", "advice", "quote"}) {
      warn_about_translations(reader, rule, key, source.policy->languages);
    }
    warn_about_common_words(reader, *rule.find("match"));
  }
  warn_about_unpublished(reader, source.root);
  return warnings;
}

}  // namespace precheck
