#include "ledger/ledger.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hmac_sha256.h"

namespace precheck::ledger {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostRemembered = 200'000;  // strikes of all remembered accounts
constexpr std::int64_t kErasedAtOnce = 1'000;
constexpr std::int64_t kReadAtOnce = 1'000;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json parse(const std::string& text) {
  return Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

std::string string_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string answer_seal_text(const KeptAnswer& kept) {
  return "answer" + kept.reference + kept.request + kept.account + std::to_string(kept.at) + ' ' +
         kept.key + ' ' + kept.answer;
}

Error not_found() {
  return {Failure::not_found, "this account has no strike of this number; GET the account first"};
}

bool has_strike(const std::vector<Strike>& strikes, std::int64_t sequence) {
  return std::any_of(strikes.begin(), strikes.end(), [&](const Strike& each) {
    return each.sequence == sequence && !each.is_tombstone;
  });
}

}  // namespace

Ledger::Ledger(std::unique_ptr<Store> store, const Keys& keys, CheckedClock& clock,
               LedgerSettings settings)
    : store_(std::move(store)), keys_(keys), clock_(clock), settings_(settings) {}

Result<Verified> Ledger::verify() {
  if (const Status status = store_->check_integrity(); !status.ok()) return status.error();
  if (const Status status = store_->begin_reading(); !status.ok()) return status.error();
  Result<Verified> verified = walk();
  store_->roll_back();
  return verified;
}

Result<Verified> Ledger::walk() {
  const Result<std::optional<Head>> head = store_->head();
  if (!head.ok()) return head.error();
  ChainCheck check(keys_);
  for (;;) {
    const Result<std::vector<Row>> rows = store_->rows_after(check.sequence(), kReadAtOnce);
    if (!rows.ok()) return rows.error();
    for (const Row& row : rows.value()) {
      if (const Status status = check.add(row); !status.ok()) return status.error();
    }
    if (rows.value().size() < kReadAtOnce) break;
  }
  if (head.value()) {
    if (const Status status = check.finish(*head.value()); !status.ok()) return status.error();
  } else if (check.sequence() > 0) {
    return Error{Failure::damaged, "there are events and no head"};
  }
  return Verified{check.sequence(), check.erased(), head.value() ? head.value()->link : ""};
}

Status Ledger::verify_end(const Verified& known) {
  const Result<std::optional<Head>> head = store_->head();
  if (!head.ok()) return head.error();
  if (!head.value()) {
    return known.events == 0 ? Status() : Status(Error{Failure::damaged, "the ledger is empty"});
  }
  if (Status status = check_head(keys_, *head.value()); !status.ok()) return status;
  for (const auto& [sequence, link] : {std::pair(known.events, known.link),
                                       std::pair(head.value()->sequence, head.value()->link)}) {
    if (sequence == 0) continue;
    const Result<std::vector<Row>> rows = store_->rows_after(sequence - 1, 1);
    if (!rows.ok()) return rows.error();
    if (rows.value().empty() || rows.value()[0].link != link) {
      return Error{Failure::damaged,
                   "event " + std::to_string(sequence) + " is gone or another one than before"};
    }
  }
  return {};
}

Status Ledger::begin() {
  if (Status status = store_->begin(); !status.ok()) return status;
  const Result<std::optional<Head>> head = store_->head();
  Status status = head.ok() ? Status() : Status(head.error());
  if (status.ok() && head.value()) status = check_head(keys_, *head.value());
  if (!status.ok()) {
    roll_back();
    return status;
  }
  head_ = head.value().value_or(Head());
  if (head_.sequence == 0) head_.link = first_link();
  head_changed_ = false;
  if (head_.erasures != erasures_seen_ || remembered_ > kMostRemembered) {
    histories_.clear();
    remembered_ = 0;
    erasures_seen_ = head_.erasures;
  }
  now_ = clock_.now();
  return {};
}

Status Ledger::commit() {
  Status status;
  if (head_changed_) {
    seal_head(keys_, head_);
    status = store_->set_head(head_);
  }
  if (status.ok()) status = store_->commit();
  if (!status.ok()) roll_back();
  return status;
}

void Ledger::roll_back() {
  store_->roll_back();
  histories_.clear();  // they may hold what was not stored
  remembered_ = 0;
}

