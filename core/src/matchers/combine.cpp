// all, any, not: the obvious. any with at_least asks for so many of its matchers. all with within
// "sentence" asks for one sentence in which every matcher says yes, with "neighbours" for two
// sentences that follow each other; conditions on the context (post, author) hold in each sentence
// alike.
#include <algorithm>
#include <optional>

#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {

bool all_hold(const Node& node, Evaluation& evaluation, const Scope& scope,
              std::vector<Interval>& marks) {
  const std::size_t before = marks.size();
  for (const NodeId child : node.children) {
    if (evaluation.holds(child, scope, marks)) continue;
    marks.resize(before);
    return false;
  }
  return true;
}

// The hits of which a matcher needs one; none where it is not a matter of hits alone.
std::optional<Hits::Range> hits_of(const Evaluation& evaluation, NodeId id) {
  const std::vector<Node>& nodes = evaluation.policy().nodes;
  while (nodes[id].kind == MatcherKind::named) id = nodes[id].children.front();
  const Node& node = nodes[id];
  const bool needs_hit = node.kind == MatcherKind::words || node.kind == MatcherKind::phrases ||
                         node.kind == MatcherKind::lexicon;
  if (!needs_hit) return std::nullopt;
  return evaluation.document().hits.of(node.set);
}

// The fewest hits of which one must stand in a sentence in which all matchers say yes. Where a
// matcher may note something, nothing before it may be passed over, so the first one alone counts.
std::optional<Hits::Range> fewest_hits(const Node& node, const Evaluation& evaluation) {
  std::optional<Hits::Range> fewest;
  for (const NodeId child : node.children) {
    const std::optional<Hits::Range> hits = hits_of(evaluation, child);
    if (hits && (!fewest || hits->size() < fewest->size())) {
      fewest = hits;
    }
    if (node.notes_whole) break;
  }
  return fewest;
}

// all within one sentence, only where there are such hits.
bool any_sentence_holds(const Node& node, Evaluation& evaluation, const Scope& scope,
                        const Hits::Range& hits, std::vector<Interval>& marks) {
  const Document& document = evaluation.document();
  const Hit* hit =
      std::lower_bound(hits.begin(), hits.end(), scope.first,
                       [](const Hit& each, std::uint32_t first) { return each.first < first; });
  bool any = false;
  std::uint32_t after = scope.first;  // the sentences before this token are looked at
  for (; hit != hits.end() && hit->first < scope.last; ++hit) {
    if (hit->first < after) continue;
    const Scope sentence = document.sentence(document.text.sentence_of(hit->first));
    after = sentence.last;
    any |= all_hold(node, evaluation, sentence, marks);
  }
  return any;
}

}  // namespace

bool build_all(MatchBuilder& builder, const JsonValue& object, const JsonValue& value, Node& node) {
  if (const JsonValue* within = object.find("within")) {
    const int choice =
        builder.reader().one_of(*within, {"comment", "sentence", "neighbours"}, "\"within\"");
    if (choice < 0) return false;
    node.sentences = static_cast<std::uint8_t>(choice);
  }
  return builder.build_list(value, "\"all\"", node.children);
}

bool holds_all(const Node& node, Evaluation& evaluation, const Scope& scope,
               std::vector<Interval>& marks) {
  if (node.sentences == 0) return all_hold(node, evaluation, scope, marks);
  const Document& document = evaluation.document();
  if (scope.first >= scope.last) return false;
  if (!node.notes_whole && !may_hold_all(node, evaluation)) return false;
  if (node.sentences == 1) {
    const std::optional<Hits::Range> hits = fewest_hits(node, evaluation);
    if (hits) return any_sentence_holds(node, evaluation, scope, *hits, marks);
  }
  const std::size_t first = document.text.sentence_of(scope.first);
  const std::size_t last = document.text.sentence_of(scope.last - 1);
  bool any = false;
  for (std::size_t i = first; i <= last; ++i) {
    Scope window = document.sentence(i);
    // A window of two says what one of one says, so single sentences need no turn of their own.
    if (node.sentences == 2 && i < last) {
      const Scope following = document.sentence(i + 1);
      window.last = following.last;
      window.bytes.end = following.bytes.end;
    } else if (node.sentences == 2 && first != last) {
      break;
    }
    any |= all_hold(node, evaluation, window, marks);
  }
  return any;
}

bool build_any(MatchBuilder& builder, const JsonValue& object, const JsonValue& value, Node& node) {
  node.index = 1;
  if (!builder.build_list(value, "\"any\"", node.children)) return false;
  const JsonValue* given = object.find("at_least");
  if (given == nullptr) return true;
  const auto most = static_cast<std::int64_t>(node.children.size());
  const std::int64_t* count = builder.reader().integer(*given, "\"at_least\"", 1, most);
  if (count != nullptr) node.index = static_cast<std::uint32_t>(*count);
  return count != nullptr;
}

bool holds_any(const Node& node, Evaluation& evaluation, const Scope& scope,
               std::vector<Interval>& marks) {
  const std::size_t before = marks.size();
  std::size_t count = 0;
  for (const NodeId child : node.children) count += evaluation.holds(child, scope, marks) ? 1 : 0;
  if (count >= node.index) return true;
  marks.resize(before);
  return false;
}

bool build_not(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  const NodeId child = builder.build(value);
  node.children.push_back(child);
  return child != kNoNode;
}

bool holds_not(const Node& node, Evaluation& evaluation, const Scope& scope,
               std::vector<Interval>& marks) {
  const std::size_t before = marks.size();
  const bool holds = evaluation.holds(node.children.front(), scope, marks);
  marks.resize(before);
  return !holds;
}

bool may_hold_all(const Node& node, const Evaluation& evaluation) {
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](NodeId child) { return evaluation.may_hold(child); });
}

bool may_hold_any(const Node& node, const Evaluation& evaluation) {
  std::size_t count = 0;
  return std::any_of(node.children.begin(), node.children.end(), [&](NodeId child) {
    count += evaluation.may_hold(child) ? 1 : 0;
    return count >= node.index;
  });
}

}  // namespace precheck
