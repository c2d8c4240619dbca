#include <algorithm>

#include "compiled_bytes.h"
#include "compiled_format.h"
#include "compiled_policy.h"
#include "matcher_filler.h"
#include "matchers/matcher.h"
#include "sha256.h"

namespace precheck {
namespace {

constexpr std::size_t kDeepest = 1'000;     // matchers inside each other
constexpr std::size_t kMostAsked = 10'000;  // matchers that one asks, as often as it does
constexpr std::int64_t kMostPointsInAll = 1'000'000;
constexpr std::size_t kLongestRevision = 71;  // "sha256:" and 64 digits

class PolicyReader {
 public:
  explicit PolicyReader(std::string_view bytes) : in_(bytes) {}

  LoadedPolicy read() {
    LoadedPolicy loaded;
    auto policy = std::make_unique<CompiledPolicy>();
    policy_ = policy.get();
    read_frame();
    fill_matcher();
    read_patterns();
    for (std::size_t count = in_.count(); count > 0 && in_.ok(); --count) read_model();
    read_nodes();
    read_posts();
    read_rules();
    for (std::size_t count = in_.count(); count > 0 && in_.ok(); --count) {
      const std::uint32_t rule = in_.index(policy_->rules.size());
      policy_->examples.emplace_back(rule, in_.text());
    }
    if (!in_.ok() || !in_.at_end()) {
      loaded.code = code_;
      loaded.problem = problem_;
      return loaded;
    }
    policy_->prepare();
    loaded.policy = std::move(policy);
    return loaded;
  }

 private:
  void read_frame() {
    policy_->name = in_.text();
    policy_->revision = in_.text();
    if (policy_->revision.size() != kLongestRevision) in_.fail();
    for (std::size_t count = in_.count(); count > 0; --count) {
      policy_->languages.emplace_back(in_.text());
    }
    if (policy_->languages.empty()) in_.fail();
    for (int* sum : {&policy_->decision.warn, &policy_->decision.hold, &policy_->decision.reject}) {
      *sum = static_cast<int>(in_.number(2 * kMostPointsInAll) / 2);
    }
    if (!in_.flag()) return;
    Ladder ladder;
    ladder.decay_days = in_.integer();
    for (std::size_t count = in_.count(); count > 0; --count) {
      const std::int64_t strikes = in_.integer();
      ladder.steps.push_back({strikes, static_cast<Consequence>(in_.number(2))});
    }
    policy_->ladder = std::move(ladder);
  }

  void fill_matcher() {
    const std::string_view source = in_.text();
    MatcherFiller filler(policy_->matcher, nullptr);
    if (!in_.ok() || !fill_from_source(source, filler, policy_->matcher)) return in_.fail();
    policy_->matcher_source = source;
  }

  void read_patterns() {
    for (std::size_t count = in_.count(); count > 0 && in_.ok(); --count) {
      const std::string_view expression = in_.text();
      const bool fold_case = in_.flag();
      if (expression.size() > kMaxPatternBytes) in_.fail();
      if (!in_.ok()) return;
      if (!can_read_patterns()) {
        code_ = "needs_full_engine";
        problem_ = "it has patterns, which only the full module reads";
        return in_.fail();
      }
      Pattern pattern(expression, fold_case);
      policy_->pattern_bytes += pattern.bytes();
      if (!pattern.problem().empty() || pattern.matches_empty() ||
          policy_->pattern_bytes > kMaxCompiledBytes) {
        in_.fail();
      } else {
        policy_->pattern_filter.add(expression, fold_case);
        policy_->patterns.push_back(std::move(pattern));
      }
    }
  }

  void read_model() {
    LearnedModel model;
    model.bits = static_cast<std::uint32_t>(in_.number(kMostLearnedBits));
    model.bias = in_.integer();
    model.scale = in_.integer();
    const std::string_view weights = in_.text();
    const bool fits = model.bits >= kLeastLearnedBits && model.bias >= -kMostLearnedBias &&
                      model.bias <= kMostLearnedBias && model.scale >= 1 &&
                      model.scale <= kMostLearnedScale &&
                      weights.size() == std::size_t{1} << model.bits;
    if (!fits) return in_.fail();
    model.weights.assign(weights.begin(), weights.end());
    policy_->models.push_back(std::move(model));
  }