Status Ledger::apply(const Row& row, History& history) {
  history.last_sequence = row.sequence;
  if (row.kind != kStrike && row.kind != kPardon && row.kind != kTombstone) return {};
  const Json detail = parse(row.detail);
  if (!detail.is_object()) {
    return Error{Failure::damaged, "event " + std::to_string(row.sequence) + " has no detail"};
  }
  if (row.kind == kPardon) {
    for (const Json& each : detail.value("strikes", Json::array())) {
      for (Strike& strike : history.strikes) {
        if (each == strike.sequence) strike.pardoned = true;
      }
    }
    return {};
  }
  Strike strike;
  strike.sequence = row.sequence;
  strike.at = row.at;
  strike.step = step_named(string_at(detail, "step")).value_or(Step::none);
  strike.is_tombstone = row.kind == kTombstone;
  history.strikes.push_back(strike);
  return {};
}

Result<Ledger::History*> Ledger::history(std::string_view account) {
  History& known = histories_[keys_.account(account)];
  const Result<std::vector<Row>> rows =
      store_->rows_of(keys_.accounts(account), known.last_sequence);
  if (!rows.ok()) return rows.error();
  for (const Row& row : rows.value()) {
    if (const Status status = check_row(keys_, row); !status.ok()) return status.error();
    if (const Status status = apply(row, known); !status.ok()) return status.error();
  }
  remembered_ += rows.value().size() + 1;
  return &known;
}

// Time never runs backwards along the chain.
Status Ledger::append(Row row) {
  row.sequence = head_.sequence + 1;
  row.at = std::max(now_, head_.at);
  seal_row(keys_, head_.link, row);
  if (Status status = store_->append(row); !status.ok()) return status;
  head_.sequence = row.sequence;
  head_.at = row.at;
  head_.link = row.link;
  head_changed_ = true;
  return {};
}

Result<Standing> Ledger::standing(std::string_view account, const Ladder* ladder) {
  const Result<History*> known = history(account);
  if (!known.ok()) return known.error();
  return ledger::standing(ladder, known.value()->strikes, now_);
}

Result<Recorded> Ledger::strike(std::string_view account, const Verdict& verdict,
                                const Ladder* ladder) {
  Result<History*> known = history(account);
  if (!known.ok()) return known.error();
  Json detail;
  detail["rules"] = Json::array();
  for (const Finding& finding : verdict.findings) {
    if (finding.action >= Action::warn) detail["rules"].push_back(finding.rule);
  }
  detail["revision"] = verdict.policy_revision;
  detail["action"] = precheck::to_string(verdict.action);
  detail["step"] = to_string(next_step(ladder, known.value()->strikes, now_));
  Row row;
  row.kind = kStrike;
  row.account = keys_.account(account);
  row.detail = dump(detail);
  if (const Status status = append(std::move(row)); !status.ok()) return status.error();
  Result<Standing> after = standing(account, ladder);
  if (!after.ok()) return after.error();
  return Recorded{head_.sequence, after.value()};
}

Result<Standing> Ledger::pardon(std::string_view account, std::optional<std::int64_t> strike,
                                const Reason& reason, const Ladder* ladder) {
  Result<History*> known = history(account);
  if (!known.ok()) return known.error();
  const std::vector<Strike>& strikes = known.value()->strikes;
  if (strike && !has_strike(strikes, *strike)) return not_found();
  Json pardoned = Json::array();
  for (const Strike& each : strikes) {
    if (!each.pardoned && (!strike || each.sequence == *strike)) pardoned.push_back(each.sequence);
  }
  if (!pardoned.empty()) {
    Row row;
    row.kind = kPardon;
    row.account = keys_.account(account);
    row.detail = dump(Json{{"strikes", pardoned}, {"by", reason.by}, {"why", reason.why}});
    if (const Status status = append(std::move(row)); !status.ok()) return status.error();
  }
  return standing(account, ladder);
}

Result<Recorded> Ledger::appeal(std::string_view account, std::optional<std::int64_t> strike,
                                const Reason& reason, const Ladder* ladder) {
  Result<History*> known = history(account);
  if (!known.ok()) return known.error();
  const std::vector<Strike>& strikes = known.value()->strikes;
  if (strike ? !has_strike(strikes, *strike) : strikes.empty()) return not_found();
  Row row;
  row.kind = kAppeal;
  row.account = keys_.account(account);
  row.detail = dump(
      Json{{"strike", strike ? Json(*strike) : Json()}, {"by", reason.by}, {"why", reason.why}});
  if (const Status status = append(std::move(row)); !status.ok()) return status.error();
  const Result<Standing> after = standing(account, ladder);
  if (!after.ok()) return after.error();
  return Recorded{head_.sequence, after.value()};
}

