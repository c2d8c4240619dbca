// Rules that can never speak, rules that look for the same as another, and names nobody uses.
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "lint_checks.h"
#include "usage.h"

namespace precheck {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// What one figure must be for all matchers of a list to say yes.
struct Bounds {
  double least = -kInfinity;
  double most = kInfinity;
  bool least_allowed = true;  // the figure may be `least` itself
  bool most_allowed = true;
  const JsonValue* place = nullptr;

  void raise(double to, bool allowed) {
    if (to < least || (to == least && allowed)) return;
    least = to;
    least_allowed = allowed;
  }
  void lower(double to, bool allowed) {
    if (to > most || (to == most && allowed)) return;
    most = to;
    most_allowed = allowed;
  }
  bool is_empty() const {
    return least > most || (least == most && !(least_allowed && most_allowed));
  }
};

bool is_share(std::string_view measure) { return measure == "capitals" || measure == "digits"; }

bool looks_at_sentences(const JsonValue& matcher) {
  const JsonValue* within = matcher.find("within");
  return within != nullptr && within->text != "comment";
}

// The matchers that must all say yes: those of nested lists, too, where they look at the same text.
std::vector<const JsonValue*> conjuncts_of(const JsonValue& matcher) {
  const JsonValue* all = matcher.find("all");
  if (all == nullptr) return {&matcher};
  std::vector<const JsonValue*> out;
  for (const JsonValue& each : all->elements) {
    if (looks_at_sentences(each)) {
      out.push_back(&each);
      continue;
    }
    for (const JsonValue* part : conjuncts_of(each)) out.push_back(part);
  }
  return out;
}

// The matchers of which one is enough.
std::vector<const JsonValue*> alternatives(const JsonValue& matcher) {
  std::vector<const JsonValue*> out;
  const JsonValue* any = matcher.find("any");
  if (any == nullptr || matcher.find("at_least") != nullptr) {
    out.push_back(&matcher);
    return out;
  }
  for (const JsonValue& each : any->elements) out.push_back(&each);
  return out;
}

void add_bounds(std::map<std::string, Bounds>& figures, const JsonValue& matcher, bool negated) {
  const JsonValue* measure = matcher.find("measure");
  if (measure == nullptr) return;
  const JsonValue* over = matcher.find("over");
  const JsonValue* under = matcher.find("under");
  // "not over 3 and under 5" is no interval.
  if (negated && over != nullptr && under != nullptr) return;
  Bounds& bounds = figures[measure->text];
  bounds.place = &matcher;
  if (bounds.least == -kInfinity) bounds.raise(0, true);
  if (is_share(measure->text) && bounds.most == kInfinity) bounds.lower(1, true);
  if (over != nullptr)
    negated ? bounds.lower(over->number, true) : bounds.raise(over->number, false);
  if (under != nullptr) {
    negated ? bounds.raise(under->number, true) : bounds.lower(under->number, false);
  }
}

class ReachCheck {
 public:
  explicit ReachCheck(JsonReader& reader) : reader_(reader) {}

  // Says why `matcher` never says yes, where that is so.
  void check(const JsonValue& matcher, const JsonValue* unless) {
    const std::vector<const JsonValue*> conjuncts = conjuncts_of(matcher);
    if (contradicts_itself(conjuncts) || contradicts_bounds(conjuncts)) return;
    const bool is_excused =
        unless != nullptr && !looks_at_sentences(matcher) && is_always_excused(conjuncts, *unless);
    if (!is_excused) check_parts(matcher, conjuncts);
  }

 private:
  bool contradicts_itself(const std::vector<const JsonValue*>& conjuncts) {
    std::set<std::string> asked;
    for (const JsonValue* each : conjuncts) asked.insert(canonical_text(*each));
    for (const JsonValue* each : conjuncts) {
      const JsonValue* denied = each->find("not");
      if (denied == nullptr) continue;
      for (const JsonValue* alternative : alternatives(*denied)) {
        if (asked.count(canonical_text(*alternative)) == 0) continue;
        reader_.fail(*each, "unreachable",
                     "this can never say yes: the same matcher is asked for and ruled out here; "
                     "take one of them out");
        return true;
      }
    }
    return false;
  }

