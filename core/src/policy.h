// A compiled policy: plain data, written by compile.cpp and read by everything after it.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <vector>

#include "learned_model.h"
#include "pattern.h"
#include "text.h"
#include "word_matcher.h"

namespace precheck {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

// Where a lexicon's concept must not be named for it to count.
enum Absence : std::uint8_t { kAbsentFromPost = 1, kAbsentFromParent = 2 };

// One matcher of a tree. Which fields count depends on `matcher`, an index into matcher_table().
struct Node {
  std::uint16_t matcher = 0;
  std::uint8_t absent_from = 0;  // lexicon
  std::uint8_t sentences = 0;    // all: 0 the whole comment, else how many in a row
  std::uint8_t choice = 0;       // measure, author: which
  std::uint32_t index = 0;       // pattern, post, learned: which
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
  std::vector<LearnedModel> models;
  std::size_t pattern_bytes = 0;  // what they take in memory, about
  WordMatcher matcher;
  Decision decision;
  std::optional<Ladder> ladder;

  // The place of a request's language in `languages`; 0, the default, for any other.
  std::size_t language_index(std::string_view language) const;
};

// "zh-Hans-CN" speaks "zh-Hans" and "zh".
bool language_matches(std::string_view wanted, std::string_view offered);

// The findings of all rules, or of one (compile.cpp tries each rule's examples).
std::vector<Finding> find(const CompiledPolicy& policy, const Request& request,
                          const Rule* only = nullptr);

// decide.cpp: the only place that turns findings into an action.
void decide(const CompiledPolicy& policy, const Request& request, Verdict& verdict);

}  // namespace precheck
