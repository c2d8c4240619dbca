// What the routes of the ledger share.
#pragma once

#include <optional>

#include "ledger/worker.h"
#include "service/route.h"

namespace precheck::service {

// Waits for the ledger's thread. 200 with the JSON of `operation`, or why there is none.
HttpResponse ask_ledger(ledger::LedgerWorker& worker, ledger::Operation operation);

// 400 where `account` is nobody or too long; `field` is where it was given.
std::optional<HttpResponse> account_problem(std::string_view account, std::string_view field);

}  // namespace precheck::service
