// What follows from a finding: points, decision, ladder, and who is told.
#include <algorithm>

#include "lint_checks.h"

namespace precheck {
namespace {

const char* name_of(Consequence consequence) {
  switch (consequence) {
    case Consequence::remove:
      return "delete";
    case Consequence::hold:
      return "hold";
    case Consequence::block:
      return "block";
  }
  return "";
}

Action by_points(const Decision& decision, int points) {
  if (points >= decision.reject) return Action::reject;
  if (points >= decision.hold) return Action::hold;
  return points >= decision.warn ? Action::warn : Action::allow;
}

void check_points(LintContext& context, const JsonValue& value, const Rule& rule) {
  const JsonValue* points = value.find("points");
  if (points == nullptr) return;
  if (rule.action == Action::advise) {
    context.reader.fail(*points, "unreachable",
                        "the points of an \"advise\" rule never count; leave them out, or make it "
                        "a \"warn\" rule");
    return;
  }
  const Action reached = by_points(context.policy.decision, rule.points);
  if (reached <= rule.action) return;
  const std::string harder(to_string(reached));
  context.reader.fail(*points, "overruled",
                      "the rule says \"" + std::string(to_string(rule.action)) + "\", but its " +
                          counted(static_cast<std::size_t>(rule.points), "point") +
                          " alone reach \"" + harder + "\"; write \"" + harder +
                          "\" as its action, or fewer points");
}

void check_decision(LintContext& context) {
  const JsonValue* given = context.root.find("decision");
  if (given == nullptr) return;
  const std::vector<Rule>& rules = context.policy.rules;
  long all_points = 0;
  for (const Rule& rule : rules) all_points += rule.points;
  const Decision& decision = context.policy.decision;
  const std::pair<Action, int> sums[] = {{Action::warn, decision.warn},
                                         {Action::hold, decision.hold},
                                         {Action::reject, decision.reject}};
  for (const auto& [action, sum] : sums) {
    const JsonValue* place = given->find(to_string(action));
    if (place == nullptr || all_points >= sum) continue;
    const bool has_rule =
        std::any_of(rules.begin(), rules.end(),
                    [wanted = action](const Rule& rule) { return rule.action >= wanted; });
    if (has_rule) continue;
    context.reader.fail(*place, "unreachable",
                        "no comment can get \"" + std::string(to_string(action)) +
                            "\": no rule has that action, and all rules together have " +
                            counted(static_cast<std::size_t>(all_points), "point") +
                            "; lower this sum, or leave it out");
  }
  if (decision.warn == decision.hold || decision.hold == decision.reject) {
    const bool first = decision.warn == decision.hold;
    context.reader.fail(
        *given, "unreachable",
        std::string("the sums for \"") + (first ? "warn" : "hold") + "\" and \"" +
            (first ? "hold" : "reject") +
            "\" are the same, so points never stop at the milder one; let them rise");
  }
}

void check_ladder(LintContext& context) {
  const JsonValue* value = context.root.find("ladder");
  if (value == nullptr) return;
  const std::vector<Rule>& rules = context.policy.rules;
  const bool is_used = std::any_of(rules.begin(), rules.end(),
                                   [](const Rule& rule) { return rule.action >= Action::warn; });
  if (!is_used) {
    context.reader.fail(*value, "unreachable",
                        "all rules only advise, so no comment ever counts as a strike; the ladder "
                        "has nothing to do");
  }
  const std::vector<LadderStep>& steps = context.policy.ladder->steps;
  const std::vector<JsonValue>& places = value->find("steps")->elements;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const int before = i == 0 ? -1 : static_cast<int>(steps[i - 1].consequence);
    const int step = static_cast<int>(steps[i].consequence);
    if (step - before < 2) continue;
    const std::string skipped = name_of(static_cast<Consequence>(step - 1));
    context.reader.fail(
        places[i], "skipped_step",
        i == 0
            ? "the ladder begins with \"" + std::string(name_of(steps[i].consequence)) +
                  "\"; a milder step before it (\"" + skipped + "\") gives people a chance to mend"
            : "the ladder goes from \"" + std::string(name_of(steps[i - 1].consequence)) +
                  "\" straight to \"" + name_of(steps[i].consequence) + "\"; a step \"" + skipped +
                  "\" between them gives people a chance to mend");
  }
}

// A lexicon that a rule for everyone uses is published, and with it what the server looks for.
void check_audience(LintContext& context, const JsonValue& value, const Rule& rule) {
  if (!rule.for_server || rule.action != Action::advise) return;
  context.reader.fail(*value.find("audience"), "unreachable",
                      "the rule " + in_quotes(rule.id) +
                          " advises, and being for the server only it is never shown while people "
                          "write; make it for \"everyone\", or harder than \"advise\"");
}

void check_published(LintContext& context) {
  const std::vector<Rule>& rules = context.policy.rules;
  if (!std::all_of(rules.begin(), rules.end(), [](const Rule& rule) { return rule.for_server; })) {
    return;
  }
  context.reader.fail(*context.root.find("rules"), "nothing_published",
                      "every rule is for the server only, so commenters are never told in time; "
                      "leave \"audience\" out where a rule is no secret");
}

}  // namespace

void check_consequences(LintContext& context) {
  const std::vector<JsonValue>& values = context.rules();
  for (std::size_t i = 0; i < values.size(); ++i) {
    check_points(context, values[i], context.policy.rules[i]);
    check_audience(context, values[i], context.policy.rules[i]);
  }
  check_published(context);
  check_decision(context);
  check_ladder(context);
}

}  // namespace precheck
