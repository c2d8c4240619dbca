// POST /v1/check: a request in, a verdict out, nothing kept.
#include <precheck/precheck.hpp>

#include "service/routes.h"

namespace precheck::service {
namespace {

using Clock = Histogram::Clock;

constexpr std::size_t kUsualVerdict = 960;  // bytes; from a kilobyte on an allocation costs more

// What is measured of a check.
struct Figures {
  explicit Figures(Metrics& metrics)
      : stages{&metrics.stage("parse"), &metrics.stage("check"), &metrics.stage("report")} {
    for (const Action action :
         {Action::allow, Action::advise, Action::warn, Action::hold, Action::reject}) {
      verdicts[static_cast<std::size_t>(action)] =
          &metrics.counter("precheck_verdicts_total", "Verdicts of /v1/check, by action.",
                           "action=\"" + std::string(to_string(action)) + "\"");
    }
  }

  Histogram* stages[3];  // in the order of Policy::Stage
  Counter* verdicts[5];
};

HttpResponse check(Figures& figures, const Call& call) {
  if (auto problem = json_body_problem(call.request)) return *problem;
  Clock::time_point begun = call.begun;
  std::string verdict;
  verdict.reserve(kUsualVerdict);
  const std::optional<Action> action =
      call.policy->policy->check_json(call.request.body, verdict, [&](Policy::Stage stage) {
        const Clock::time_point now = Clock::now();
        figures.stages[static_cast<std::size_t>(stage)]->observe(now - begun);
        begun = now;
      });
  if (!action) return bad_body(parse_request(call.request.body).error);
  HttpResponse response = json_response(200, std::move(verdict));
  response.outcome = to_string(*action);
  figures.verdicts[static_cast<std::size_t>(*action)]->add();
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
