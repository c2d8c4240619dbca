// In place of core/src/request.cpp in the small module: without its tree and its sentences. What
// request_reader.cpp does not read is refused, so that a request with a key that nobody knows must
// lose it first (web/src/request-json.ts).
#include <precheck/precheck.hpp>

namespace precheck {

ParsedRequest parse_request(std::string_view) {
  ParsedRequest refused;
  refused.error.code = "needs_json_engine";
  refused.error.message = "this is no request, or one with keys that this module does not know";
  return refused;
}

}  // namespace precheck
