// lexicon: a concept of the list is named, by any of its names. With absent_from it counts only
// where the post or the parent named that concept by none of its names.
#include <algorithm>

#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {

bool names(const Document& document, SetId set, std::uint32_t topic) {
  const Hits::Range hits = document.hits.of(set);
  return std::any_of(hits.begin(), hits.end(),
                     [topic](const Hit& hit) { return hit.topic == topic; });
}

bool is_absent(const Node& node, Evaluation& evaluation, std::uint32_t topic) {
  if ((node.absent_from & kAbsentFromPost) && names(evaluation.post(), node.set, topic)) {
    return false;
  }
  return !((node.absent_from & kAbsentFromParent) && names(evaluation.parent(), node.set, topic));
}

}  // namespace

bool build_lexicon(MatchBuilder& builder, const JsonValue& object, const JsonValue& value,
                   Node& node) {
  const SetId* set = builder.named(value, builder.lexicons, "a lexicon");
  if (set == nullptr) return false;
  node.set = *set;
  const JsonValue* absent = object.find("absent_from");
  if (absent == nullptr) return true;
  std::vector<const JsonValue*> places;
  if (!builder.strings(*absent, "\"absent_from\"", places)) return false;
  for (const JsonValue* place : places) {
    const int found = builder.reader().one_of(*place, {"post", "parent"}, "\"absent_from\"");
    if (found < 0) return false;
    node.absent_from |= found == 0 ? kAbsentFromPost : kAbsentFromParent;
  }
  return true;
}

bool holds_lexicon(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>& marks) {
  return evaluation.add_hits(node.set, scope, marks, [&](const Hit& hit) {
    return node.absent_from == 0 || is_absent(node, evaluation, hit.topic);
  });
}

}  // namespace precheck
