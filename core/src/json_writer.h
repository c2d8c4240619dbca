// Appends JSON to a string. UTF-8 goes through as it is; what is not UTF-8 becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace precheck {

void append_json_string(std::string& out, std::string_view text);

// Writes an object or a list: puts the commas where they belong.
class JsonList {
 public:
  JsonList(std::string& out, char open, char close) : out_(out), close_(close) { out_ += open; }
  ~JsonList() { out_ += close_; }
  JsonList(const JsonList&) = delete;
  JsonList& operator=(const JsonList&) = delete;

  void item() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void key(std::string_view name) {
    item();
    append_json_string(out_, name);
    out_ += ':';
  }
  // `json` is JSON already.
  void raw(std::string_view name, std::string_view json) {
    key(name);
    out_ += json;
  }
  void string(std::string_view name, std::string_view text) {
    key(name);
    append_json_string(out_, text);
  }

 private:
  std::string& out_;
  char close_;
  bool first_ = true;
};

}  // namespace precheck
