// POST /v1/check: a request in, a verdict out, nothing kept.
#include <precheck/precheck.hpp>

#include "service/routes.h"

namespace precheck::service {
namespace {

HttpResponse check(const Call& call) {
  if (auto problem = json_body_problem(call.request)) return *problem;
  const ParsedRequest parsed = parse_request(call.request.body);
  if (!parsed.request) {
    return error_response(400, parsed.error.code, parsed.error.message, parsed.error.pointer);
  }
  const Verdict verdict = call.policy->policy->check(*parsed.request);
  HttpResponse response = json_response(200, to_json(verdict));
  response.outcome = to_string(verdict.action);
  return response;
}

}  // namespace

void add_check(Service& service) {
  service.add({.method = "POST", .path = "/v1/check", .answer = check});
}

}  // namespace precheck::service
