// all, any, not: the obvious. any with at_least asks for so many of its matchers. all with within
// "sentence" asks for one sentence in which every matcher says yes, with "neighbours" for two
// sentences that follow each other; conditions on the context (post, author) hold in each sentence
// alike.
#include <algorithm>

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
  const std::size_t first = document.text.tokens[scope.first].sentence;
  const std::size_t last = document.text.tokens[scope.last - 1].sentence;
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
