#include "cli/eval_judge.h"

#include <algorithm>
#include <iterator>

#include "cli/eval_rows.h"
#include "cli/explain_text.h"
#include "policy_file.h"

namespace precheck::cli {
namespace {

constexpr std::size_t kErrorsKept = 10;
constexpr std::size_t kLabelNamesKept = 32;

struct Judgement {
  bool flagged = false;
  std::vector<bool> by_rule;  // beside EvalPlan::rules
  std::vector<std::string> rules;
  std::vector<Span> spans;
};

void sort_and_join(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& left, const Span& right) {
    return left.bytes.begin < right.bytes.begin;
  });
  std::vector<Span> joined;
  for (const Span& span : spans) {
    if (joined.empty() || joined.back().bytes.end < span.bytes.begin) {
      joined.push_back(span);
      continue;
    }
    Span& last = joined.back();
    last.bytes.end = std::max(last.bytes.end, span.bytes.end);
    last.utf16.end = std::max(last.utf16.end, span.utf16.end);
  }
  spans = std::move(joined);
}

Judgement judge(const EvalPlan& plan, const Policy& policy, const Request& request) {
  Judgement judgement;
  judgement.by_rule.resize(plan.rules.size());
  const Verdict verdict = policy.check(request);
  for (const Finding& finding : verdict.findings) {
    const auto rule = std::find_if(plan.rules.begin(), plan.rules.end(),
                                   [&](const EvalRule& each) { return each.id == finding.rule; });
    if (rule == plan.rules.end() || finding.action < plan.least) continue;
    judgement.by_rule[static_cast<std::size_t>(rule - plan.rules.begin())] = true;
    judgement.flagged = true;
    judgement.rules.push_back(finding.rule);
    judgement.spans.insert(judgement.spans.end(), finding.spans.begin(), finding.spans.end());
  }
  // Points of mild findings may add up to a harder action.
  if (plan.whole_policy) judgement.flagged = verdict.action >= plan.least;
  sort_and_join(judgement.spans);
  return judgement;
}

void count(const Judgement& judgement, bool label, PolicyFigures& figures) {
  figures.together.count(judgement.flagged, label);
  for (std::size_t rule = 0; rule < judgement.by_rule.size(); ++rule) {
    figures.rules[rule].count(judgement.by_rule[rule], label);
  }
}

EvalSample make_sample(const LabelledRow& row, std::size_t line, const Judgement& judgement) {
  return {line, row.request.id.value_or(""), row.request.comment, judgement.spans, judgement.rules};
}

void keep(const EvalPlan& plan, EvalSample sample, std::vector<EvalSample>& samples) {
  if (samples.size() < plan.samples_kept) samples.push_back(std::move(sample));
}

void compare(const EvalPlan& plan, const LabelledRow& row, const Judgement& now, EvalTally& tally) {
  const bool label = *row.label;
  const Judgement before = judge(plan, *plan.baseline, row.request);
  count(before, label, tally.baseline);
  if (now.flagged == before.flagged) return;
  (now.flagged ? tally.changes.now_flagged : tally.changes.no_longer_flagged)
      .count(now.flagged, label);
  // What is marked is what makes the difference: the words of the policy that flags it.
  if (now.flagged != label) {
    keep(plan, make_sample(row, tally.lines, now.flagged ? now : before), tally.newly_wrong);
  }
}

const ExplainedNode* find_figure(const ExplainedNode& node, const std::string& matcher) {
  if (node.matcher == matcher && node.has_figure) return &node;
  for (const ExplainedNode& part : node.parts) {
    if (const ExplainedNode* found = find_figure(part, matcher)) return found;
  }
  return nullptr;
}

// The figure of the first such matcher in the rules that count.
std::optional<double> figure_of(const EvalPlan& plan, const Request& request) {
  const Explanation explanation = read_explanation(plan.policy->explain_json(request));
  for (const ExplainedRule& rule : explanation.rules) {
    const bool counts = std::any_of(plan.rules.begin(), plan.rules.end(),
                                    [&](const EvalRule& each) { return each.id == rule.id; });
    const ExplainedNode* node = counts ? find_figure(rule.match, plan.figure) : nullptr;
    if (node != nullptr) return node->figure;
  }
  return std::nullopt;
}

