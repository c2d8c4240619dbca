// The routes of the service, one file each.
#pragma once

#include "service/service.h"

namespace precheck::service {

void add_check(Service& service);             // POST /v1/check
void add_published_policy(Service& service);  // GET /v1/policy
void add_health(Service& service);            // GET /healthz, /readyz
void add_metrics(Service& service);           // GET /metrics

}  // namespace precheck::service
