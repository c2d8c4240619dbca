#include <nlohmann/json.hpp>

#include "cli/eval_report.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::ordered_json;

Json figure(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json figures(const Confusion& confusion) {
  Json out;
  out["precision"] = figure(confusion.precision());
  out["recall"] = figure(confusion.recall());
  out["f1"] = figure(confusion.f1());
  out["accuracy"] = figure(confusion.accuracy());
  out["support"] = confusion.support();
  out["hits"] = confusion.hits;
  out["false_alarms"] = confusion.false_alarms;
  out["misses"] = confusion.misses;
  out["passes"] = confusion.passes;
  return out;
}

Json policy_json(const EvalPlan& plan, const Policy& policy, const PolicyFigures& counted) {
  Json out;
  out["name"] = policy.name();
  out["revision"] = policy.revision();
  out["together"] = figures(counted.together);
  out["rules"] = Json::array();
  for (std::size_t rule = 0; rule < plan.rules.size(); ++rule) {
    Json each;
    each["rule"] = plan.rules[rule].id;
    each["category"] = plan.rules[rule].category;
    each.update(figures(counted.rules[rule]));
    out["rules"].push_back(std::move(each));
  }
  return out;
}

Json changes_json(const EvalChanges& changes) {
  Json out;
  out["now_flagged"] = {{"rightly", changes.now_flagged.hits},
                        {"wrongly", changes.now_flagged.false_alarms}};
  out["no_longer_flagged"] = {{"rightly", changes.no_longer_flagged.passes},
                              {"wrongly", changes.no_longer_flagged.misses}};
  return out;
}

Json groups_json(const std::map<std::string, Confusion>& groups) {
  Json out = Json::array();
  for (const auto& [name, confusion] : groups) {
    Json each;
    each["group"] = name;
    each["rows"] = confusion.rows();
    each["flagged"] = confusion.flagged();
    each["flagged_share"] = figure(confusion.flagged_share());
    each.update(figures(confusion));
    out.push_back(std::move(each));
  }
  return out;
}

// The area as it is, so that a program sees which way the figure goes.
Json ranking_json(const EvalReport& report) {
  const Ranking& ranking = report.tally.ranking;
  Json out;
  out["matcher"] = report.plan.figure;
  out["area_under_curve"] = figure(ranking.area());
  out["rows"] = ranking.with_figure();
  out["rows_without_figure"] = ranking.without_figure();
  return out;
}

Json samples_json(const std::vector<EvalSample>& samples) {
  Json out = Json::array();
  for (const EvalSample& sample : samples) {
    Json each;
    each["line"] = sample.line;
    each["id"] = sample.id;
    each["rules"] = sample.rules;
    each["comment"] = sample.comment;
    each["spans"] = Json::array();
    for (const Span& span : sample.spans) {
      each["spans"].push_back({{"bytes", {span.bytes.begin, span.bytes.end}},
                               {"utf16", {span.utf16.begin, span.utf16.end}}});
    }
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace

std::string eval_json(const EvalReport& report) {
  const EvalPlan& plan = report.plan;
  const EvalTally& tally = report.tally;
  Json out;
  out["data"] = report.data;
  out["label"] = plan.label;
  out["least"] = to_string(plan.least);
  out["rows"] = tally.policy.together.rows();
  out["unlabelled"] = tally.unlabelled;
  out["policy"] = policy_json(plan, *plan.policy, tally.policy);
  if (plan.baseline) {
    out["baseline"] = policy_json(plan, *plan.baseline, tally.baseline);
    out["changes"] = changes_json(tally.changes);
    out["newly_wrong"] = samples_json(tally.newly_wrong);
  }
  if (!plan.group_by.empty()) {
    out["by"] = plan.group_by;
    out["groups"] = groups_json(tally.groups);
  }
  if (!plan.figure.empty()) out["figure"] = ranking_json(report);
  out["false_alarms"] = samples_json(tally.false_alarms);
  out["misses"] = samples_json(tally.misses);
  return out.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace precheck::cli
