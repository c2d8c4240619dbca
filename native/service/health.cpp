// GET /healthz: the process runs. GET /readyz: it wants to be sent requests.
#include <nlohmann/json.hpp>

#include "service/routes.h"

namespace precheck::service {
namespace {

HttpResponse health(const Call&) { return json_response(200, R"({"status":"ok"})"); }

HttpResponse readiness(const Service& service, const PolicyStore& policies, const Call& call) {
  const bool ready = !service.is_stopping();
  nlohmann::ordered_json state;
  state["ready"] = ready;
  state["policy"]["name"] = call.policy->policy->name();
  state["policy"]["revision"] = call.policy->policy->revision();
  // Why a newer policy is not in use.
  if (const std::string refused = policies.refused(); !refused.empty()) {
    state["policy"]["refused"] = refused;
  }
  return json_response(
      ready ? 200 : 503,
      state.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

void add_health(Service& service, const PolicyStore& policies) {
  service.add({.method = "GET", .path = "/healthz", .limited = false, .answer = health});
  service.add(
      {.method = "GET", .path = "/readyz", .limited = false, .answer = [&](const Call& call) {
         return readiness(service, policies, call);
       }});
}

}  // namespace precheck::service
