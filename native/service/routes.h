// The routes of the service, one file each.
#pragma once

#include "service/coral.h"
#include "service/service.h"

namespace precheck::service {

void add_check(Service& service);             // POST /v1/check
void add_published_policy(Service& service);  // GET /v1/policy
// GET /healthz, /readyz
void add_health(Service& service, const PolicyStore& policies);
void add_metrics(Service& service);                    // GET /metrics
void add_coral(Service& service, const Coral& coral);  // POST /v1/coral

}  // namespace precheck::service
