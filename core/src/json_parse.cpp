#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "json_reader.h"
#include "json_syntax.h"

namespace precheck {
namespace {

using Json = nlohmann::json;

// Lets the handler below see how far the parser has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char* begin, std::size_t* read)
      : at_(at), begin_(begin), read_(read) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    *read_ = static_cast<std::size_t>(at_ - begin_);
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char* begin_;
  std::size_t* read_;
};

// Builds the tree. Between two tokens stand only white space, commas and colons; so the start of a
// token is found from the end of the one before.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  TreeBuilder(std::string_view document, const std::size_t* read)
      : document_(document), read_(read) {}

  bool null() override { return add(JsonValue{}); }
  bool boolean(bool value) override {
    JsonValue json;
    json.kind = JsonValue::Kind::boolean;
    json.boolean = value;
    return add(std::move(json));
  }
  bool number_integer(number_integer_t value) override {
    return add_number(static_cast<double>(value), true, value);
  }
  bool number_unsigned(number_unsigned_t value) override {
    const bool fits = value <= static_cast<number_unsigned_t>(INT64_MAX);
    return add_number(static_cast<double>(value), fits,
                      fits ? static_cast<std::int64_t>(value) : 0);
  }
  bool number_float(number_float_t value, const string_t& digits) override {
    JsonValue json;
    json.kind = JsonValue::Kind::number;
    json.number = value;
    json.text = digits;
    return add(std::move(json));
  }
  bool string(string_t& value) override {
    JsonValue json;
    json.kind = JsonValue::Kind::string;
    json.text = std::move(value);
    return add(std::move(json));
  }
  bool binary(binary_t&) override { return false; }  // JSON text has none

  bool start_object(std::size_t) override { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Open& object = stack_.back();
    object.key_offset = token_start();
    object.key = std::move(name);
    object.awaits_value = true;
    end_ = *read_;
    if (object.keys.insert(object.key).second) return true;
    fail("duplicate_key", pointer_to(object.value.pointer, object.key), object.key_offset,
         "the key " + in_quotes(object.key) + " stands here a second time; keep one");
    return false;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    if (!error_.code.empty()) return false;
    const std::size_t at = std::min(position > 0 ? position - 1 : 0, document_.size());
    const SyntaxPlace place = syntax_place(at);
    const std::size_t start = std::min(place.bad_start, document_.size());
    const bool is_string = start < document_.size() && document_[start] == '"';
    fail("not_json", place_of_next(), is_string ? std::max(at, start) : start,
         "this is not JSON: " + why_not_json(document_, place));
    return false;
  }

  JsonValue take_root() { return std::move(root_); }
  const Error& error() const { return error_; }
  std::size_t error_offset() const { return error_offset_; }

 private:
  struct Open {
    JsonValue value;
    std::string key;
    std::size_t key_offset = 0;
    bool awaits_value = false;
    std::unordered_set<std::string> keys;
  };

  std::size_t token_start() const {
    std::size_t at = end_;
    // A byte order mark may stand first.
    if (at == 0 && document_.substr(0, 3) == "\xEF\xBB\xBF") at = 3;
    while (at < document_.size() &&
           std::string_view(" \t\r\n,:").find(document_[at]) != std::string_view::npos) {
      ++at;
    }
    return at;
  }

  SyntaxPlace syntax_place(std::size_t stopped_at) const {
    SyntaxPlace place;
    place.last_end = end_;
    const std::size_t number = misread_number(document_, end_);
    place.bad_start = number < end_ ? number : token_start();
    place.stopped_at = stopped_at;
    place.is_complete = is_complete_;
    if (stack_.empty()) return place;
    const Open& parent = stack_.back();
    const bool is_array = parent.value.kind == JsonValue::Kind::array;
    place.inside = is_array ? SyntaxPlace::Inside::array : SyntaxPlace::Inside::object;
    place.opened_at = parent.value.offset;
    place.has_entries = !parent.value.elements.empty() || !parent.value.members.empty();
    place.awaits_value = parent.awaits_value;
    return place;
  }

