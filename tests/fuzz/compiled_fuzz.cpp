// Any bytes as a compiled policy, once as they are and once under a right hash: refused, or a
// policy that checks comments.
#include <precheck/precheck.hpp>

#include "compiled_policy.h"
#include "fuzz.h"
#include "json_reader.h"

namespace {

const char* const kRequests[] = {
    R"({"comment":"But America does it too!","post":{"title":"Law","tags":["x"]},"parent":"a b"})",
    R"({"comment":"a b c\n\n> d \"e\" `f` SCAM!!! s c a m","author":{"strikes":2},"language":"zh"})",
    R"({"comment":"","earlier":["a"]})"};

void try_out(std::string_view bytes) {
  const precheck::Compilation compiled = precheck::compile(bytes);
  PRECHECK_EXPECT(compiled.ok() == compiled.errors().empty());
  if (!compiled.ok()) return;
  for (const char* request : kRequests) {
    PRECHECK_EXPECT(precheck::parse_json(compiled.policy->check_json(request)).ok);
  }
  PRECHECK_EXPECT(precheck::parse_json(compiled.policy->about_json()).ok);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try_out(bytes);
  try_out(precheck::seal_compiled_policy(bytes, true));
  return 0;
}
