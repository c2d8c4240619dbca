// Reads the requests that hosts send, straight from their text: no tree, no copies but of strings
// with escapes. It knows well-formed requests with known keys only; what it refuses,
// parse_request() reads at leisure and says what is wrong.
#pragma once

#include <string_view>
#include <vector>

#include "json_scanner.h"
#include "request.h"

namespace precheck {

class RequestReader {
 public:
  // False when it is not that simple. `json` must outlive `request`, and so must this reader.
  bool read(std::string_view json, RequestView& request);

 private:
  bool read_member(std::string_view key, RequestView& request);
  bool read_post(RequestView& request);
  bool read_author(RequestView& request);
  template <typename Member>
  bool read_object(Member member);
  bool read_text(std::string_view& text);
  bool read_texts(std::vector<std::string_view>& texts);
  bool read_strikes(std::int64_t& strikes);
  bool read_flag(bool& flag);
  bool is_null();

  JsonScanner in_;
};

}  // namespace precheck
