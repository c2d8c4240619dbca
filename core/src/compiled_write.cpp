#include "compiled_bytes.h"
#include "compiled_format.h"
#include "compiled_policy.h"

namespace precheck {
namespace {

void write_texts(ByteWriter& out, const Texts& texts) {
  out.number(texts.size());
  for (const std::string& text : texts) out.text(text);
}

// Rules often say the same: a text is written once, and after that as its number.
class SharedTexts {
 public:
  explicit SharedTexts(ByteWriter& out) : out_(out) {}

  void write(std::string_view text) {
    const std::uint32_t before = known_.size();
    const std::uint32_t number = known_.add(text);
    out_.number(number == before ? 0 : number + 1);
    if (number == before) out_.text(text);
  }
  void write_all(const Texts& texts) {
    out_.number(texts.size());
    for (const std::string& text : texts) write(text);
  }

 private:
  ByteWriter& out_;
  Vocabulary known_;
};

int parts_of(const Node& node) {
  return (node.absent_from != 0 ? kHasAbsence : 0) | (node.sentences != 0 ? kHasSentences : 0) |
         (node.choice != 0 ? kHasChoice : 0) | (node.index != 0 ? kHasIndex : 0) |
         (node.over ? kHasOver : 0) | (node.under ? kHasUnder : 0) |
         (node.children.empty() ? 0 : kHasChildren) | (node.names.empty() ? 0 : kHasNames);
}

// A set is mostly the one after that of the matcher before.
void write_node(ByteWriter& out, const Node& node, SetId before) {
  const int parts = parts_of(node);
  out.number(static_cast<std::uint64_t>(node.kind));
  out.number(static_cast<std::uint64_t>(parts));
  out.integer(static_cast<std::int64_t>(node.set) - before);
  if (parts & kHasAbsence) out.number(node.absent_from);
  if (parts & kHasSentences) out.number(node.sentences);
  if (parts & kHasChoice) out.number(node.choice);
  if (parts & kHasIndex) out.number(node.index);
  if (parts & kHasOver) out.real(*node.over);
  if (parts & kHasUnder) out.real(*node.under);
  if (parts & kHasChildren) {
    out.number(node.children.size());
    for (const NodeId child : node.children) out.number(child);
  }
  if (parts & kHasNames) {
    out.number(node.names.size());
    for (const std::string& name : node.names) out.text(name);
  }
}

// A rule's matcher mostly comes soon after that of the rule before.
void write_rule(ByteWriter& out, SharedTexts& texts, const Rule& rule, NodeId before) {
  out.text(rule.id);
  texts.write(rule.category);
  out.number(static_cast<std::uint64_t>(rule.action));
  out.number(static_cast<std::uint64_t>(rule.points));
  texts.write_all(rule.message);
  texts.write_all(rule.advice);
  texts.write_all(rule.quote);
  texts.write(rule.url);
  out.integer(static_cast<std::int64_t>(rule.match) - before);
  out.number(rule.unless == kNoNode ? 0 : std::uint64_t{rule.unless} + 1);
  out.number(rule.folds);
  out.number(rule.ignored);
}

void write_ladder(ByteWriter& out, const std::optional<Ladder>& ladder) {
  out.number(ladder ? 1 : 0);
  if (!ladder) return;
  out.integer(ladder->decay_days);
  out.number(ladder->steps.size());
  for (const LadderStep& step : ladder->steps) {
    out.integer(step.strikes);
    out.number(static_cast<std::uint64_t>(step.consequence));
  }
}

void write_model(ByteWriter& out, const LearnedModel& model) {
  out.number(model.bits);
  out.integer(model.bias);
  out.integer(model.scale);
  out.text({reinterpret_cast<const char*>(model.weights.data()), model.weights.size()});
}

}  // namespace

std::string write_compiled_policy(const CompiledPolicy& policy) {
  ByteWriter out;
  out.text(policy.name);
  out.text(policy.revision);
  write_texts(out, policy.languages);
  for (const int sum : {policy.decision.warn, policy.decision.hold, policy.decision.reject}) {
    out.integer(sum);
  }
  write_ladder(out, policy.ladder);
  out.text(policy.matcher_source);
  out.number(policy.patterns.size());
  for (const Pattern& pattern : policy.patterns) {
    out.text(pattern.expression());
    out.number(pattern.folds_case() ? 1 : 0);
  }
  out.number(policy.models.size());
  for (const LearnedModel& model : policy.models) write_model(out, model);
  out.number(policy.nodes.size());
  SetId before = 0;
  for (const Node& node : policy.nodes) {
    write_node(out, node, before);
    before = node.set;
  }
  out.number(policy.posts.size());
  for (const PostCondition& condition : policy.posts) {
    out.text(condition.name);
    out.number(condition.node);
  }
  out.number(policy.rules.size());
  SharedTexts texts(out);
  NodeId match = 0;
  for (const Rule& rule : policy.rules) {
    write_rule(out, texts, rule, match);
    match = rule.match;
  }
  out.number(policy.examples.size());
  for (const auto& [rule, text] : policy.examples) {
    out.number(rule);
    out.text(text);
  }
  return seal_compiled_policy(out.bytes(), !policy.patterns.empty());
}

}  // namespace precheck
