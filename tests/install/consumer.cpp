#include <iostream>
#include <precheck/precheck.hpp>

int main() {
  const precheck::Compilation compiled = precheck::compile(
      R"({"format":1,"name":"n","rules":[{"id":"r","category":"c","action":"warn","message":"m","match":{"words":["scam"]}}]})");
  if (!compiled.ok()) return 1;
  precheck::Request request;
  request.comment = "a scam";
  const precheck::Verdict verdict = compiled.policy->check(request);
  std::cout << precheck::to_json(verdict) << '\n';
  return verdict.action == precheck::Action::warn ? 0 : 1;
}
