// Any bytes as a compiled policy, once as they are and once under a right hash: refused, or a
// policy that checks comments. Bytes that begin with "edit" are edits of a policy that was compiled
// here, so that seeds never grow old: a place (2 bytes) and a byte to put there or to go by.
#include <precheck/precheck.hpp>

#include "compiled_format.h"
#include "compiled_policy.h"
#include "fuzz.h"
#include "json_reader.h"

namespace {

const char kPolicy[] = R"json({
  "format": 1, "name": "P", "languages": ["en", "zh"],
  "lexicons": {"party": {"usa": ["America", "the US", "美国"], "uk": ["Britain"]}},
  "posts": {"wide": {"any": [{"tags": ["compare"]}, {"phrases": ["how does * compare"]}]}},
  "matchers": {"long": {"measure": "words", "over": 3}},
  "rules": [
    {"id": "a", "category": "c", "action": "warn", "message": {"en": "m", "zh": "z"},
     "match": {"all": [{"lexicon": "party", "absent_from": ["post"]}, {"matcher": "long"},
                       {"not": {"post": "wide"}}], "within": "comment"},
     "unless": {"words": ["kill yourself", "\"quoted\""]}},
    {"id": "b", "category": "c", "action": "hold", "message": "m",
     "match": {"any": [{"phrases": ["^ you * (are|were) *3 [party] $", "[post] lies"]},
                       {"pattern": "wi.dow"}], "at_least": 1}},
    {"id": "c", "category": "c", "action": "advise", "message": "m",
     "match": {"any": [{"unsupported": ["claim"]}, {"repeats": 0.8}, {"topic": ["post"], "under": 0.2}]}}],
  "ladder": {"decay_days": 9, "steps": [{"strikes": 1, "do": "delete"}, {"strikes": 3, "do": "block"}]}
})json";

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

// What stands after the header of a good one.
const std::string& good_rest() {
  static const std::string rest =
      precheck::publish_compiled(kPolicy).bytes.substr(precheck::kCompiledHeader);
  PRECHECK_EXPECT(rest.size() > 100);
  return rest;
}

std::string edited(std::string_view edits) {
  std::string rest = good_rest();
  for (; edits.size() >= 4; edits.remove_prefix(4)) {
    const auto at =
        static_cast<unsigned char>(edits[0]) << 8 | static_cast<unsigned char>(edits[1]);
    char& byte = rest[static_cast<std::size_t>(at) % rest.size()];
    byte = edits[2] & 1 ? edits[3] : static_cast<char>(byte ^ edits[3]);
  }
  return rest;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kEdit = "edit";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.substr(0, kEdit.size()) == kEdit) {
    try_out(precheck::seal_compiled_policy(edited(bytes.substr(kEdit.size())), true));
    return 0;
  }
  try_out(bytes);
  try_out(precheck::seal_compiled_policy(bytes, true));
  return 0;
}
