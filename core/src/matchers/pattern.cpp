// pattern: an RE2 expression fits. It sees the comment as typed, with what the rule ignores
// blanked out; it folds case when the rule does, and no other disguise.
#include "../pattern.h"

#include "../match_builder.h"
#include "matcher.h"

namespace precheck {

bool build_pattern(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  const std::string* expression = builder.reader().non_empty_string(value, "\"pattern\"");
  if (expression == nullptr) return false;
  if (expression->size() > kMaxPatternBytes) {
    builder.reader().fail(value, "too_large", [&] {
      return "this pattern has " + std::to_string(expression->size()) + " bytes; at most " +
             std::to_string(kMaxPatternBytes) + " are allowed. For lists of words use \"words\"";
    });
    return false;
  }
  if (!can_read_patterns()) {
    builder.reader().fail(value, "needs_full_engine", [] {
      return std::string("this module reads no patterns; load the policy with the full one");
    });
    return false;
  }
  Pattern pattern(*expression, (builder.folds & kFoldCase) != 0);
  if (const std::string problem = pattern.problem(); !problem.empty()) {
    builder.reader().fail(value, "bad_pattern", [&] {
      return "this pattern cannot be read as RE2 reads it: " + problem +
             "; mend it (there are no back-references and no look-around), or list words with "
             "\"words\"";
    });
    return false;
  }
  if (pattern.matches_empty()) {
    builder.reader().fail(value, "bad_pattern", [&] {
      return "this pattern fits the empty text, so it fits everywhere; make it ask "
             "for at least one character";
    });
    return false;
  }
  node.index = static_cast<std::uint32_t>(builder.policy().patterns.size());
  builder.policy().pattern_bytes += pattern.bytes();
  if (!builder.fits(value)) return false;
  builder.policy().pattern_filter.add(*expression, (builder.folds & kFoldCase) != 0);
  builder.policy().patterns.push_back(std::move(pattern));
  return true;
}

bool holds_pattern(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>& marks) {
  bool any = false;
  for (const Interval& match : evaluation.pattern_matches(node.index)) {
    if (match.begin < scope.bytes.begin || match.end > scope.bytes.end) continue;
    marks.push_back(match);
    any = true;
  }
  return any;
}

}  // namespace precheck
