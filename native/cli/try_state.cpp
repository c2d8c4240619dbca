#include "cli/try_state.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json to_state(const TrySample& sample) {
  Json marks = Json::array();
  for (const Interval& mark : sample.marks) marks.push_back({mark.begin, mark.end});
  return {{"rank", sample.rank},
          {"number", sample.number},
          {"id", sample.id},
          {"month", sample.month},
          {"moderation", static_cast<int>(sample.moderation)},
          {"before", static_cast<int>(sample.before)},
          {"action", static_cast<int>(sample.action)},
          {"rules", sample.rules},
          {"text", sample.text},
          {"marks", std::move(marks)}};
}

Json to_state(const SamplePool& pool) {
  Json samples = Json::array();
  for (const TrySample& sample : pool.samples()) samples.push_back(to_state(sample));
  return samples;
}

Json to_state(const RuleTally& rule) {
  return {{"flagged", rule.flagged},
          {"by_moderation", rule.by_moderation},
          {"by_month", rule.by_month},
          {"samples", to_state(rule.samples)}};
}

Json to_state(const Error& error) {
  return {{"code", error.code},
          {"pointer", error.pointer},
          {"line", error.line},
          {"column", error.column},
          {"message", error.message}};
}

// What is read here was written by save_state(): the sum behind it says so.
SamplePool pool_of(const Json& state, std::size_t most) {
  SamplePool pool;
  for (const Json& each : state) {
    TrySample sample;
    sample.rank = each.at("rank").get<std::uint64_t>();
    sample.number = each.at("number").get<std::size_t>();
    sample.id = each.at("id").get<std::string>();
    sample.month = each.at("month").get<std::string>();
    sample.moderation = static_cast<Moderation>(each.at("moderation").get<int>() % kModerations);
    sample.before = static_cast<Action>(each.at("before").get<int>() % kActions);
    sample.action = static_cast<Action>(each.at("action").get<int>() % kActions);
    sample.rules = each.at("rules").get<std::vector<std::string>>();
    sample.text = each.at("text").get<std::string>();
    for (const Json& mark : each.at("marks")) {
      sample.marks.push_back({mark.at(0).get<std::size_t>(), mark.at(1).get<std::size_t>()});
    }
    pool.add(std::move(sample), most);
  }
  return pool;
}

RuleTally rule_of(const Json& state, std::size_t samples) {
  RuleTally rule;
  rule.flagged = state.at("flagged").get<std::size_t>();
  rule.by_moderation = state.at("by_moderation").get<ByModeration>();
  rule.by_month = state.at("by_month").get<std::map<std::string, std::size_t>>();
  rule.samples = pool_of(state.at("samples"), samples);
  return rule;
}

Error error_of(const Json& state) {
  Error error;
  error.code = state.at("code").get<std::string>();
  error.pointer = state.at("pointer").get<std::string>();
  error.line = state.at("line").get<std::size_t>();
  error.column = state.at("column").get<std::size_t>();
  error.message = state.at("message").get<std::string>();
  return error;
}

TryTally tally_of(const TryPlan& plan, const Json& state) {
  TryTally tally;
  tally.comments = state.at("comments").get<std::size_t>();
  tally.broken = state.at("broken").get<std::size_t>();
  for (const Json& each : state.at("first_broken")) tally.first_broken.push_back(error_of(each));
  tally.actions = state.at("actions").get<std::array<ByAction, kModerations>>();
  tally.months = state.at("months").get<std::map<std::string, ByAction>>();
  for (const Json& each : state.at("rules")) {
    tally.rules.push_back(rule_of(each, plan.samples_kept));
  }
  tally.false_alarms = pool_of(state.at("false_alarms"), plan.samples_kept);
  tally.misses = pool_of(state.at("misses"), plan.samples_kept);
  tally.rules_before = state.at("rules_before").get<std::vector<std::size_t>>();
  tally.changes = state.at("changes").get<std::array<ByAction, kActions>>();
  tally.harder = pool_of(state.at("harder"), plan.samples_kept);
  tally.milder = pool_of(state.at("milder"), plan.samples_kept);
  tally.fingerprint = state.at("fingerprint").get<std::uint64_t>();
  return tally;
}

// FNV-1a over the text: a state that was cut short or changed by hand is not taken.
std::string check_sum(const std::string& text) {
  std::uint64_t sum = 0xCBF29CE484222325ull;
  for (const char byte : text) sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001B3ull;
  char digits[24];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(sum));
  return digits;
}

std::string revision_of(const std::shared_ptr<const Policy>& policy) {
  return policy ? policy->revision() : "";
}

}  // namespace

std::string save_state(const TryPlan& plan, const TryTally& tally) {
  Json rules = Json::array();
  for (const RuleTally& rule : tally.rules) rules.push_back(to_state(rule));
  Json broken = Json::array();
  for (const Error& error : tally.first_broken) broken.push_back(to_state(error));
  const Json state = {{"precheck_try", kVersion},
                      {"policy", revision_of(plan.policy)},
                      {"against", revision_of(plan.against)},
                      {"samples", plan.samples_kept},
                      {"comments", tally.comments},
                      {"broken", tally.broken},
                      {"first_broken", std::move(broken)},
                      {"actions", tally.actions},
                      {"months", tally.months},
                      {"rules", std::move(rules)},
                      {"false_alarms", to_state(tally.false_alarms)},
                      {"misses", to_state(tally.misses)},
                      {"rules_before", tally.rules_before},
                      {"changes", tally.changes},
                      {"harder", to_state(tally.harder)},
                      {"milder", to_state(tally.milder)},
                      {"fingerprint", tally.fingerprint}};
  const std::string text =
      state.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
  return text + check_sum(text) + '\n';
}

LoadedState load_state(const TryPlan& plan, const std::string& json) {
  LoadedState loaded;
  const std::size_t end = json.find('\n');
  const std::string text = json.substr(0, end == std::string::npos ? json.size() : end + 1);
  if (json != text + check_sum(text) + '\n') {
    loaded.problem =
        "this is no state of `precheck try`, or a damaged one; delete it to begin anew";
    return loaded;
  }
  const Json state = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const bool is_ours =
      state.is_object() && state.contains("precheck_try") && state["precheck_try"] == kVersion;
  if (!is_ours || state["policy"] != revision_of(plan.policy) ||
      state["against"] != revision_of(plan.against) || state["samples"] != plan.samples_kept) {
    loaded.problem =
        "this state was made with another policy or with other options; delete it to begin anew";
    return loaded;
  }
  loaded.tally = tally_of(plan, state);
  return loaded;
}

}  // namespace precheck::cli
