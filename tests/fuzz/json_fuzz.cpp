// Any bytes as JSON: what our reader takes, nlohmann/json takes too, and what ours refuses beyond
// that has one of our own reasons.
#include <nlohmann/json.hpp>

#include "fuzz.h"
#include "json_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const precheck::ParsedJson parsed = precheck::parse_json(text);
  // nlohmann/json takes a NUL for the end; ours says that there is one.
  const bool is_json = text.find('\0') == text.npos && nlohmann::json::accept(text);
  if (parsed.ok) {
    PRECHECK_EXPECT(is_json);
    return 0;
  }
  PRECHECK_EXPECT(!parsed.error.code.empty() && !parsed.error.message.empty());
  PRECHECK_EXPECT(parsed.error.line > 0 && parsed.error.column > 0);
  if (is_json) PRECHECK_EXPECT(parsed.error.code != "not_json");
  return 0;
}
