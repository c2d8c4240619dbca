// words: one of these words or phrases stands in the text.
// Whole words; a Han character is a word of its own, so Han text needs no boundaries.
#include "../match_builder.h"
#include "matcher.h"

namespace precheck {

bool build_words(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  std::vector<const JsonValue*> words;
  if (!builder.strings(value, "\"words\"", words)) return false;
  node.set = builder.filler().new_set();
  bool ok = true;
  for (const JsonValue* word : words) ok &= builder.add_entry(*word, node.set, word->text);
  return ok;
}

bool holds_words(const Node& node, Evaluation& evaluation, const Scope& scope,
                 std::vector<Interval>& marks) {
  return evaluation.add_hits(node.set, scope, marks);
}

bool may_hold_set(const Node& node, const Evaluation& evaluation) {
  const Hits& hits = evaluation.document().hits;
  return hits.may_have(node.set) && !hits.of(node.set).empty();
}

}  // namespace precheck