  // As index(), told by how far it is from `before`.
  std::uint32_t index_after(std::uint32_t before, std::size_t size) {
    const std::int64_t distance = in_.integer();
    const std::int64_t most = static_cast<std::int64_t>(size) - 1;
    if (distance < -std::int64_t{before} || distance > most - before) {
      in_.fail();
      return 0;
    }
    return static_cast<std::uint32_t>(before + distance);
  }

  void read_nodes() {
    const std::size_t count = in_.count();
    policy_->nodes.reserve(count);
    for (std::size_t each = 0; each < count && in_.ok(); ++each) {
      const SetId before = policy_->nodes.empty() ? 0 : policy_->nodes.back().set;
      Node node = read_node(before);
      if (in_.ok()) add_node(std::move(node));
    }
  }

  Node read_node(SetId before) {
    Node node;
    node.kind = static_cast<MatcherKind>(in_.number(kLastKind));
    const std::uint64_t parts = in_.number(kAllNodeParts);
    node.set = index_after(before, policy_->matcher.set_count());
    if (parts & kHasAbsence) node.absent_from = static_cast<std::uint8_t>(in_.number(3));
    if (parts & kHasSentences) node.sentences = static_cast<std::uint8_t>(in_.number(2));
    if (parts & kHasChoice) node.choice = static_cast<std::uint8_t>(in_.number(kMeasureCount - 1));
    if (parts & kHasIndex) node.index = static_cast<std::uint32_t>(in_.number(0xFFFFFFFF));
    if (parts & kHasOver) node.over = in_.real();
    if (parts & kHasUnder) node.under = in_.real();
    // A matcher comes after those it asks, so that none asks itself.
    for (std::size_t left = parts & kHasChildren ? in_.count() : 0; left > 0 && in_.ok(); --left) {
      node.children.push_back(in_.index(policy_->nodes.size()));
    }
    for (std::size_t left = parts & kHasNames ? in_.count() : 0; left > 0; --left) {
      node.names.emplace_back(in_.text());
    }
    return node;
  }

  void add_node(Node node) {
    Shape shape{1, 1, is_for_posts(node.kind)};
    node.notes_whole = behaviour_of(node.kind).notes_whole;
    for (const NodeId child : node.children) {
      shape.depth = std::max(shape.depth, shapes_[child].depth + 1);
      shape.asked += shapes_[child].asked;
      shape.for_posts &= shapes_[child].for_posts;
      node.notes_whole |= policy_->nodes[child].notes_whole;
    }
    if (!is_sound(node) || shape.depth > kDeepest || shape.asked > kMostAsked) return in_.fail();
    shapes_.push_back(shape);
    policy_->nodes.push_back(std::move(node));
  }

  // Whether what the kind asks for is there.
  bool is_sound(const Node& node) const {
    switch (node.kind) {
      case MatcherKind::pattern:
        return node.index < policy_->patterns.size();
      case MatcherKind::learned:
        return node.index < policy_->models.size();
      case MatcherKind::post:
        posts_asked_ = std::max<std::size_t>(posts_asked_, std::size_t{node.index} + 1);
        return true;
      case MatcherKind::unsupported:
        return node.index < policy_->matcher.set_count();
      case MatcherKind::author:
        return node.choice <= 1;
      case MatcherKind::repeats:
        return node.over.has_value();
      case MatcherKind::any:
        return node.index >= 1 && node.index <= node.children.size();
      case MatcherKind::all:
        return !node.children.empty();
      case MatcherKind::negation:
      case MatcherKind::named:
        return node.children.size() == 1;
      default:
        return node.children.empty();
    }
  }

  static bool is_for_posts(MatcherKind kind) {
    switch (kind) {
      case MatcherKind::words:
      case MatcherKind::phrases:
      case MatcherKind::lexicon:
      case MatcherKind::tags:
      case MatcherKind::invites:
      case MatcherKind::all:
      case MatcherKind::any:
      case MatcherKind::negation:
        return true;
      default:
        return false;
    }
  }

  void read_posts() {
    for (std::size_t count = in_.count(); count > 0 && in_.ok(); --count) {
      PostCondition condition;
      condition.name = in_.text();
      condition.node = in_.index(policy_->nodes.size());
      if (in_.ok() && !shapes_[condition.node].for_posts) in_.fail();
      policy_->posts.push_back(std::move(condition));
    }
    if (posts_asked_ > policy_->posts.size()) in_.fail();
  }