  bool contradicts_bounds(const std::vector<const JsonValue*>& conjuncts) {
    std::map<std::string, Bounds> figures;
    for (const JsonValue* each : conjuncts) {
      add_bounds(figures, *each, false);
      if (const JsonValue* denied = each->find("not")) add_bounds(figures, *denied, true);
    }
    for (const auto& [measure, bounds] : figures) {
      if (!bounds.is_empty()) continue;
      reader_.fail(
          *bounds.place, "unreachable",
          "no comment fulfils the bounds on " + in_quotes(measure) + " here" +
              (is_share(measure) ? "; it is a share from 0 to 1" : "; it is never under 0") +
              ", and \"over\" must leave room below \"under\"");
      return true;
    }
    return false;
  }

  bool is_always_excused(const std::vector<const JsonValue*>& conjuncts, const JsonValue& unless) {
    for (const JsonValue* alternative : alternatives(unless)) {
      const std::string excuse = canonical_text(*alternative);
      for (const JsonValue* each : conjuncts) {
        if (canonical_text(*each) != excuse) continue;
        reader_.fail(unless, "unreachable",
                     "this rule can never speak: \"unless\" says yes whenever \"match\" does; "
                     "narrow \"unless\"");
        return true;
      }
    }
    return false;
  }

  // What stands deeper: lists that look at a sentence, and alternatives, each reached or not.
  void check_parts(const JsonValue& matcher, const std::vector<const JsonValue*>& conjuncts) {
    for (const JsonValue* each : conjuncts) {
      if (each != &matcher && each->find("all") != nullptr) check(*each, nullptr);
      const JsonValue* any = each->find("any");
      if (any == nullptr) continue;
      for (const JsonValue& alternative : any->elements) check(alternative, nullptr);
    }
  }

  JsonReader& reader_;
};

void check_twins(LintContext& context) {
  std::map<std::string, const JsonValue*> known;
  for (const JsonValue& rule : context.rules()) {
    const JsonValue* unless = rule.find("unless");
    const std::string what = canonical_text(*rule.find("match")) +
                             (unless == nullptr ? "" : "unless " + canonical_text(*unless));
    const auto [first, is_new] = known.emplace(what, &rule);
    if (is_new) continue;
    context.twins.insert(rule.find("id")->text);
    context.twins.insert(first->second->find("id")->text);
    context.reader.fail(rule, "duplicate",
                        "the rule " + in_quotes(rule.find("id")->text) + " looks for the same as " +
                            in_quotes(first->second->find("id")->text) +
                            ", so both speak and their points add up; keep one");
  }
}

const char* how_to_use(std::string_view kind) {
  if (kind == "lexicons") return "lexicon";
  return kind == "posts" ? "post" : "matcher";
}

void check_unused(LintContext& context) {
  const Usage usage(context.root, Usage::Rules::all);
  for (const std::string kind : {"lexicons", "posts", "matchers"}) {
    const JsonValue* definitions = context.root.find(kind);
    if (definitions == nullptr) continue;
    for (const JsonMember& member : definitions->members) {
      if (usage.uses(kind, member.key)) continue;
      context.reader.fail_at(
          member.value.pointer, member.offset, "unused",
          in_quotes(member.key) + " is defined here, and no rule uses it; use it as {\"" +
              how_to_use(kind) + "\": \"" + member.key + "\"}" +
              (kind == "lexicons" ? " or [" + member.key + "]" : "") + ", or take it out");
    }
  }
}

}  // namespace

void check_reach(LintContext& context) {
  for (const JsonValue& rule : context.rules()) {
    ReachCheck(context.reader).check(*rule.find("match"), rule.find("unless"));
  }
  check_twins(context);
  check_unused(context);
}

}  // namespace precheck
