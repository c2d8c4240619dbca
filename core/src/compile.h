// policy.json -> CompiledPolicy. compile.cpp reads the file's frame, compile_rule.cpp its rules.
#pragma once

#include "json_reader.h"
#include "match_builder.h"
#include "policy.h"

namespace precheck {

// An example of a rule, tried once the whole policy is compiled.
struct Example {
  std::size_t rule;
  const JsonValue* value;
  bool must_flag;
};

struct Defaults {
  std::uint16_t folds = kFoldAll;
  std::uint8_t ignored = kPartAll;
};

class PolicyCompiler {
 public:
  PolicyCompiler(std::string_view document, std::vector<Error>& errors);

  // Null after an error.
  std::unique_ptr<CompiledPolicy> compile(const JsonValue& root);

 private:
  void read_frame(const JsonValue& root);
  void read_languages(const JsonValue& value);
  void read_lexicons(const JsonValue& value);
  void read_lexicon(const std::string& name, const JsonValue& concepts);
  void read_posts(const JsonValue& value);
  void read_matchers(const JsonValue& value);
  void read_decision(const JsonValue& value);
  void read_ladder(const JsonValue& value);

  void read_rules(const JsonValue& value);
  void read_rule(const JsonValue& value);
  void read_rule_texts(const JsonValue& value, Rule& rule);
  void read_examples(const JsonValue& value);
  void read_example_list(const JsonValue& value, bool must_flag);
  void note_shown_example(const JsonValue& example, bool must_flag);
  void try_examples();

  void read_texts(const JsonValue& rule, std::string_view key, bool required, Texts& out);
  void read_folds(const JsonValue& value, std::uint16_t& folds);
  void read_ignored(const JsonValue& value, std::uint8_t& ignored);
  bool read_url(const JsonValue& value, std::string& url);

  JsonReader reader_;
  std::unique_ptr<CompiledPolicy> policy_;
  MatchBuilder builder_;
  Defaults defaults_;
  std::string url_;
  std::vector<Example> examples_;
};

// Parses and compiles; shared by compile(), lint() and publish().
struct Source {
  JsonValue root;
  std::unique_ptr<CompiledPolicy> policy;
  std::vector<Error> errors;
};
Source compile_source(std::string_view policy_json);

}  // namespace precheck
