// POST /v1/check: a request in, a verdict out, nothing kept.
#include <precheck/precheck.hpp>

#include "service/routes.h"

namespace precheck::service {
namespace {

using Clock = Histogram::Clock;

// What is measured of a check.
struct Figures {
  explicit Figures(Metrics& metrics)
      : parse(metrics.stage("parse")),
        match(metrics.stage("check")),
        report(metrics.stage("report")) {
    for (const Action action :
         {Action::allow, Action::advise, Action::warn, Action::hold, Action::reject}) {
      verdicts[static_cast<std::size_t>(action)] =
          &metrics.counter("precheck_verdicts_total", "Verdicts of /v1/check, by action.",
                           "action=\"" + std::string(to_string(action)) + "\"");
    }
  }

  Histogram& parse;
  Histogram& match;
  Histogram& report;
  Counter* verdicts[5];
};

HttpResponse check(Figures& figures, const Call& call) {
  if (auto problem = json_body_problem(call.request)) return *problem;
  const Clock::time_point begun = Clock::now();
  const ParsedRequest parsed = parse_request(call.request.body);
  if (!parsed.request) return bad_body(parsed.error);
  const Clock::time_point read = Clock::now();
  const Verdict verdict = call.policy->policy->check(*parsed.request);
  const Clock::time_point judged = Clock::now();
  HttpResponse response = json_response(200, to_json(verdict));
  response.outcome = to_string(verdict.action);
  figures.parse.observe(read - begun);
  figures.match.observe(judged - read);
  figures.report.observe(Clock::now() - judged);
  figures.verdicts[static_cast<std::size_t>(verdict.action)]->add();
  return response;
}

}  // namespace

void add_check(Service& service) {
  const auto figures = std::make_shared<Figures>(service.metrics());
  service.add({.method = "POST",
               .path = "/v1/check",
               .by_policy = true,
               .answer = [figures](const Call& call) { return check(*figures, call); }});
}

}  // namespace precheck::service
