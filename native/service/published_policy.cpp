// GET /v1/policy: what a browser may see of the policy.
#include "service/routes.h"

namespace precheck::service {
namespace {

HttpResponse published_policy(const Call& call) {
  const ServedPolicy& served = *call.policy;
  return tagged_response(call.request, served.published, "application/json", served.tag,
                         "public, max-age=60");
}

}  // namespace

void add_published_policy(Service& service) {
  service.add({.method = "GET",
               .path = "/v1/policy",
               .limited = false,
               .by_policy = true,
               .answer = published_policy});
}

}  // namespace precheck::service
