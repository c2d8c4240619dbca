// The pipeline in one screen: normalise, match, decide, report.
#include "check.h"

#include <algorithm>
#include <bit>

#include "json_writer.h"
#include "matchers/matcher.h"
#include "offsets.h"
#include "report.h"

namespace precheck {
namespace {

constexpr std::size_t kMostNext = 16;

}  // namespace

void Checker::start(const RequestView& next) {
  forget(next);
  evaluation_.start(next);
}

// What came of the last check.
void Checker::forget(const RequestView& next) {
  judgement_.findings.clear();
  judgement_.spans.clear();
  judgement_.language = policy_.language_index(next.language);
}

const Judgement& Checker::check(const RequestView& next) {
  if (!policy_.glance.may_find(next.comment, glance_)) {
    forget(next);
    evaluation_.skip(next);
  } else {
    start(next);
    mark_candidates();
    look_for_candidates();
  }
  decide(policy_, judgement_);
  return judgement_;
}

void Checker::look_for_candidates() {
  for (std::size_t word = 0; word < candidates_.size(); ++word) {
    for (std::uint64_t bits = candidates_[word]; bits != 0; bits &= bits - 1) {
      look_for(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

const Judgement& Checker::check_rule(const RequestView& next, std::size_t rule) {
  start(next);
  look_for(rule);
  return judgement_;
}

// The rules that the comment's hits give something to say yes about, one bit each.
void Checker::mark_candidates() {
  candidates_.assign(policy_.rules.size() / 64 + 1, 0);
  const auto mark = [this](std::uint32_t rule) {
    candidates_[rule / 64] |= std::uint64_t{1} << (rule % 64);
  };
  const RuleIndex& index = policy_.rule_index;
  std::for_each(index.always.begin(), index.always.end(), mark);
  for (const SetId set : evaluation_.comment().hits.touched()) {
    const auto rules = index.by_set[set];
    std::for_each(rules.begin(), rules.end(), mark);
  }
}

void Checker::look_for(std::size_t rule) {
  marks_.clear();
  evaluation_.trim();
  if (!speaks(policy_.rules[rule])) return;
  const auto first = static_cast<std::uint32_t>(judgement_.spans.size());
  append_spans(evaluation_.request().comment, marks_, judgement_.spans);
  const auto last = static_cast<std::uint32_t>(judgement_.spans.size());
  judgement_.findings.push_back({static_cast<std::uint32_t>(rule), first, last});
}

bool Checker::speaks(const Rule& rule) {
  evaluation_.look_through(rule);
  if (!evaluation_.may_hold(rule.match) || is_ruled_out(rule)) return false;
  evaluation_.look_through(rule);
  const Scope whole = evaluation_.comment().whole();
  if (!evaluation_.holds(rule.match, whole, marks_)) return false;
  evaluation_.mark_noted(marks_);
  if (rule.unless == kNoNode || !evaluation_.may_hold(rule.unless)) return true;
  const std::size_t found = marks_.size();
  const bool excused = evaluation_.holds(rule.unless, whole, marks_);
  marks_.resize(found);
  return !excused;
}

// Of a rule that asks for several things the cheap ones are asked first: most comments fail one.
bool Checker::is_ruled_out(const Rule& rule) {
  const Node& node = policy_.nodes[rule.match];
  if (node.kind != MatcherKind::all || node.sentences != 0) return false;
  const Scope whole = evaluation_.comment().whole();
  bool holds = true;
  for (std::size_t i = 0; i < node.children.size() && holds; ++i) {
    if (is_cheap(node.children[i])) holds = evaluation_.holds(node.children[i], whole, marks_);
  }
  marks_.clear();
  return !holds;
}

bool Checker::is_cheap(NodeId id) const {
  const Node& node = policy_.nodes[id];
  if (node.kind == MatcherKind::negation) return is_cheap(node.children.front());
  return behaviour_of(node.kind).is_cheap;
}

void Checker::append_verdict(std::string& out) {
  append_json(policy_, judgement_, evaluation_.request().id, next_json(), out);
}

// The text changes with little, so that it is written seldom.
const std::string& Checker::next_json() {
  static const std::string none;
  if (!policy_.ladder) return none;
  const std::int64_t strikes = evaluation_.request().author.strikes;
  for (const Next& known : next_) {
    if (known.language == judgement_.language && known.action == judgement_.action &&
        known.strikes == strikes) {
      return known.json;
    }
  }
  if (next_.size() < kMostNext) next_.push_back({});
  Next& next = next_[oldest_next_++ % kMostNext];
  next = {judgement_.language, judgement_.action, strikes, ""};
  append_json_string(next.json, next_text(policy_, judgement_, strikes));
  return next.json;
}

}  // namespace precheck
