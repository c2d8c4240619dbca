// JSON text -> a tree that remembers where everything stood, with checked access only.
// nlohmann/json does the reading; its own tree is not used, because it forgets positions and
// recurses without limit.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace precheck {

struct JsonMember;

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  bool is_integer = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string text;  // a string, or the digits of a number with a fraction
  std::vector<JsonValue> elements;
  std::vector<JsonMember> members;
  std::size_t offset = 0;  // of the first byte, in the document
  std::string pointer;     // JSON Pointer

  const JsonValue* find(std::string_view key) const;
};

struct JsonMember {
  std::string key;
  std::size_t offset = 0;  // of the key
  JsonValue value;
};

// After this many errors one more says that there are others.
inline constexpr std::size_t kMostErrors = 200;

struct ParsedJson {
  JsonValue root;
  bool ok = false;
  Error error;
};

// Refuses what is not JSON, is deeper than kMaxDepth or holds a key twice in one object.
ParsedJson parse_json(std::string_view text);

// Whether the errors of a policy come with words. Where they do not, the code and the place have to
// do: a page would download 15 kB for sentences that its owner has read in `precheck lint`.
bool says_why();  // says_why.cpp, or a host of its own

// Reads values out of a tree and collects what is wrong with them. A function that fails adds an
// error and returns null, so that one run shows every error.
class JsonReader {
 public:
  JsonReader(std::string_view document, std::vector<Error>& errors)
      : document_(document), errors_(errors) {}

  void fail(const JsonValue& at, std::string_view code, std::string message);
  void fail_at(std::string pointer, std::size_t offset, std::string_view code, std::string message);

  // `why` makes the message, for hosts that want one.
  template <typename Why, typename = decltype(std::declval<Why&>()())>
  void fail(const JsonValue& at, std::string_view code, Why why) {
    fail_at(at.pointer, at.offset, code, why);
  }
  template <typename Why, typename = decltype(std::declval<Why&>()())>
  void fail_at(std::string pointer, std::size_t offset, std::string_view code, Why why) {
    fail_at(std::move(pointer), offset, code, says_why() ? std::string(why()) : std::string());
  }

  // Each member must be one of `allowed`. The message names the nearest of them.
  void check_keys(const JsonValue& object, const std::vector<std::string_view>& allowed,
                  std::string_view what);

  const JsonValue* require(const JsonValue& object, std::string_view key);

  bool is_object(const JsonValue& value, std::string_view what);
  bool is_array(const JsonValue& value, std::string_view what);
  const std::string* string(const JsonValue& value, std::string_view what);
  const std::string* non_empty_string(const JsonValue& value, std::string_view what);
  const bool* boolean(const JsonValue& value, std::string_view what);
  const double* number(const JsonValue& value, std::string_view what);
  const std::int64_t* integer(const JsonValue& value, std::string_view what, std::int64_t least,
                              std::int64_t most);

  // The place of `value` in `words`, or -1.
  int one_of(const JsonValue& value, const std::vector<std::string_view>& words,
             std::string_view what);

  // How many errors there were, also those that are only counted (see kMostErrors).
  std::size_t error_count() const { return error_count_; }

 private:
  bool has_kind(const JsonValue& value, JsonValue::Kind kind, std::string_view what);

  std::string_view document_;
  std::vector<Error>& errors_;
  std::size_t error_count_ = 0;
};

std::string_view kind_name(JsonValue::Kind kind);
std::string pointer_to(const std::string& parent, std::string_view key);

// "a, b or c", and the word nearest to a misspelt one.
std::string listed(const std::vector<std::string_view>& words);
std::string nearest_word(std::string_view word, const std::vector<std::string_view>& words);

// `text` in quotation marks, cut to a length that fits a message.
std::string in_quotes(std::string_view text);

}  // namespace precheck