void rank(const EvalPlan& plan, const LabelledRow& row, Ranking& ranking) {
  if (const std::optional<double> figure = figure_of(plan, row.request)) {
    ranking.count(*figure, *row.label);
  } else {
    ranking.count_without_figure();
  }
}

Confusion& group_named(const std::string& name, std::map<std::string, Confusion>& groups) {
  const bool has_room = groups.size() < kMostGroups || groups.count(name) > 0;
  return groups[has_room ? name : "(other)"];
}

void judge_row(const EvalPlan& plan, const LabelledRow& row, EvalTally& tally) {
  const bool label = *row.label;
  const Judgement judgement = judge(plan, *plan.policy, row.request);
  count(judgement, label, tally.policy);
  if (judgement.flagged != label) {
    keep(plan, make_sample(row, tally.lines, judgement),
         judgement.flagged ? tally.false_alarms : tally.misses);
  }
  if (plan.baseline) compare(plan, row, judgement, tally);
  if (!plan.group_by.empty()) {
    group_named(row.group, tally.groups).count(judgement.flagged, label);
  }
  if (!plan.figure.empty()) rank(plan, row, tally.ranking);
}

void remember_names(const std::set<std::string>& names, std::set<std::string>& all) {
  for (const std::string& name : names) {
    if (all.size() < kLabelNamesKept) all.insert(name);
  }
}

void remember_broken(Error error, std::size_t line, EvalTally& tally) {
  ++tally.broken_count;
  if (tally.broken.size() >= kErrorsKept) return;
  if (error.column == 0) error.column = 1;
  error.line = line;
  tally.broken.push_back(std::move(error));
}

void add(const PolicyFigures& later, PolicyFigures& figures) {
  figures.together.add(later.together);
  for (std::size_t rule = 0; rule < later.rules.size(); ++rule) {
    figures.rules[rule].add(later.rules[rule]);
  }
}

void add(const EvalPlan& plan, std::vector<EvalSample> later, std::size_t lines_before,
         std::vector<EvalSample>& samples) {
  for (EvalSample& sample : later) {
    sample.line += lines_before;
    keep(plan, std::move(sample), samples);
  }
}

}  // namespace

EvalTally empty_tally(const EvalPlan& plan) {
  EvalTally tally;
  tally.policy.rules.resize(plan.rules.size());
  tally.baseline.rules.resize(plan.rules.size());
  return tally;
}

void judge_line(const EvalPlan& plan, const std::string& line, EvalTally& tally) {
  ++tally.lines;
  if (line.find_first_not_of(" \t\r") == std::string::npos) return;
  if (line.size() > kMaxRequestBytes) {
    remember_broken(plain_error("too_large", "a line has at most " +
                                                 std::to_string(kMaxRequestBytes) + " bytes"),
                    tally.lines, tally);
    return;
  }
  ParsedRow parsed = parse_row(line, plan.label, plan.group_by);
  if (!parsed.row) {
    remember_broken(std::move(parsed.error), tally.lines, tally);
    return;
  }
  remember_names(parsed.row->labels, tally.labels);
  if (parsed.row->label) {
    judge_row(plan, *parsed.row, tally);
  } else {
    ++tally.unlabelled;
  }
}

void add_later(const EvalPlan& plan, EvalTally later, EvalTally& tally) {
  const std::size_t lines_before = tally.lines;
  tally.lines += later.lines;
  tally.unlabelled += later.unlabelled;
  remember_names(later.labels, tally.labels);
  add(later.policy, tally.policy);
  add(later.baseline, tally.baseline);
  tally.changes.now_flagged.add(later.changes.now_flagged);
  tally.changes.no_longer_flagged.add(later.changes.no_longer_flagged);
  for (const auto& [name, confusion] : later.groups) {
    group_named(name, tally.groups).add(confusion);
  }
  tally.ranking.add(later.ranking);
  add(plan, std::move(later.false_alarms), lines_before, tally.false_alarms);
  add(plan, std::move(later.misses), lines_before, tally.misses);
  add(plan, std::move(later.newly_wrong), lines_before, tally.newly_wrong);
  const std::size_t broken = tally.broken_count + later.broken_count;
  for (Error& error : later.broken) {
    const std::size_t line = lines_before + error.line;
    remember_broken(std::move(error), line, tally);
  }
  tally.broken_count = broken;
}

}  // namespace precheck::cli
