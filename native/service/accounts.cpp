// /v1/accounts/{id}: where an account stands, why, and how that is undone. For the blog's own
// server and its moderators; GET /v1/ledger is for its operators.
#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>

#include "ledger/policy_ladder.h"
#include "service/ledger_routes.h"
#include "service/routes.h"

namespace precheck::service {
namespace {

using ledger::Ledger;
using ledger::LedgerWorker;
using ledger::Reason;
using ledger::Result;
using ledger::Standing;
using Json = nlohmann::ordered_json;

const ledger::Ladder* pointer_to(const std::optional<ledger::Ladder>& ladder) {
  return ladder ? &*ladder : nullptr;
}

std::string answer_json(const std::string& account, const Standing& standing) {
  const std::string name = Json(account).dump(-1, ' ', false, Json::error_handler_t::replace);
  return R"({"account":)" + name + R"(,"standing":)" + ledger::to_json(standing) + '}';
}

HttpResponse account_standing(LedgerWorker& worker, const Call& call) {
  if (auto problem = account_problem(call.parameter, "path")) return *problem;
  const auto ladder = ledger::ladder_of(*call.policy->policy);
  return ask_ledger(worker,
                    [ladder, account = call.parameter](Ledger& ledger) -> Result<std::string> {
                      const Result<Standing> now = ledger.standing(account, pointer_to(ladder));
                      if (!now.ok()) return now.error();
                      return answer_json(account, now.value());
                    });
}

HttpResponse export_account(LedgerWorker& worker, const Call& call) {
  if (auto problem = account_problem(call.parameter, "path")) return *problem;
  const auto ladder = ledger::ladder_of(*call.policy->policy);
  return ask_ledger(worker, [ladder, account = call.parameter](Ledger& ledger) {
    return ledger.export_account(account, pointer_to(ladder));
  });
}

HttpResponse erase_account(LedgerWorker& worker, const Call& call) {
  if (auto problem = account_problem(call.parameter, "path")) return *problem;
  const auto ladder = ledger::ladder_of(*call.policy->policy);
  return ask_ledger(
      worker, [&worker, ladder, account = call.parameter](Ledger& ledger) -> Result<std::string> {
        const Result<std::int64_t> erased = ledger.erase(account, pointer_to(ladder));
        if (!erased.ok()) return erased.error();
        worker.scrub_soon();  // when this is committed
        return R"({"erased":)" + std::to_string(erased.value()) + '}';
      });
}

// The body of a pardon or an appeal: who, why, and of which strike.
struct Plea {
  Reason reason;
  std::optional<std::int64_t> strike;  // nothing: all of them
  std::optional<HttpResponse> problem;
};

std::optional<HttpResponse> read_text(const Json& object, const char* key, std::string& out) {
  const std::string field = std::string("/") + key;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string() ||
      found->get_ref<const std::string&>().empty()) {
    return error_response(400, "missing", "say who and why: \"by\" and \"why\" are texts", field);
  }
  out = found->get<std::string>();
  if (out.size() <= ledger::kMaxReasonBytes) return std::nullopt;
  return error_response(400, "too_large",
                        "at most " + std::to_string(ledger::kMaxReasonBytes) + " bytes", field);
}

std::optional<HttpResponse> read_plea(const Json& object, Plea& plea) {
  if (!object.is_object()) {
    return error_response(400, "wrong_type", R"(send {"by":"...","why":"...","strike":17})");
  }
  for (const auto& [key, value] : object.items()) {
    if (key != "by" && key != "why" && key != "strike") {
      return error_response(400, "unknown_key", "the keys are by, why and strike", "/" + key);
    }
  }
  if (auto problem = read_text(object, "by", plea.reason.by)) return problem;
  if (auto problem = read_text(object, "why", plea.reason.why)) return problem;
  const auto strike = object.find("strike");
  if (strike == object.end() || strike->is_null()) return std::nullopt;
  if (!strike->is_number_integer()) {
    return error_response(400, "wrong_type", "the number of a strike, or leave it out for all",
                          "/strike");
  }
  plea.strike = strike->get<std::int64_t>();
  return std::nullopt;
}

Plea plea_of(const Call& call) {
  Plea plea;
  plea.problem = json_body_problem(call.request);
  if (!plea.problem) plea.problem = account_problem(call.parameter, "path");
  if (plea.problem) return plea;
  const Json object = Json::parse(call.request.body, nullptr, /*allow_exceptions=*/false);
  plea.problem = object.is_discarded() ? error_response(400, "not_json", "this is not JSON")
                                       : read_plea(object, plea);
  return plea;
}

HttpResponse pardon(LedgerWorker& worker, const Call& call) {
  const Plea plea = plea_of(call);
  if (plea.problem) return *plea.problem;
  const auto ladder = ledger::ladder_of(*call.policy->policy);
  return ask_ledger(
      worker, [ladder, plea, account = call.parameter](Ledger& ledger) -> Result<std::string> {
        const Result<Standing> now =
            ledger.pardon(account, plea.strike, plea.reason, pointer_to(ladder));
        if (!now.ok()) return now.error();
        return answer_json(account, now.value());
      });
}

HttpResponse appeal(LedgerWorker& worker, const Call& call) {
  const Plea plea = plea_of(call);
  if (plea.problem) return *plea.problem;
  const auto ladder = ledger::ladder_of(*call.policy->policy);
  return ask_ledger(
      worker, [ladder, plea, account = call.parameter](Ledger& ledger) -> Result<std::string> {
        const auto recorded = ledger.appeal(account, plea.strike, plea.reason, pointer_to(ladder));
        if (!recorded.ok()) return recorded.error();
        return answer_json(account, recorded.value().standing);
      });
}

HttpResponse ledger_state(const LedgerWorker& worker) {
  Json json;
  json["state"] = ledger::to_string(worker.state());
  json["events"] = worker.events();
  json["waiting"] = worker.waiting();
  return json_response(200, json.dump());
}

void add_gauges(Metrics& metrics, const LedgerWorker& worker) {
  metrics.gauge("precheck_ledger_ready", "1 while the strike ledger takes strikes.", "",
                [&worker] { return worker.state() == ledger::LedgerState::ready ? 1.0 : 0.0; });
  metrics.gauge("precheck_ledger_events", "Events in the strike ledger.", "",
                [&worker] { return static_cast<double>(worker.events()); });
  metrics.gauge("precheck_ledger_waiting", "Requests that wait for the strike ledger.", "",
                [&worker] { return static_cast<double>(worker.waiting()); });
}

}  // namespace

void add_accounts(Service& service, LedgerWorker& worker) {
  using Function = HttpResponse (*)(LedgerWorker&, const Call&);
  const auto add = [&](std::string_view method, std::string_view path, Function function) {
    service.add(
        {.method = method,
         .path = path,
         .access = Access::bearer,
         .runs = Runs::in_queue,
         .answer = [&worker, function](const Call& call) { return function(worker, call); }});
  };
  add_gauges(service.metrics(), worker);
  add("GET", "/v1/accounts/{id}", account_standing);
  add("DELETE", "/v1/accounts/{id}", erase_account);
  add("GET", "/v1/accounts/{id}/export", export_account);
  add("POST", "/v1/accounts/{id}/pardon", pardon);
  add("POST", "/v1/accounts/{id}/appeal", appeal);
  service.add({.method = "GET",
               .path = "/v1/ledger",
               .access = Access::bearer,
               .limited = false,
               .answer = [&worker](const Call&) { return ledger_state(worker); }});
}

}  // namespace precheck::service
