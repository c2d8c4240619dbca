// Examples, translations and the way out.
#include "lint_checks.h"

namespace precheck {
namespace {

constexpr std::size_t kEnoughExamples = 3;

std::size_t count_examples(const JsonValue& rule, std::string_view kind) {
  const JsonValue* examples = rule.find("examples");
  const JsonValue* list = examples == nullptr ? nullptr : examples->find(kind);
  return list == nullptr ? 0 : list->elements.size();
}

void check_examples(JsonReader& reader, const JsonValue& rule) {
  const std::size_t flags = count_examples(rule, "flags");
  const std::size_t passes = count_examples(rule, "passes");
  if (flags >= kEnoughExamples && passes >= kEnoughExamples) return;
  const JsonValue* examples = rule.find("examples");
  reader.fail(examples != nullptr ? *examples : rule, "few_examples",
              "the rule " + in_quotes(rule.find("id")->text) + " has " + counted(flags, "comment") +
                  " that it must flag and " + counted(passes, "comment") +
                  " that it must let pass; with 3 of each it tests itself. Look for the "
                  "innocent sentences that use the same words");
}

void check_translations(JsonReader& reader, const JsonValue& rule, std::string_view key,
                        const std::vector<std::string>& languages) {
  const JsonValue* texts = rule.find(key);
  if (texts == nullptr || languages.size() < 2) return;
  for (const std::string& language : languages) {
    const bool spoken = texts->kind == JsonValue::Kind::object ? texts->find(language) != nullptr
                                                               : language == languages.front();
    if (spoken) continue;
    reader.fail(*texts, "missing_translation",
                "\"" + std::string(key) + "\" is not given in " + in_quotes(language) +
                    "; its readers see it in " + in_quotes(languages.front()) + ". Write {\"" +
                    languages.front() + "\": \"…\", \"" + language + "\": \"…\"}");
  }
}

void check_advice(JsonReader& reader, const JsonValue& rule) {
  if (rule.find("advice") != nullptr) return;
  reader.fail(
      rule, "no_advice",
      "the rule " + in_quotes(rule.find("id")->text) +
          " gives a reason and no way out; say in \"advice\" how the comment can be mended");
}

}  // namespace

void check_texts(LintContext& context) {
  const bool is_published = context.root.find("revision") != nullptr;
  for (const JsonValue& rule : context.rules()) {
    if (!is_published) check_examples(context.reader, rule);
    for (const std::string_view key : {"message", "advice", "quote"}) {
      check_translations(context.reader, rule, key, context.policy.languages);
    }
    check_advice(context.reader, rule);
  }
}

}  // namespace precheck
