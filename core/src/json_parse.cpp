// JSON text -> JsonValue. Ours, and no library's: it knows where each value stands, and it is small
// enough for the browser.
#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <unordered_set>

#include "json_reader.h"
#include "json_scanner.h"
#include "json_syntax.h"

namespace precheck {
namespace {

using Kind = JsonValue::Kind;

// The same number in every locale.
double to_double(std::string digits) {
  const std::size_t point = digits.find('.');
  if (point != std::string::npos) digits.replace(point, 1, std::localeconv()->decimal_point);
  return std::strtod(digits.c_str(), nullptr);
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

class Parser {
 public:
  explicit Parser(std::string_view document) : document_(document) {
    in_.start(document);
    in_.skip_word("\xEF\xBB\xBF");  // a byte order mark
    end_ = in_.at();
  }

  bool parse(JsonValue& root) {
    if (!read_value(root)) return false;
    is_complete_ = true;
    in_.skip_spaces();
    return in_.at_end() || fail_to_parse();
  }

  const Error& error() const { return error_; }
  std::size_t error_offset() const { return error_offset_; }

 private:
  // An object or a list that is being read.
  struct Open {
    JsonValue& value;
    const Open* parent;
    std::string_view key = {};
    std::size_t key_offset = 0;
    bool awaits_value = false;
  };

  bool read_value(JsonValue& value) {
    in_.skip_spaces();
    value.offset = in_.at();
    value.pointer = place_of_next();
    switch (in_.peek()) {
      case '{':
        return read_object(value);
      case '[':
        return read_array(value);
      case '"':
        return read_string(value);
      case 't':
      case 'f':
      case 'n':
        return read_word(value);
      default:
        return read_number(value);
    }
  }

  bool read_word(JsonValue& value) {
    if (in_.skip_word("null")) return end_token();
    value.kind = Kind::boolean;
    value.boolean = in_.skip_word("true");
    return value.boolean || in_.skip_word("false") ? end_token() : fail_to_parse();
  }

  bool read_string(JsonValue& value) {
    std::string_view text;
    if (!in_.read_string(text)) return fail_to_parse();
    value.kind = Kind::string;
    value.text = text;
    return end_token();
  }

  bool read_number(JsonValue& value) {
    const std::string_view rest = in_.rest();
    const std::size_t sign = in_.peek() == '-' ? 1 : 0;
    const std::size_t whole = rest.substr(sign, 1) == "0" ? 1 : digits_at(rest, sign);
    std::size_t size = sign + whole;
    if (whole == 0) return fail_to_parse();
    if (rest.substr(size, 1) == ".") {
      const std::size_t digits = digits_at(rest, size + 1);
      if (digits == 0) return fail_to_parse();
      size += 1 + digits;
    }
    if (size < rest.size() && (rest[size] | 0x20) == 'e') {
      const bool has_sign =
          size + 1 < rest.size() && (rest[size + 1] == '+' || rest[size + 1] == '-');
      const std::size_t digits = digits_at(rest, size + (has_sign ? 2 : 1));
      if (digits == 0) return fail_to_parse();
      size += (has_sign ? 2 : 1) + digits;
    }
    value.kind = Kind::number;
    if (size > sign + whole || !read_integer(value, rest.substr(0, size))) {
      value.text = rest.substr(0, size);
      value.number = to_double(value.text);
      if (!std::isfinite(value.number)) return fail_to_parse();
    }
    in_.skip(size);
    // What looks like more of the number belongs to it for whoever reads the message: "01".
    end_ = std::min(document_.find_first_not_of("+-.0123456789eE", in_.at()), document_.size());
    return true;
  }

  // False where it needs more than 64 bits.
  static bool read_integer(JsonValue& value, std::string_view digits) {
    const bool is_negative = digits.front() == '-';
    if (is_negative) digits.remove_prefix(1);
    const std::uint64_t most = is_negative ? std::uint64_t{1} << 63 : UINT64_MAX;
    std::uint64_t number = 0;
    for (const char byte : digits) {
      const auto digit = static_cast<std::uint64_t>(byte - '0');
      if (number > (most - digit) / 10) return false;
      number = number * 10 + digit;
    }
    value.is_integer = is_negative || number <= INT64_MAX;
    if (value.is_integer)
      value.integer = static_cast<std::int64_t>(is_negative ? 0 - number : number);
    value.number = is_negative ? static_cast<double>(value.integer) : static_cast<double>(number);
    return true;
  }

  bool read_array(JsonValue& value) {
    Open open{value, open_};
    if (!begin(open, Kind::array)) return false;
    if (in_.next_is(']')) return close(open);
    do {
      JsonValue element;
      if (!read_value(element)) return false;
      value.elements.push_back(std::move(element));
    } while (in_.next_is(','));
    return in_.next_is(']') ? close(open) : fail_to_parse();
  }

  bool read_object(JsonValue& value) {
    Open open{value, open_};
    if (!begin(open, Kind::object)) return false;
    if (in_.next_is('}')) return close(open);
    std::unordered_set<std::string_view> keys;
    do {
      in_.skip_spaces();
      open.key_offset = in_.at();
      if (!in_.read_string(open.key)) return fail_to_parse();
      open.awaits_value = true;
      end_ = in_.at();
      if (!keys.insert(open.key).second) {
        return fail("duplicate_key", place_of_next(), open.key_offset,
                    "the key " + in_quotes(open.key) + " stands here a second time; keep one");
      }
      JsonMember member{std::string(open.key), open.key_offset, {}};
      if (!in_.next_is(':')) return fail_to_parse();
      if (!read_value(member.value)) return false;
      value.members.push_back(std::move(member));
      open.awaits_value = false;
    } while (in_.next_is(','));
    return in_.next_is('}') ? close(open) : fail_to_parse();
  }

  bool begin(Open& open, Kind kind) {
    if (depth_ >= kMaxDepth) {
      return fail("too_deep", open.value.pointer, open.value.offset,
                  "more than " + std::to_string(kMaxDepth) +
                      " brackets stand inside each other here; take some of them out");
    }
    open.value.kind = kind;
    ++depth_;
    open_ = &open;
    in_.skip(1);
    return end_token();
  }

  bool close(const Open& open) {
    --depth_;
    open_ = open.parent;
    end_ = std::max(end_, in_.at());
    return true;
  }

  bool end_token() {
    end_ = in_.at();
    return true;
  }

  // Between two tokens stand only white space, commas and colons.
  std::size_t next_token() const {
    const std::size_t at = document_.find_first_not_of(" \t\r\n,:", end_);
    return std::min(at, document_.size());
  }

  // Where the next value would stand. Between two members there is no key: the object itself is the
  // place.
  std::string place_of_next() const {
    if (open_ == nullptr) return {};
    const std::string& parent = open_->value.pointer;
    if (open_->value.kind == Kind::array) {
      return parent + "/" + std::to_string(open_->value.elements.size());
    }
    return open_->awaits_value ? pointer_to(parent, open_->key) : parent;
  }

  bool fail_to_parse() {
    SyntaxPlace place;
    place.last_end = end_;
    const std::size_t number = misread_number(document_, end_);
    place.bad_start = number < end_ ? number : next_token();
    place.stopped_at = in_.at();
    place.is_complete = is_complete_;
    const bool is_string = document_.substr(place.bad_start, 1) == "\"";
    if (is_string) place.stopped_at = end_of_string(place.bad_start);
    if (open_ != nullptr) {
      const JsonValue& parent = open_->value;
      place.inside =
          parent.kind == Kind::array ? SyntaxPlace::Inside::array : SyntaxPlace::Inside::object;
      place.opened_at = parent.offset;
      place.has_entries = !parent.elements.empty() || !parent.members.empty();
      place.awaits_value = open_->awaits_value;
    }
    return fail("not_json", place_of_next(), is_string ? place.stopped_at : place.bad_start,
                "this is not JSON: " + why_not_json(document_, place));
  }

  // The closing quotation mark of the string at `start`, or where it breaks.
  std::size_t end_of_string(std::size_t start) const {
    JsonScanner string;
    std::string_view unused;
    string.start(document_.substr(start));
    const bool is_good = string.read_string(unused);
    return start + string.at() - (is_good ? 1 : 0);
  }

  bool fail(std::string_view code, std::string pointer, std::size_t offset, std::string message) {
    error_.code = code;
    error_.pointer = std::move(pointer);
    error_.message = std::move(message);
    error_offset_ = offset;
    return false;
  }

  std::string_view document_;
  JsonScanner in_;
  std::size_t end_ = 0;  // of the last token
  std::size_t depth_ = 0;
  const Open* open_ = nullptr;  // the innermost
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
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    Error error;
    error.code = "not_json";
    error.message =
        "this is not JSON: a NUL byte stands here; save the file as UTF-8 (it may be UTF-16)";
    return fail(error, nul);
  }
  Parser parser(text);
  parsed.ok = parser.parse(parsed.root);
  if (parsed.ok) return parsed;
  parsed.root = {};
  return fail(parser.error(), parser.error_offset());
}

}  // namespace precheck
