// The pipeline in one screen: normalise, match, decide.
#include "evaluation.h"
#include "offsets.h"
#include "policy.h"

namespace precheck {
namespace {

const std::string& in_language(const Texts& texts, std::size_t language) {
  static const std::string none;
  if (texts.empty()) return none;
  return texts[language].empty() ? texts.front() : texts[language];
}

Finding make_finding(const Rule& rule, std::size_t language, std::vector<Span> spans) {
  Finding finding;
  finding.rule = rule.id;
  finding.category = rule.category;
  finding.action = rule.action;
  finding.points = rule.points;
  finding.message = in_language(rule.message, language);
  finding.advice = in_language(rule.advice, language);
  finding.quote = in_language(rule.quote, language);
  finding.url = rule.url;
  finding.spans = std::move(spans);
  return finding;
}

bool speaks(const Rule& rule, Evaluation& evaluation, std::vector<Interval>& marks) {
  evaluation.look_through(rule);
  const Scope whole = evaluation.comment().whole();
  if (!evaluation.holds(rule.match, whole, marks)) return false;
  evaluation.mark_noted(marks);
  std::vector<Interval> unused;
  return rule.unless == kNoNode || !evaluation.holds(rule.unless, whole, unused);
}

}  // namespace

std::vector<Finding> find(const CompiledPolicy& policy, const Request& request, const Rule* only) {
  Evaluation evaluation(policy, request);
  const std::size_t language = policy.language_index(request.language);
  std::vector<Finding> findings;
  for (const Rule& rule : policy.rules) {
    if (only != nullptr && only != &rule) continue;
    std::vector<Interval> marks;
    if (!speaks(rule, evaluation, marks)) continue;
    findings.push_back(make_finding(rule, language, to_spans(request.comment, std::move(marks))));
  }
  return findings;
}

Policy::Policy(std::unique_ptr<const CompiledPolicy> compiled) : compiled_(std::move(compiled)) {}
Policy::~Policy() = default;

const std::string& Policy::name() const { return compiled_->name; }
const std::string& Policy::revision() const { return compiled_->revision; }
std::size_t Policy::rule_count() const { return compiled_->rules.size(); }

Verdict Policy::check(const Request& request) const {
  Verdict verdict;
  verdict.id = request.id;
  verdict.policy_name = compiled_->name;
  verdict.policy_revision = compiled_->revision;
  verdict.findings = find(*compiled_, request);
  decide(*compiled_, request, verdict);
  return verdict;
}

std::string Policy::check_json(std::string_view request_json) const {
  const ParsedRequest parsed = parse_request(request_json);
  if (!parsed.request) return to_json(parsed.id, parsed.error);
  return to_json(check(*parsed.request));
}

}  // namespace precheck
