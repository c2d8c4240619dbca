#include "compiled_bytes.h"
#include "compiled_format.h"
#include "compiled_policy.h"

namespace precheck {
namespace {

void write_texts(ByteWriter& out, const Texts& texts) {
  out.number(texts.size());
  for (const std::string& text : texts) out.text(text);
}

void write_bound(ByteWriter& out, const std::optional<double>& bound) {
  out.number(bound ? 1 : 0);
  if (bound) out.real(*bound);
}

void write_node(ByteWriter& out, const Node& node) {
  out.number(static_cast<std::uint64_t>(node.kind));
  out.number(node.absent_from);
  out.number(node.sentences);
  out.number(node.choice);
  out.number(node.index);
  out.number(node.set);
  write_bound(out, node.over);
  write_bound(out, node.under);
  out.number(node.children.size());
  for (const NodeId child : node.children) out.number(child);
  out.number(node.names.size());
  for (const std::string& name : node.names) out.text(name);
}

void write_rule(ByteWriter& out, const Rule& rule) {
  out.text(rule.id);
  out.text(rule.category);
  out.number(static_cast<std::uint64_t>(rule.action));
  out.number(static_cast<std::uint64_t>(rule.points));
  write_texts(out, rule.message);
  write_texts(out, rule.advice);
  write_texts(out, rule.quote);
  out.text(rule.url);
  out.number(rule.match);
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
  for (const Node& node : policy.nodes) write_node(out, node);
  out.number(policy.posts.size());
  for (const PostCondition& condition : policy.posts) {
    out.text(condition.name);
    out.number(condition.node);
  }
  out.number(policy.rules.size());
  for (const Rule& rule : policy.rules) write_rule(out, rule);
  out.number(policy.examples.size());
  for (const auto& [rule, text] : policy.examples) {
    out.number(rule);
    out.text(text);
  }
  return seal_compiled_policy(out.bytes(), !policy.patterns.empty());
}

}  // namespace precheck
