// phrases: a template fits inside one sentence.
// (a|b) is a choice, [name] a lexicon, [post] a term of the post, ? follows an optional part,
// * is a gap of any length.
#include "../match_builder.h"
#include "matcher.h"

namespace precheck {

bool build_phrases(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  return add_phrase_templates(builder, value, "\"phrases\"", node);
}

bool holds_phrases(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>& marks) {
  return evaluation.add_hits(node.set, scope, marks);
}

}  // namespace precheck
