// Reads the requests that hosts send, straight from their text: no tree, no copies but of strings
// with escapes. It knows well-formed requests with known keys only; what it refuses,
// parse_request() reads at leisure and says what is wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
  bool read_string(std::string_view& text);
  bool read_escaped(std::string_view& text, std::size_t begin);
  bool read_escape();
  bool read_hex(char32_t& unit);
  bool read_utf8();
  bool read_strikes(std::int64_t& strikes);
  bool read_flag(bool& flag);
  bool is_null();
  bool next_is(char byte);
  bool skip_word(std::string_view word);
  void skip_spaces();

  std::string_view json_;
  std::size_t at_ = 0;
  std::string unescaped_;  // of all strings with escapes; never grows while a request is read
};

}  // namespace precheck
