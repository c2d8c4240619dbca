// The face of a policy for hosts: requests in, verdicts out, from any thread.
#include "about.h"
#include "checker_pool.h"
#include "request_reader.h"

namespace precheck {
namespace {

Finding make_finding(const CompiledPolicy& policy, const Judgement& judgement,
                     const Judgement::Found& found) {
  const Rule& rule = policy.rules[found.rule];
  Finding finding;
  finding.rule = rule.id;
  finding.category = rule.category;
  finding.action = rule.action;
  finding.points = rule.points;
  finding.message = in_language(rule.message, judgement.language);
  finding.advice = in_language(rule.advice, judgement.language);
  finding.quote = in_language(rule.quote, judgement.language);
  finding.url = rule.url;
  finding.spans.assign(judgement.spans.begin() + found.first_span,
                       judgement.spans.begin() + found.last_span);
  return finding;
}

}  // namespace

Policy::Policy(std::unique_ptr<const CompiledPolicy> compiled)
    : compiled_(std::move(compiled)), checkers_(std::make_unique<CheckerPool>(*compiled_)) {}
Policy::~Policy() = default;

const std::string& Policy::name() const { return compiled_->name; }
const std::string& Policy::revision() const { return compiled_->revision; }
std::size_t Policy::rule_count() const { return compiled_->rules.size(); }

std::string Policy::about_json() const { return precheck::about_json(*compiled_); }

Verdict Policy::check(const Request& request) const {
  const CheckerPool::Loan checker(*checkers_);
  view(request, checker->request);
  const Judgement& judgement = checker->check(checker->request);
  Verdict verdict;
  verdict.id = request.id;
  verdict.policy_name = compiled_->name;
  verdict.policy_revision = compiled_->revision;
  verdict.action = judgement.action;
  verdict.points = judgement.points;
  for (const Judgement::Found& found : judgement.findings) {
    verdict.findings.push_back(make_finding(*compiled_, judgement, found));
  }
  if (compiled_->ladder) {
    verdict.next = next_text(*compiled_, judgement, request.author.strikes);
  }
  return verdict;
}

std::optional<Action> Policy::check_json(std::string_view request_json, std::string& out,
                                         const Passed& passed) const {
  const auto pass = [&passed](Stage stage) {
    if (passed) passed(stage);
  };
  const CheckerPool::Loan checker(*checkers_);
  std::optional<ParsedRequest> parsed;
  if (!checker->reader.read(request_json, checker->request)) {
    parsed = parse_request(request_json);
    if (!parsed->request) {
      out += to_json(parsed->id, parsed->error);
      return std::nullopt;
    }
    view(*parsed->request, checker->request);
  }
  pass(Stage::parse);
  const Judgement& judgement = checker->check(checker->request);
  pass(Stage::check);
  checker->append_verdict(out);
  pass(Stage::report);
  return judgement.action;
}

std::optional<Action> Policy::check_json(std::string_view request_json, std::string& out) const {
  return check_json(request_json, out, nullptr);
}

std::string Policy::check_json(std::string_view request_json) const {
  std::string out;
  check_json(request_json, out);
  return out;
}

}  // namespace precheck
