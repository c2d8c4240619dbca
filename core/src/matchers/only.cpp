// only: the comment consists of nothing but these phrases. Emoji and punctuation are let pass, and
// so is what the rule ignores; but words there must be.
#include <algorithm>

#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {

bool may_be_left(const Evaluation& evaluation, const Token& token) {
  return token.kind == CharClass::emoji || (token.parts & evaluation.ignored()) != 0;
}

bool may_all_be_left(const Evaluation& evaluation, std::uint32_t first, std::uint32_t last) {
  const std::vector<Token>& tokens = evaluation.document().text.tokens;
  return std::all_of(tokens.begin() + first, tokens.begin() + last,
                     [&](const Token& token) { return may_be_left(evaluation, token); });
}

}  // namespace

bool build_only(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  return add_phrase_templates(builder, value, "\"only\"", node);
}

bool holds_only(const Node& node, Evaluation& evaluation, const Scope& scope,
                std::vector<Interval>& marks) {
  const std::size_t marked = marks.size();
  std::uint32_t reached = scope.first;
  // The hits come by their first word.
  const bool any = evaluation.add_hits(node.set, scope, marks, [&](const Hit& hit) {
    if (hit.first > reached && !may_all_be_left(evaluation, reached, hit.first)) return false;
    reached = std::max(reached, hit.last);
    return true;
  });
  if (any && may_all_be_left(evaluation, reached, scope.last)) return true;
  marks.resize(marked);
  return false;
}

}  // namespace precheck
