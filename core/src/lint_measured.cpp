// What is measured: rules that flag ordinary comments, and rules that only say what another says.
#include <algorithm>
#include <map>
#include <set>

#include "check.h"
#include "lint_checks.h"
#include "request.h"

namespace precheck {
namespace {

// A rule that costs people something may flag fewer innocent comments than one that only advises.
constexpr double kMostWarned = 0.02;
constexpr double kMostAdvised = 0.10;
// So that a policy of thousands of rules is still read in a moment.
constexpr std::size_t kMostTrials = 200'000;

std::set<std::size_t> speakers(Checker& checker, const Request& request) {
  view(request, checker.request);
  std::set<std::size_t> out;
  for (const Judgement::Found& found : checker.check(checker.request).findings) {
    out.insert(found.rule);
  }
  return out;
}

void check_breadth(LintContext& context) {
  const std::vector<std::string_view>& comments = ordinary_comments();
  Checker checker(context.policy);
  std::vector<std::vector<std::string_view>> flagged(context.policy.rules.size());
  for (const std::string_view comment : comments) {
    Request request;
    request.comment = comment;
    for (const std::size_t rule : speakers(checker, request)) {
      flagged[rule].push_back(comment);
    }
  }
  for (std::size_t i = 0; i < flagged.size(); ++i) {
    const Rule& rule = context.policy.rules[i];
    const double most = rule.action == Action::advise ? kMostAdvised : kMostWarned;
    const auto share =
        static_cast<double>(flagged[i].size()) / static_cast<double>(comments.size());
    if (share <= most) continue;
    context.reader.fail(context.rules()[i], "over_broad",
                        "the rule " + in_quotes(rule.id) + " flags " +
                            std::to_string(flagged[i].size()) + " of " +
                            std::to_string(comments.size()) + " ordinary comments, such as " +
                            in_quotes(flagged[i].front()) +
                            "; narrow it with \"all\", \"unless\" or \"absent_from\"");
  }
}

std::vector<std::set<std::size_t>> speakers_at_examples(LintContext& context,
                                                        const JsonValue& rule) {
  std::vector<std::set<std::size_t>> out;
  const JsonValue* examples = rule.find("examples");
  const JsonValue* flags = examples == nullptr ? nullptr : examples->find("flags");
  if (flags == nullptr) return out;
  Checker checker(context.policy);
  for (const JsonValue& each : flags->elements) {
    Request request;
    if (each.kind == JsonValue::Kind::string) {
      request.comment = each.text;
    } else {
      request = read_request(context.reader, each);
    }
    out.push_back(speakers(checker, request));
  }
  return out;
}

// Both count, or both only advise: otherwise one may well be the harder form of the other.
bool are_alike(const Rule& left, const Rule& right) {
  return (left.action == Action::advise) == (right.action == Action::advise);
}

void check_overlap(LintContext& context) {
  const std::vector<Rule>& rules = context.policy.rules;
  std::size_t trials = 0;
  for (std::size_t i = 0; i < rules.size() && trials < kMostTrials; ++i) {
    const std::vector<std::set<std::size_t>> heard =
        speakers_at_examples(context, context.rules()[i]);
    trials += heard.size() * rules.size();
    if (heard.size() < 2 || context.twins.count(rules[i].id) > 0) continue;
    for (std::size_t other = 0; other < rules.size(); ++other) {
      if (other == i || !are_alike(rules[i], rules[other])) continue;
      const bool always = std::all_of(heard.begin(), heard.end(),
                                      [other](const auto& each) { return each.count(other) > 0; });
      if (!always) continue;
      context.reader.fail(context.rules()[i], "overlapping",
                          "each of the " + counted(heard.size(), "comment") + " that the rule " +
                              in_quotes(rules[i].id) + " must flag is flagged by " +
                              in_quotes(rules[other].id) +
                              " too, so people read two messages and the points add up; join the "
                              "two, or give this rule an example that only it finds");
      break;
    }
  }
}

// The same word in the lists of two rules.
void check_shared_words(LintContext& context) {
  std::map<std::string, std::size_t> owner;
  std::set<std::pair<std::size_t, std::size_t>> told;
  for (std::size_t i = 0; i < context.rules().size(); ++i) {
    const JsonValue* words = context.rules()[i].find("match")->find("words");
    if (words == nullptr || context.twins.count(context.policy.rules[i].id) > 0) continue;
    for (const JsonValue& word : words->elements) {
      const auto [known, is_new] = owner.emplace(word.text, i);
      if (is_new || known->second == i || !told.emplace(known->second, i).second) continue;
      context.reader.fail(
          word, "overlapping",
          in_quotes(word.text) + " stands in the rule " +
              in_quotes(context.policy.rules[known->second].id) +
              " too, so both speak and their points add up; keep it in one of them");
    }
  }
}

}  // namespace

void check_ordinary_comments(LintContext& context) {
  if (context.policy.rules.size() * ordinary_comments().size() <= 10 * kMostTrials) {
    check_breadth(context);
  }
  check_overlap(context);
  check_shared_words(context);
}

}  // namespace precheck
