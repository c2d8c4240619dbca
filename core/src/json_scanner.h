// Walks over JSON text, token by token: what requests and policies are read with.
#pragma once

#include <string>
#include <string_view>

namespace precheck {

class JsonScanner {
 public:
  // `json` must stay where it is for as long as this and what it gives are used.
  void start(std::string_view json);

  // The byte that is looked at; after a function failed, the one at which it shows.
  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == json_.size(); }
  // '\0' at the end.
  char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  std::string_view rest() const { return json_.substr(at_); }
  void skip(std::size_t bytes) { at_ += bytes; }

  void skip_spaces() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') ++at_;
  }

  // Steps over `byte`, and white space before it, where it comes next.
  bool next_is(char byte) {
    skip_spaces();
    if (peek() != byte || at_end()) return false;
    ++at_;
    return true;
  }

  // Steps over `word` where it stands here.
  bool skip_word(std::string_view word);

  // A string, and white space before it. `text` lives until the next start().
  bool read_string(std::string_view& text);

 private:
  bool read_escaped(std::string_view& text, std::size_t begin);
  bool read_escape();
  bool read_hex(char32_t& unit);
  bool read_utf8();
  bool read_one_beyond_ascii();

  std::string_view json_;
  std::size_t at_ = 0;
  std::string unescaped_;  // of all strings with escapes; never grows while a text is read
};

}  // namespace precheck
