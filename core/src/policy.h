// A compiled policy: plain data, written by compile.cpp and read by everything after it.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <vector>

#include "glance.h"
#include "learned_model.h"
#include "pattern.h"
#include "pattern_filter.h"
#include "rule_index.h"
#include "text.h"
#include "word_matcher.h"

namespace precheck {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

// Where a lexicon's concept must not be named for it to count.
enum Absence : std::uint8_t { kAbsentFromPost = 1, kAbsentFromParent = 2 };

// The matchers; the order is that of matcher_table() and of compiled policies.
enum class MatcherKind : std::uint8_t {
  words,
  only,
  phrases,
  pattern,
  lexicon,
  measure,
  topic,
  unsupported,
  learned,
  repeats,
  author,
  post,
  named,
  tags,
  invites,
  all,
  any,
  negation,
};
inline constexpr std::uint8_t kLastKind = static_cast<std::uint8_t>(MatcherKind::negation);

// One matcher of a tree. Which fields count depends on its kind.
struct Node {
  MatcherKind kind = MatcherKind::words;
  std::uint8_t absent_from = 0;  // lexicon
  std::uint8_t sentences = 0;    // all: 0 the whole comment, else how many in a row
  std::uint8_t choice = 0;       // measure, author: which
  bool notes_whole = false;      // it or one below it may note a scope as a whole
  std::uint32_t index = 0;       // pattern, post, learned: which; any: how many
  SetId set = 0;                 // words, phrases, lexicon
  std::optional<double> over;    // measure, author
  std::optional<double> under;
  std::vector<NodeId> children;    // all, any, not
  std::vector<std::string> names;  // tags, invites: folded
};

// One text per language of the policy; "" where there is none.
using Texts = std::vector<std::string>;

struct Rule {
  std::string id;
  std::string category;
  Action action = Action::warn;
  int points = 0;
  bool for_server = false;
  Texts message;
  Texts advice;
  Texts quote;
  std::string url;
  NodeId match = kNoNode;
  NodeId unless = kNoNode;
  std::uint16_t folds = kFoldAll;
  std::uint8_t ignored = kPartAll;
};

struct PostCondition {
  std::string name;
  NodeId node = kNoNode;
};

struct Decision {
  int warn = 3;
  int hold = 6;
  int reject = 10;
};

enum class Consequence : std::uint8_t { remove, hold, block };

struct LadderStep {
  std::int64_t strikes = 0;
  Consequence consequence = Consequence::remove;
};

struct Ladder {
  std::int64_t decay_days = 0;  // 0: strikes never decay
  std::vector<LadderStep> steps;
};

class CompiledPolicy {
 public:
  std::string name;
  std::string revision;
  std::vector<std::string> languages;
  std::vector<Rule> rules;
  std::vector<Node> nodes;
  std::vector<PostCondition> posts;
  std::vector<Pattern> patterns;
  PatternFilter pattern_filter;
  std::vector<LearnedModel> models;
  std::size_t pattern_bytes = 0;  // what they take in memory, about
  WordMatcher matcher;
  std::string matcher_source;  // what it was filled with (matcher_source.h)
  Decision decision;
  std::optional<Ladder> ladder;

  // A rule's number and a comment that it lets pass; the widget shows it.
  std::vector<std::pair<std::uint32_t, std::string>> examples;

  // What a verdict says in the same words each time, as JSON.
  struct Written {
    std::string policy;                 // "policy":{...}
    std::vector<std::string> findings;  // by rule and language: a finding up to its spans
    const std::string& finding(std::size_t rule, std::size_t language) const {
      return findings[rule * languages + language];
    }
    std::size_t languages = 1;
  };
  Written written;
  RuleIndex rule_index;
  Glance glance;
  Readings readings = Readings::all;  // what its rules need of a comment

  // Once all is read, and before anything is checked.
  void prepare();

  // The place of a request's language in `languages`; 0, the default, for any other.
  std::size_t language_index(std::string_view language) const;
};

// "zh-Hans-CN" speaks "zh-Hans" and "zh".
bool language_matches(std::string_view wanted, std::string_view offered);

// What came of a check, in numbers. Keeps its memory from one to the next.
struct Judgement {
  struct Found {
    std::uint32_t rule;
    std::uint32_t first_span;  // spans [first, last)
    std::uint32_t last_span;
  };
  std::vector<Found> findings;
  std::vector<Span> spans;
  std::size_t language = 0;  // in the policy's `languages`
  int points = 0;
  Action action = Action::allow;
};

const std::string& in_language(const Texts& texts, std::size_t language);

// decide.cpp: the only place that turns findings into an action.
void decide(const CompiledPolicy& policy, Judgement& judgement);

// What follows if the comment is posted as it is, by the ladder; empty without one.
std::string next_text(const CompiledPolicy& policy, const Judgement& judgement,
                      std::int64_t strikes);

}  // namespace precheck
