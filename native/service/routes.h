// The routes of the service, one file each.
#pragma once

#include "service/coral.h"
#include "service/service.h"

namespace precheck::ledger {
class LedgerWorker;
}

namespace precheck::service {

void add_check(Service& service);             // POST /v1/check
void add_published_policy(Service& service);  // GET /v1/policy
// GET /healthz, /readyz
void add_health(Service& service, const PolicyStore& policies);
void add_metrics(Service& service);                    // GET /metrics
void add_coral(Service& service, const Coral& coral);  // POST /v1/coral

// With a ledger only.
void add_decide(Service& service, ledger::LedgerWorker& worker);    // POST /v1/decide
void add_accounts(Service& service, ledger::LedgerWorker& worker);  // /v1/accounts/{id}, /v1/ledger

}  // namespace precheck::service
