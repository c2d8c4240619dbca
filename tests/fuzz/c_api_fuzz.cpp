// The C API as a careless host calls it. The first line is a policy, or one of ours where it is
// empty; the rest is a request. Nothing is NUL-terminated, and every answer is freed.
#include <precheck/precheck.h>

#include <cstring>
#include <string>
#include <vector>

#include "fuzz.h"
#include "json_reader.h"

namespace {

// A copy with nothing behind it, so that the sanitizer sees a look beyond the end.
std::vector<char> exactly(std::string_view text) { return {text.begin(), text.end()}; }

precheck_policy* our_policy() {
  static const std::string json =
      R"({"format":1,"name":"P","rules":[{"id":"a","category":"c","action":"warn","message":"m",)"
      R"("match":{"any":[{"words":["scam","a b"]},{"pattern":"x.z"},{"measure":"words","over":5}]}}],)"
      R"("ladder":{"decay_days":1,"steps":[{"strikes":1,"do":"block"}]}})";
  static precheck_policy* policy = precheck_compile(json.data(), json.size(), nullptr);
  PRECHECK_EXPECT(policy != nullptr);
  return policy;
}

// Takes a string of the library, and gives it back.
void expect_json(char* text) {
  PRECHECK_EXPECT(text != nullptr);
  PRECHECK_EXPECT(precheck::parse_json(text).ok);
  precheck_free(text);
}

void check(const precheck_policy* policy, const std::vector<char>& request) {
  char* first = precheck_check(policy, request.data(), request.size());
  char* second = precheck_check(policy, request.data(), request.size());
  PRECHECK_EXPECT(first != nullptr && second != nullptr && std::strcmp(first, second) == 0);
  precheck_free(first);
  expect_json(second);
}

void compile(const std::vector<char>& json, const std::vector<char>& request) {
  char* errors = nullptr;
  precheck_policy* policy = precheck_compile(json.data(), json.size(), &errors);
  PRECHECK_EXPECT((policy == nullptr) == (errors != nullptr));
  if (errors != nullptr) expect_json(errors);
  if (policy != nullptr) {
    PRECHECK_EXPECT(std::strlen(precheck_policy_revision(policy)) == 71);
    check(policy, request);
  }
  precheck_policy_free(policy);
  char* published = precheck_publish(json.data(), json.size(), &errors);
  PRECHECK_EXPECT((published == nullptr) == (errors != nullptr));
  if (errors != nullptr) expect_json(errors);
  if (published != nullptr) expect_json(published);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\n');
  const std::vector<char> request = exactly(text.substr(end == text.npos ? 0 : end + 1));
  check(our_policy(), request);
  if (end == 0 || end == text.npos) {
    check(nullptr, request);
  } else {
    compile(exactly(text.substr(0, end)), request);
  }
  return 0;
}
