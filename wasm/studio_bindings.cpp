// The core for the Studio: what the widget's engine does, and what only a policy's author needs.
#include <emscripten/bind.h>

#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <utility>

namespace {

std::string no_policy() {
  precheck::Error error;
  error.code = "no_policy";
  error.message = "the policy does not compile; errors() says why";
  return precheck::to_json(std::nullopt, error);
}

// A policy, or the reasons why it does not compile. JavaScript frees it with delete().
class StudioPolicy {
 public:
  static std::unique_ptr<StudioPolicy> compile(const std::string& policy_json) {
    return std::make_unique<StudioPolicy>(precheck::compile(policy_json));
  }

  explicit StudioPolicy(precheck::Compilation compilation) : compilation_(std::move(compilation)) {}

  // A JSON array of errors, "[]" when there are none.
  std::string errors() const { return precheck::to_json(compilation_.errors()); }

  std::string revision() const { return compilation_.ok() ? compilation_.policy->revision() : ""; }

  // A verdict, or {"id","error"}.
  std::string check(const std::string& request_json) const {
    return compilation_.ok() ? compilation_.policy->check_json(request_json) : no_policy();
  }

  // An explanation, or {"id","error"}.
  std::string explain(const std::string& request_json) const {
    if (!compilation_.ok()) return no_policy();
    const precheck::ParsedRequest parsed = precheck::parse_request(request_json);
    if (!parsed.request) return precheck::to_json(parsed.id, parsed.error);
    return compilation_.policy->explain_json(*parsed.request);
  }

 private:
  precheck::Compilation compilation_;
};

// A JSON array of warnings. Of a policy that does not compile: its errors.
std::string lint(const std::string& policy_json) {
  return precheck::to_json(precheck::lint(policy_json));
}

// The policy that a browser may see; empty when the policy does not compile.
std::string publish(const std::string& policy_json) { return precheck::publish(policy_json).json; }

}  // namespace

EMSCRIPTEN_BINDINGS(precheck_studio) {
  emscripten::class_<StudioPolicy>("Policy")
      .class_function("compile", &StudioPolicy::compile)
      .function("errors", &StudioPolicy::errors)
      .function("revision", &StudioPolicy::revision)
      .function("check", &StudioPolicy::check)
      .function("explain", &StudioPolicy::explain);
  emscripten::function("lint", &lint);
  emscripten::function("publish", &publish);
}
