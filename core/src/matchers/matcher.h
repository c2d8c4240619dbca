// The face of a matcher: how it reads its part of a policy, and how it says yes.
// A new matcher is one file here, one line in table.cpp, one case file in tests/cases/matchers and
// a paragraph in docs/policy-format.md.
#pragma once

#include <string_view>
#include <vector>

#include "../evaluation.h"
#include "../policy.h"

namespace precheck {

struct JsonValue;
class MatchBuilder;

// Where a matcher may stand.
enum MatcherPlace : std::uint8_t { kInRule = 1, kInPosts = 2 };

// How a matcher is read from a policy.
struct Matcher {
  std::string_view name;
  std::vector<std::string_view> options;  // the keys allowed beside the name
  std::uint8_t places;
  // Reads `value`, the member called `name` of `object`. False when it added an error.
  bool (*build)(MatchBuilder& builder, const JsonValue& object, const JsonValue& value, Node& node);
};

// How it says yes.
struct Behaviour {
  bool (*holds)(const Node& node, Evaluation& evaluation, const Scope& scope,
                std::vector<Interval>& marks);
  // False where the hits of the current document leave nothing to say yes about; null where they
  // say nothing about it.
  bool (*may_hold)(const Node& node, const Evaluation& evaluation);
  // The figure that is held against "over" and "under"; null where there is none.
  std::optional<double> (*figure)(const Node& node, Evaluation& evaluation, const Scope& scope);
  bool is_cheap = false;     // it costs next to nothing to ask, so that it is asked first
  bool notes_whole = false;  // it may note the scope as a whole
};

const std::vector<Matcher>& matcher_table();      // table.cpp, in the order of MatcherKind
const Behaviour& behaviour_of(MatcherKind kind);  // behaviours.cpp

#define PRECHECK_MATCHER(name)                                                              \
  bool build_##name(MatchBuilder& builder, const JsonValue& object, const JsonValue& value, \
                    Node& node);                                                            \
  bool holds_##name(const Node& node, Evaluation& evaluation, const Scope& scope,           \
                    std::vector<Interval>& marks)

PRECHECK_MATCHER(words);
PRECHECK_MATCHER(only);
PRECHECK_MATCHER(phrases);
PRECHECK_MATCHER(pattern);
PRECHECK_MATCHER(lexicon);
PRECHECK_MATCHER(measure);
PRECHECK_MATCHER(topic);
PRECHECK_MATCHER(unsupported);
PRECHECK_MATCHER(learned);
PRECHECK_MATCHER(repeats);
PRECHECK_MATCHER(author);
PRECHECK_MATCHER(post);
PRECHECK_MATCHER(matcher);
PRECHECK_MATCHER(tags);
PRECHECK_MATCHER(invites);
PRECHECK_MATCHER(all);
PRECHECK_MATCHER(any);
PRECHECK_MATCHER(not );

#undef PRECHECK_MATCHER

bool may_hold_set(const Node& node, const Evaluation& evaluation);  // words, only, phrases, lexicon
bool may_hold_all(const Node& node, const Evaluation& evaluation);
bool may_hold_any(const Node& node, const Evaluation& evaluation);
bool may_hold_matcher(const Node& node, const Evaluation& evaluation);

// `topic` has none where the post is too short to tell.
std::optional<double> topic_figure(const Node& node, Evaluation& evaluation, const Scope& scope);
std::optional<double> measure_figure(const Node& node, Evaluation& evaluation, const Scope& scope);
// `learned` has none where there are no words.
std::optional<double> learned_figure(const Node& node, Evaluation& evaluation, const Scope& scope);

}  // namespace precheck
