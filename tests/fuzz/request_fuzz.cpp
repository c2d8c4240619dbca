// Any bytes as a request: a verdict or an error, both of them JSON, and never a finding beside an
// error.
#include <precheck/precheck.hpp>

#include "fuzz.h"
#include "json_reader.h"

namespace {

const precheck::Policy& policy() {
  static const precheck::Compilation compiled = precheck::compile(
      R"({"format":1,"name":"P","rules":[{"id":"a","category":"c","action":"warn","message":"m",)"
      R"("match":{"any":[{"words":["scam"]},{"author":"strikes","over":2},{"repeats":0.8}]}}]})");
  PRECHECK_EXPECT(compiled.ok());
  return *compiled.policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string json(reinterpret_cast<const char*>(data), size);
  const precheck::ParsedRequest parsed = precheck::parse_request(json);
  const std::string answer = policy().check_json(json);
  const precheck::ParsedJson tree = precheck::parse_json(answer);
  PRECHECK_EXPECT(tree.ok);
  PRECHECK_EXPECT(parsed.request.has_value() == (tree.root.find("findings") != nullptr));
  PRECHECK_EXPECT(parsed.request.has_value() == (tree.root.find("error") == nullptr));
  const precheck::JsonValue* id = tree.root.find("id");
  PRECHECK_EXPECT(id != nullptr);
  PRECHECK_EXPECT(parsed.id.has_value() == (id->kind == precheck::JsonValue::Kind::string));
  if (parsed.request) PRECHECK_EXPECT(parsed.request->id == parsed.id);
  precheck::parse_post(json);
  return 0;
}
