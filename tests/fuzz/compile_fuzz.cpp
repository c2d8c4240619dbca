// Any bytes as a policy: errors or a policy, never both. What compiles checks comments, is linted,
// and is published into a policy that says the same.
#include <precheck/precheck.hpp>

#include "fuzz.h"
#include "json_reader.h"

namespace {

const char* const kComments[] = {"But America does it too!", "你是傻瓜 http://a.example", "",
                                 "a b c\n\n> d \"e\" `f` SCAM!!!"};

void expect_located(const std::vector<precheck::Error>& errors) {
  for (const precheck::Error& error : errors) {
    PRECHECK_EXPECT(!error.code.empty());
    PRECHECK_EXPECT(!error.message.empty());
    PRECHECK_EXPECT(error.pointer.empty() || error.pointer.front() == '/');
    PRECHECK_EXPECT(error.line > 0 && error.column > 0);
  }
  PRECHECK_EXPECT(precheck::parse_json(precheck::to_json(errors)).ok);
}

bool is_published(const precheck::JsonValue& rule) {
  const precheck::JsonValue* audience = rule.find("audience");
  return audience == nullptr || audience->text != "server";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string json(reinterpret_cast<const char*>(data), size);
  const precheck::Compilation compiled = precheck::compile(json);
  PRECHECK_EXPECT(compiled.ok() == compiled.errors().empty());
  expect_located(compiled.errors());
  expect_located(precheck::lint(json));
  const precheck::Publication published = precheck::publish(json);
  PRECHECK_EXPECT(published.errors.empty() != published.json.empty());
  if (!compiled.ok()) {
    PRECHECK_EXPECT(published.json.empty());
    return 0;
  }
  bool publishes_all = true;
  const precheck::ParsedJson parsed = precheck::parse_json(json);
  for (const precheck::JsonValue& rule : parsed.root.find("rules")->elements) {
    publishes_all = publishes_all && is_published(rule);
  }
  precheck::Compilation open;
  if (!published.json.empty()) {
    open = precheck::compile(published.json);
    PRECHECK_EXPECT(open.ok());
    PRECHECK_EXPECT(open.policy->revision() == compiled.policy->revision());
    PRECHECK_EXPECT(precheck::publish(published.json).json == published.json);
  }
  for (const char* comment : kComments) {
    precheck::Request request;
    request.comment = comment;
    const std::string verdict = precheck::to_json(compiled.policy->check(request));
    PRECHECK_EXPECT(precheck::parse_json(verdict).ok);
    if (publishes_all) PRECHECK_EXPECT(precheck::to_json(open.policy->check(request)) == verdict);
  }
  return 0;
}
