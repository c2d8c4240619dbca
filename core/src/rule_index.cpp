#include "rule_index.h"

#include <algorithm>
#include <optional>

#include "policy.h"
#include "sort.h"

namespace precheck {
namespace {

// One of these sets must have a hit for a matcher to say yes; none: it may say yes without.
using Need = std::optional<std::vector<SetId>>;

// The shortest need of those that must all be met.
Need need_of_all(const Node& node, const std::vector<Need>& needs) {
  Need shortest;
  for (const NodeId child : node.children) {
    const Need& need = needs[child];
    if (need && (!shortest || need->size() < shortest->size())) shortest = need;
  }
  return shortest;
}

Need need_of_any(const Node& node, const std::vector<Need>& needs) {
  std::vector<SetId> sets;
  for (const NodeId child : node.children) {
    if (!needs[child]) return std::nullopt;
    sets.insert(sets.end(), needs[child]->begin(), needs[child]->end());
  }
  sort_in_place(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  return sets;
}

// Those of its children are known already: they come before it.
Need need_of(const Node& node, const std::vector<Need>& needs) {
  switch (node.kind) {
    case MatcherKind::words:
    case MatcherKind::only:
    case MatcherKind::phrases:
    case MatcherKind::lexicon:
    case MatcherKind::unsupported:
      return std::vector<SetId>{node.set};
    case MatcherKind::all:
      return need_of_all(node, needs);
    case MatcherKind::any:
    case MatcherKind::named:
      return need_of_any(node, needs);
    default:
      return std::nullopt;
  }
}

}  // namespace

RuleIndex index_rules(CompiledPolicy& policy) {
  std::vector<Need> needs;
  needs.reserve(policy.nodes.size());
  for (const Node& node : policy.nodes) needs.push_back(need_of(node, needs));

  RuleIndex index;
  std::vector<std::vector<std::uint32_t>> rules_of(policy.matcher.set_count());
  for (std::uint32_t rule = 0; rule < policy.rules.size(); ++rule) {
    const Need& need = needs[policy.rules[rule].match];
    if (!need) {
      index.always.push_back(rule);
      continue;
    }
    for (const SetId set : *need) {
      policy.matcher.watch(set);
      rules_of[set].push_back(rule);
    }
  }
  for (const std::vector<std::uint32_t>& rules : rules_of) {
    for (const std::uint32_t rule : rules) index.by_set.add(rule);
    index.by_set.end_list();
  }
  return index;
}

}  // namespace precheck
