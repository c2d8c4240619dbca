// GET /metrics: what Prometheus reads.
#include "service/routes.h"

namespace precheck::service {

void add_metrics(Service& service) {
  service.add(
      {.method = "GET", .path = "/metrics", .limited = false, .answer = [&service](const Call&) {
         HttpResponse response;
         response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
         response.headers.add("Cache-Control", "no-store");
         response.body = service.metrics().text();
         return response;
       }});
}

}  // namespace precheck::service