  std::string place_of_next() const {
    if (stack_.empty()) return {};
    const Open& parent = stack_.back();
    if (parent.value.kind == JsonValue::Kind::array) {
      return parent.value.pointer + "/" + std::to_string(parent.value.elements.size());
    }
    // Between two members there is no key: the object itself is the place.
    return parent.awaits_value ? pointer_to(parent.value.pointer, parent.key)
                               : parent.value.pointer;
  }

  void place(JsonValue& value) {
    value.offset = token_start();
    value.pointer = place_of_next();
  }

  void attach(JsonValue value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      is_complete_ = true;
      return;
    }
    Open& parent = stack_.back();
    if (parent.value.kind == JsonValue::Kind::object) {
      parent.value.members.push_back({std::move(parent.key), parent.key_offset, std::move(value)});
      parent.awaits_value = false;
    } else {
      parent.value.elements.push_back(std::move(value));
    }
  }

  bool add(JsonValue value) {
    place(value);
    // After a number the parser has read one byte more; it is white space or a bracket, and both
    // are stepped over before the next token.
    end_ = *read_;
    if (value.kind == JsonValue::Kind::number) end_ = number_end(value.offset);
    attach(std::move(value));
    return true;
  }

  std::size_t number_end(std::size_t at) const {
    const std::size_t end = document_.find_first_not_of("+-.0123456789eE", at);
    return end == std::string_view::npos ? document_.size() : end;
  }

  bool add_number(double number, bool is_integer, std::int64_t integer) {
    JsonValue json;
    json.kind = JsonValue::Kind::number;
    json.number = number;
    json.is_integer = is_integer;
    json.integer = integer;
    return add(std::move(json));
  }

  bool open(JsonValue::Kind kind) {
    Open next;
    next.value.kind = kind;
    place(next.value);
    end_ = *read_;
    if (stack_.size() >= kMaxDepth) {
      fail("too_deep", next.value.pointer, next.value.offset,
           "more than " + std::to_string(kMaxDepth) +
               " brackets stand inside each other here; take some of them out");
      return false;
    }
    stack_.push_back(std::move(next));
    return true;
  }

  bool close() {
    end_ = std::max(end_, *read_);
    JsonValue value = std::move(stack_.back().value);
    stack_.pop_back();
    attach(std::move(value));
    return true;
  }

  void fail(std::string_view code, std::string pointer, std::size_t offset, std::string message) {
    error_.code = code;
    error_.pointer = std::move(pointer);
    error_.message = std::move(message);
    error_offset_ = offset;
  }

  std::string_view document_;
  const std::size_t* read_;
  std::size_t end_ = 0;  // of the last token
  std::vector<Open> stack_;
  JsonValue root_;
  bool is_complete_ = false;
  Error error_;
  std::size_t error_offset_ = 0;
};

}  // namespace

ParsedJson parse_json(std::string_view text) {
  ParsedJson parsed;
  const auto fail = [&](const Error& error, std::size_t offset) {
    std::vector<Error> errors;
    JsonReader(text, errors).fail_at(error.pointer, offset, error.code, error.message);
    parsed.error = errors.front();
    return parsed;
  };
  // nlohmann/json takes a NUL byte for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    Error error;
    error.code = "not_json";
    error.message =
        "this is not JSON: a NUL byte stands here; save the file as UTF-8 (it may be UTF-16)";
    return fail(error, nul);
  }
  std::size_t read = 0;
  TreeBuilder builder(text, &read);
  const char* begin = text.data();
  const CountingIterator first(begin, begin, &read);
  const CountingIterator last(begin + text.size(), begin, &read);
  parsed.ok = Json::sax_parse(first, last, &builder);
  if (parsed.ok) {
    parsed.root = builder.take_root();
    return parsed;
  }
  return fail(builder.error(), builder.error_offset());
}

}  // namespace precheck
