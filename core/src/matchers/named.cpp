// matcher: what a matcher of the policy's "matchers" says. It is written once and may be used by
// many rules; each looks through its own "fold" and "ignore".
#include "../match_builder.h"
#include "matcher.h"

namespace precheck {

bool build_matcher(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  if (builder.named(value, builder.matchers, "a matcher of \"matchers\"") == nullptr) return false;
  const NodeId named = builder.build_named(value.text, value);
  node.children.push_back(named);
  return named != kNoNode;
}

bool holds_matcher(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>& marks) {
  return evaluation.holds(node.children.front(), scope, marks);
}

bool may_hold_matcher(const Node& node, const Evaluation& evaluation) {
  return evaluation.may_hold(node.children.front());
}

}  // namespace precheck