Result<std::string> Ledger::export_account(std::string_view account, const Ladder* ladder) {
  const Result<Standing> now = standing(account, ladder);
  if (!now.ok()) return now.error();
  const Result<std::vector<Row>> rows = store_->rows_of(keys_.accounts(account), 0);
  if (!rows.ok()) return rows.error();
  Json json;
  json["account"] = account;
  json["standing"] = parse(to_json(now.value()));
  json["events"] = Json::array();
  for (const Row& row : rows.value()) {
    Json event;
    event["sequence"] = row.sequence;
    event["time"] = utc_text(row.at);
    event["kind"] = row.kind;
    event.update(parse(row.detail));
    json["events"].push_back(std::move(event));
  }
  return dump(json);
}

Result<std::int64_t> Ledger::empty_rows(const std::vector<std::int64_t>& sequences,
                                        const char* kind) {
  if (sequences.empty()) return std::int64_t{0};
  for (const std::int64_t each : sequences) {
    if (const Status status = store_->empty_row(each); !status.ok()) return status.error();
  }
  Row row;
  row.kind = kind;
  row.detail = dump(Json{{"erased", sequences}});
  if (const Status status = append(std::move(row)); !status.ok()) return status.error();
  ++head_.erasures;
  histories_.clear();
  remembered_ = 0;
  return static_cast<std::int64_t>(sequences.size());
}

Result<std::int64_t> Ledger::erase(std::string_view account, const Ladder* ladder) {
  const Result<Standing> before = standing(account, ladder);
  if (!before.ok()) return before.error();
  const Result<std::vector<Row>> rows = store_->rows_of(keys_.accounts(account), 0);
  if (!rows.ok()) return rows.error();
  std::vector<std::int64_t> sequences;
  for (const Row& row : rows.value()) {
    if (row.kind != kTombstone) sequences.push_back(row.sequence);
  }
  const Status forgotten = store_->forget_answers_of(keys_.accounts(account));
  if (!forgotten.ok()) return forgotten.error();
  Result<std::int64_t> erased = empty_rows(sequences, kErasure);
  if (!erased.ok() || sequences.empty() || !settings_.tombstones ||
      before.value().step != Step::block) {
    return erased;
  }
  Row row;
  row.kind = kTombstone;
  row.account = keys_.account(account);
  row.detail = dump(Json{{"step", to_string(Step::block)}});
  if (const Status status = append(std::move(row)); !status.ok()) return status.error();
  return erased;
}

Result<std::int64_t> Ledger::retain(const Ladder* ladder) {
  const Status status = store_->forget_answers_before(now_ - settings_.answer_days * kDay);
  if (!status.ok()) return status.error();
  if (ladder == nullptr || ladder->decay_days == 0 || clock_.has_jumped()) return std::int64_t{0};
  const std::int64_t days = ladder->decay_days + settings_.keep_days;
  const auto old = store_->rows_before(now_ - days * kDay, kErasedAtOnce);
  if (!old.ok()) return old.error();
  return empty_rows(old.value(), kRetention);
}

Result<std::optional<std::string>> Ledger::first_answer(std::string_view key,
                                                        std::string_view request) {
  const Result<std::optional<KeptAnswer>> found = store_->answer(keys_.references(key));
  if (!found.ok()) return found.error();
  if (!found.value()) return std::optional<std::string>();
  const KeptAnswer& kept = *found.value();
  if (!equal_in_constant_time(kept.seal, keys_.seal(kept.key, answer_seal_text(kept)))) {
    return Error{Failure::damaged, "a kept answer is not as it was written"};
  }
  const std::vector<std::string> same = keys_.references(request);
  if (std::find(same.begin(), same.end(), kept.request) == same.end()) {
    return Error{Failure::mismatch, "this Idempotency-Key was used for another request"};
  }
  return std::optional<std::string>(kept.answer);
}

Status Ledger::keep_answer(std::string_view key, std::string_view request, std::string_view account,
                           std::string answer) {
  KeptAnswer kept;
  kept.reference = keys_.reference(key);
  kept.request = keys_.reference(request);
  kept.account = keys_.account(account);
  kept.at = now_;
  kept.key = keys_.current_id();
  kept.answer = std::move(answer);
  kept.seal = keys_.seal(kept.key, answer_seal_text(kept));
  return store_->keep_answer(kept);
}

}  // namespace precheck::ledger
