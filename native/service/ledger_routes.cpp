#include "service/ledger_routes.h"

#include <future>
#include <memory>

namespace precheck::service {
namespace {

constexpr char kRetrySeconds[] = "5";

HttpResponse failed(const ledger::Error& error) {
  using ledger::Failure;
  if (error.failure == Failure::mismatch) {
    return error_response(422, "idempotency_key_reused", error.message, "Idempotency-Key");
  }
  if (error.failure == Failure::not_found) {
    return error_response(404, "no_such_strike", error.message, "/strike");
  }
  // What exactly broke is in the log.
  HttpResponse response = error_response(
      503, "ledger_unavailable",
      "the strike ledger cannot be used at the moment; send the same request again later");
  response.headers.add("Retry-After", kRetrySeconds);
  return response;
}

}  // namespace

HttpResponse ask_ledger(ledger::LedgerWorker& worker, ledger::Operation operation) {
  const auto answer = std::make_shared<std::promise<ledger::Result<std::string>>>();
  const bool taken = worker.submit(
      std::move(operation),
      [answer](ledger::Result<std::string> result) { answer->set_value(std::move(result)); });
  if (!taken) return busy("too many are waiting for the strike ledger; try again");
  ledger::Result<std::string> result = answer->get_future().get();
  if (!result.ok()) return failed(result.error());
  return json_response(200, std::move(result.value()));
}

std::optional<HttpResponse> account_problem(std::string_view account, std::string_view field) {
  if (account.empty()) {
    return error_response(400, "missing", "say whose account it is, as the blog's server knows it",
                          field);
  }
  if (account.size() > ledger::kMaxAccountBytes) {
    return error_response(
        400, "too_large",
        "an account has at most " + std::to_string(ledger::kMaxAccountBytes) + " bytes", field);
  }
  return std::nullopt;
}

}  // namespace precheck::service
