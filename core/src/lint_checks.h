// What a careful reader would say about a policy that compiles. Each check adds its warnings in the
// order of the policy.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compile.h"

namespace precheck {

struct LintContext {
  const JsonValue& root;
  const CompiledPolicy& policy;
  JsonReader& reader;                // collects the warnings
  std::set<std::string> twins = {};  // rules that were named as looking for the same as another

  const std::vector<JsonValue>& rules() const { return root.find("rules")->elements; }
};

void check_texts(LintContext& context);         // lint_texts.cpp: examples, translations, advice
void check_lists(LintContext& context);         // lint_lists.cpp: entries of words and phrases
void check_reach(LintContext& context);         // lint_reach.cpp: rules that can never speak
void check_consequences(LintContext& context);  // lint_consequences.cpp: decision, ladder, audience
void check_ordinary_comments(LintContext& context);  // lint_measured.cpp: over-broad, overlapping

// Comments that nobody would object to, in English and Chinese (ordinary_comments.cpp).
const std::vector<std::string_view>& ordinary_comments();

// The same for two matchers that say the same in another order.
std::string canonical_text(const JsonValue& value);

// "1 comment", "2 comments".
std::string counted(std::size_t count, const std::string& noun);

}  // namespace precheck
