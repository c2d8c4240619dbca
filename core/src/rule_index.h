// Which rules need looking at, by the sets that have hits in a comment: a policy may have thousands
// of rules, and a comment gives most of them nothing to say yes about.
#pragma once

#include <cstdint>
#include <vector>

#include "lists.h"
#include "word_matcher.h"

namespace precheck {

class CompiledPolicy;

struct RuleIndex {
  std::vector<std::uint32_t> always;  // rules that may speak without any hit
  Lists<std::uint32_t> by_set;        // rules that need one of their sets
};

// Tells the policy's matcher which sets to watch.
RuleIndex index_rules(CompiledPolicy& policy);

}  // namespace precheck
