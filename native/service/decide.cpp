// POST /v1/decide: the final word on a comment that was really submitted, and its strike.
//
// Only the blog's own server may call it. The account is the one it names, as `author.id`; how many
// strikes that account has is the ledger's to say, whatever the request says.
#include <algorithm>
#include <precheck/precheck.hpp>

#include "ledger/policy_ladder.h"
#include "service/ledger_routes.h"
#include "service/routes.h"

namespace precheck::service {
namespace {

using ledger::Ledger;
using ledger::LedgerWorker;
using ledger::Recorded;
using ledger::Result;
using ledger::Standing;
using ledger::Step;

constexpr std::size_t kMaxKeyBytes = 128;
constexpr char kKeyField[] = "Idempotency-Key";
// How a kept answer begins: without the comment's own id, which is nobody else's business.
constexpr std::string_view kWithoutId = R"({"verdict":{"id":null)";

std::optional<HttpResponse> key_problem(std::string_view key) {
  if (key.empty()) {
    return error_response(400, "missing",
                          "send an Idempotency-Key: a name of this submission, the same when it is "
                          "sent again",
                          kKeyField);
  }
  const bool visible =
      std::all_of(key.begin(), key.end(), [](char each) { return each > ' ' && each <= '~'; });
  if (key.size() <= kMaxKeyBytes && visible) return std::nullopt;
  return error_response(400, "bad_value",
                        "an Idempotency-Key has at most " + std::to_string(kMaxKeyBytes) +
                            " characters of visible ASCII",
                        kKeyField);
}

// What the blog's server does with the comment: the verdict, or the account's step where that is
// harder.
std::string_view what_to_do(const Verdict& verdict, Step step) {
  if (step == Step::block) return "block";
  if (verdict.action == Action::reject) return "delete";
  if (verdict.action == Action::hold || step == Step::hold) return "hold";
  if (verdict.action == Action::warn && step == Step::remove) return "delete";
  return "publish";
}

std::string decision_json(Verdict verdict, const std::optional<std::int64_t>& strike,
                          const Standing& standing) {
  verdict.id.reset();
  std::string out = R"({"verdict":)" + to_json(verdict);
  out += R"(,"do":")" + std::string(what_to_do(verdict, standing.step));
  out += R"(","strike":)" + (strike ? std::to_string(*strike) : "null");
  out += R"(,"standing":)" + ledger::to_json(standing) + '}';
  return out;
}

std::string with_id(const std::string& answer, const std::optional<std::string>& id) {
  if (!id) return answer;
  Verdict named;
  named.id = id;
  const std::string json = to_json(named);  // {"id":"...","action":...
  return R"({"verdict":)" + json.substr(0, json.rfind(R"(,"action":)")) +
         answer.substr(kWithoutId.size());
}

// All that the ledger's thread needs; the request itself is gone when that one is late.
struct Submission {
  Request request;
  std::string body;
  std::string key;
  std::shared_ptr<const Policy> policy;
};

Result<std::string> decide_once(Ledger& ledger, const Submission& submission) {
  const std::string& account = submission.request.author.id;
  const auto first = ledger.first_answer(submission.key, submission.body);
  if (!first.ok()) return first.error();
  if (first.value()) return with_id(*first.value(), submission.request.id);

  const std::optional<ledger::Ladder> steps = ledger::ladder_of(*submission.policy);
  const ledger::Ladder* ladder = steps ? &*steps : nullptr;
  const Result<Standing> before = ledger.standing(account, ladder);
  if (!before.ok()) return before.error();
  Request request = submission.request;
  request.author.strikes = before.value().strikes;
  const Verdict verdict = submission.policy->check(request);

  Standing standing = before.value();
  std::optional<std::int64_t> strike;
  if (verdict.action >= Action::warn) {
    const Result<Recorded> recorded = ledger.strike(account, verdict, ladder);
    if (!recorded.ok()) return recorded.error();
    standing = recorded.value().standing;
    strike = recorded.value().sequence;
  }
  const std::string answer = decision_json(verdict, strike, standing);
  const ledger::Status kept = ledger.keep_answer(submission.key, submission.body, account, answer);
  if (!kept.ok()) return kept.error();
  return with_id(answer, submission.request.id);
}

HttpResponse decide(Service& service, LedgerWorker& worker, const Call& call) {
  if (auto problem = json_body_problem(call.request)) return *problem;
  const std::string_view key = trimmed(call.request.header(kKeyField));
  if (auto problem = key_problem(key)) return *problem;
  ParsedRequest parsed = parse_request(call.request.body);
  if (!parsed.request) {
    return error_response(400, parsed.error.code, parsed.error.message, parsed.error.pointer);
  }
  const std::string account = parsed.request->author.id;
  if (auto problem = account_problem(account, "/author/id")) return *problem;
  if (auto limited = service.limit_account(account)) return *limited;

  const auto submission = std::make_shared<Submission>();
  submission->request = std::move(*parsed.request);
  submission->body = call.request.body;
  submission->key = call.caller + '\n' + std::string(key);  // two callers may choose the same
  submission->policy = call.policy->policy;
  HttpResponse response =
      ask_ledger(worker, [submission](Ledger& ledger) { return decide_once(ledger, *submission); });
  if (response.status == 200) response.outcome = "decided";
  return response;
}

}  // namespace

void add_decide(Service& service, LedgerWorker& worker) {
  service.add(
      {.method = "POST",
       .path = "/v1/decide",
       .access = Access::bearer,
       .runs = Runs::in_queue,
       .by_policy = true,
       .answer = [&service, &worker](const Call& call) { return decide(service, worker, call); }});
}

}  // namespace precheck::service
