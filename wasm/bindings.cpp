// The core for the browser: strings in, strings out, and nothing else crosses the border.
#include <emscripten/bind.h>

#include <memory>
#include <precheck/precheck.hpp>
#include <string>
#include <utility>

namespace {

// A policy, or the reasons why it does not compile. JavaScript frees it with delete().
class Checker {
 public:
  static std::unique_ptr<Checker> compile(const std::string& policy_json) {
    return std::make_unique<Checker>(precheck::compile(policy_json));
  }

  explicit Checker(precheck::Compilation compilation) : compilation_(std::move(compilation)) {}

  // A JSON array of errors, "[]" when there are none.
  std::string errors() const { return precheck::to_json(compilation_.errors()); }

  std::string name() const { return compilation_.ok() ? compilation_.policy->name() : ""; }
  std::string revision() const { return compilation_.ok() ? compilation_.policy->revision() : ""; }

  // A verdict, or {"id","error"}: without a policy there is no verdict, and none may look like one.
  std::string check(const std::string& request_json) const {
    if (compilation_.ok()) return compilation_.policy->check_json(request_json);
    precheck::Error error;
    error.code = "no_policy";
    error.message = "the policy does not compile; errors() says why";
    return precheck::to_json(std::nullopt, error);
  }

 private:
  precheck::Compilation compilation_;
};

std::string version() { return std::string(precheck::version()); }

}  // namespace

EMSCRIPTEN_BINDINGS(precheck) {
  emscripten::class_<Checker>("Checker")
      .class_function("compile", &Checker::compile)
      .function("errors", &Checker::errors)
      .function("name", &Checker::name)
      .function("revision", &Checker::revision)
      .function("check", &Checker::check);
  emscripten::function("version", &version);
}
