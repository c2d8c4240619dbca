// GET /metrics: what Prometheus reads.
#include "service/routes.h"

namespace precheck::service {

void add_metrics(Service& service) {
  service.add(
      {.method = "GET", .path = "/metrics", .limited = false, .answer = [&service](const Call&) {
         HttpResponse response;
         response.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                             {"Cache-Control", "no-store"}};
         response.body = std::make_shared<const std::string>(service.metrics().text());
         return response;
       }});
}

}  // namespace precheck::service