  // A text that is new, or the number of one that was.
  std::string_view read_shared_text() {
    const auto number = static_cast<std::size_t>(in_.number(shared_.size()));
    if (number == 0) shared_.push_back(in_.text());
    return number == 0 ? shared_.back() : shared_[number - 1];
  }

  Texts read_texts() {
    Texts texts;
    for (std::size_t count = in_.count(); count > 0; --count) {
      texts.emplace_back(read_shared_text());
      // A text can be as long as the policy; of all, no more than one may take.
      shared_bytes_ += texts.back().size();
      if (shared_bytes_ > kMaxCompiledBytes) in_.fail();
    }
    if (!texts.empty() && texts.size() != policy_->languages.size()) in_.fail();
    return texts;
  }

  void read_rules() {
    const std::size_t count = in_.count();
    if (count == 0 || count > kMaxRules) in_.fail();
    for (std::size_t each = 0; each < count && in_.ok(); ++each) {
      Rule rule;
      rule.id = in_.text();
      rule.category = read_shared_text();
      rule.action = static_cast<Action>(in_.number(4));
      rule.points = static_cast<int>(in_.number(kMostPointsInAll / 1'000));
      rule.message = read_texts();
      rule.advice = read_texts();
      rule.quote = read_texts();
      rule.url = read_shared_text();
      const NodeId before = policy_->rules.empty() ? 0 : policy_->rules.back().match;
      rule.match = index_after(before, policy_->nodes.size());
      const std::uint64_t unless = in_.number(policy_->nodes.size());
      rule.unless = unless == 0 ? kNoNode : static_cast<NodeId>(unless - 1);
      rule.folds = static_cast<std::uint16_t>(in_.number(kFoldAll));
      rule.ignored = static_cast<std::uint8_t>(in_.number(kPartAll));
      policy_->rules.push_back(std::move(rule));
    }
  }

  struct Shape {
    std::size_t depth;
    std::size_t asked;
    bool for_posts;  // it may stand in a condition on the post
  };

  ByteReader in_;
  CompiledPolicy* policy_ = nullptr;
  std::vector<Shape> shapes_;  // of the nodes
  mutable std::size_t posts_asked_ = 0;
  std::vector<std::string_view> shared_;  // the texts of rules, each once
  std::size_t shared_bytes_ = 0;
  std::string_view code_ = LoadedPolicy().code;
  std::string_view problem_ = "its contents are broken";
};

std::string header_of(std::string_view rest, bool has_patterns) {
  std::string out(kCompiledMagic);
  out += kCompiledVersion;
  out += has_patterns ? '\1' : '\0';
  for (int byte = 0; byte < 4; ++byte) out += static_cast<char>(rest.size() >> (8 * byte));
  return out += sha256_bytes(rest);
}

}  // namespace

bool is_compiled_policy(std::string_view bytes) {
  return bytes.substr(0, kCompiledMagic.size()) == kCompiledMagic;
}

std::string seal_compiled_policy(std::string_view rest, bool has_patterns) {
  return header_of(rest, has_patterns).append(rest);
}

LoadedPolicy load_compiled_policy(std::string_view bytes) {
  LoadedPolicy refused;
  if (!is_compiled_policy(bytes) || bytes.size() < kCompiledHeader) {
    refused.problem = "it does not begin like one";
  } else if (bytes[kCompiledMagic.size()] != kCompiledVersion) {
    refused.problem = "it is of another version; write it again with this release";
  } else if (bytes.size() > kMaxCompiledBytes) {
    refused.problem = "it is too large";
  } else {
    const std::string_view rest = bytes.substr(kCompiledHeader);
    const bool has_patterns = bytes[kCompiledMagic.size() + 1] != '\0';
    if (header_of(rest, has_patterns) == bytes.substr(0, kCompiledHeader)) {
      LoadedPolicy loaded = PolicyReader(rest).read();
      if (!loaded.policy || loaded.policy->patterns.empty() != has_patterns) return loaded;
      refused.problem = "its header and its contents disagree";
      return refused;
    }
    refused.problem = "its hash does not fit; it was changed or cut off";
  }
  return refused;
}

}  // namespace precheck
