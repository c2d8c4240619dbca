#include "json_reader.h"

#include <algorithm>
#include <utility>

#include "utf8.h"

namespace precheck {

const JsonValue* JsonValue::find(std::string_view key) const {
  for (const JsonMember& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::string_view kind_name(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::null:
      return "null";
    case JsonValue::Kind::boolean:
      return "true or false";
    case JsonValue::Kind::number:
      return "a number";
    case JsonValue::Kind::string:
      return "a string";
    case JsonValue::Kind::array:
      return "a list";
    case JsonValue::Kind::object:
      return "an object";
  }
  return "";
}

std::string pointer_to(const std::string& parent, std::string_view key) {
  std::string pointer = parent + "/";
  for (const char byte : key) {
    if (byte == '~') {
      pointer += "~0";
    } else if (byte == '/') {
      pointer += "~1";
    } else {
      pointer += byte;
    }
  }
  return pointer;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    if (at > kMost) {
      out += "\u2026";
      break;
    }
    const Decoded next = decode(text, at);
    append_utf8(out, next.point < 0x20 ? ' ' : next.point);
    at += next.length;
  }
  return out + "\"";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

namespace {

// Levenshtein distance; names are short.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replace = diagonal + (left[i - 1] != right[j - 1] ? 1 : 0);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
    }
  }
  return row.back();
}

// What other programs call the things that we have a name for.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {{"allowed", "passes"},
                                                                         {"and", "all"},
                                                                         {"ban", "block"},
                                                                         {"block", "reject"},
                                                                         {"body", "comment"},
                                                                         {"deny", "reject"},
                                                                         {"description", "message"},
                                                                         {"except", "unless"},
                                                                         {"flag", "warn"},
                                                                         {"keywords", "words"},
                                                                         {"level", "action"},
                                                                         {"none", "not"},
                                                                         {"notify", "advise"},
                                                                         {"or", "any"},
                                                                         {"private", "server"},
                                                                         {"public", "everyone"},
                                                                         {"reason", "message"},
                                                                         {"regex", "pattern"},
                                                                         {"regexp", "pattern"},
                                                                         {"remove", "delete"},
                                                                         {"remove", "reject"},
                                                                         {"severity", "action"},
                                                                         {"stop", "reject"},
                                                                         {"suggestion", "advice"},
                                                                         {"tags", "post"},
                                                                         {"text", "comment"},
                                                                         {"title", "post"},
                                                                         {"url", "link"},
                                                                         {"urls", "link"}};

// What to write for a key that must be there.
constexpr std::pair<std::string_view, std::string_view> kSamples[] = {
    {"action", "\"warn\""},
    {"category", "\"off-topic\""},
    {"comment", "\"…\""},
    {"do", "\"delete\""},
    {"format", "1"},
    {"id", "\"name-of-the-rule\""},
    {"match", "{\"words\": [\"…\"]}"},
    {"message", "\"…\""},
    {"name", "\"My blog\""},
    {"rules", "[…]"},
    {"steps", "[{\"strikes\": 1, \"do\": \"delete\"}]"},
    {"strikes", "1"}};

std::string sample_of(std::string_view key) {
  for (const auto& [name, sample] : kSamples) {
    if (name == key) return std::string(sample);
  }
  return "\"…\"";
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.-") == std::string::npos;
}

// How a value of the wrong kind becomes one of the right kind, where that is plain.
std::string way_to(JsonValue::Kind kind, const JsonValue& value) {
  const bool is_string = value.kind == JsonValue::Kind::string;
  if (kind == JsonValue::Kind::array && is_string) {
    return "; put it into brackets: [" + in_quotes(value.text) + "]";
  }
  if (kind == JsonValue::Kind::array) return "; write […]";
  if (kind == JsonValue::Kind::object) return "; write {…}";
  if (kind == JsonValue::Kind::number && is_string && is_number(value.text)) {
    return "; write it without quotation marks: " + value.text;
  }
  if (kind == JsonValue::Kind::string && value.kind == JsonValue::Kind::number) {
    return "; put it into quotation marks";
  }
  if (kind == JsonValue::Kind::string && value.kind == JsonValue::Kind::array) {
    return "; write one string";
  }
  return {};
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string_view>& words) {
  if (word.size() > 40) return {};
  for (const auto& [other, ours] : kOtherNames) {
    if (other == word && std::find(words.begin(), words.end(), ours) != words.end()) {
      return std::string(ours);
    }
  }
  std::string_view best;
  const std::size_t most = word.size() < 3 ? 1 : std::max<std::size_t>(2, word.size() / 3);
  std::size_t least = most + 1;
  for (const std::string_view each : words) {
    const bool is_part = word.size() > 2 && (each.substr(0, word.size()) == word ||
                                             word.substr(0, each.size()) == each);
    const std::size_t distance = is_part ? 1 : edit_distance(word, each);
    if (distance < least) {
      least = distance;
      best = each;
    }
  }
  return std::string(best);
}

namespace {

// What would be allowed, and first what was meant.
std::string choice_of(std::string_view word, const std::vector<std::string_view>& words) {
  const std::string near = nearest_word(word, words);
  if (near.empty()) return "; allowed: " + listed(words);
  return "; did you mean \"" + near + "\"? Allowed: " + listed(words);
}

}  // namespace

void JsonReader::fail_at(std::string pointer, std::size_t offset, std::string_view code,
                         std::string message) {
  ++error_count_;
  if (errors_.size() > kMostErrors) return;
  Error error;
  if (errors_.size() == kMostErrors) message += " (there are more errors after this one)";
  error.code = code;
  error.pointer = std::move(pointer);
  error.message = std::move(message);
  const std::string_view before = document_.substr(0, std::min(offset, document_.size()));
  error.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = before.rfind('\n');
  error.column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
  errors_.push_back(std::move(error));
}

void JsonReader::fail(const JsonValue& at, std::string_view code, std::string message) {
  fail_at(at.pointer, at.offset, code, std::move(message));
}

void JsonReader::check_keys(const JsonValue& object, const std::vector<std::string_view>& allowed,
                            std::string_view what) {
  for (const JsonMember& member : object.members) {
    if (std::find(allowed.begin(), allowed.end(), member.key) != allowed.end()) continue;
    if (errors_.size() > kMostErrors) return;
    fail_at(member.value.pointer, member.offset, "unknown_key", [&] {
      return in_quotes(member.key) + " is not a key of " + std::string(what) +
             choice_of(member.key, allowed);
    });
  }
}

const JsonValue* JsonReader::require(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) {
    fail(object, "missing_key",
         "the key \"" + std::string(key) + "\" is missing here; add \"" + std::string(key) +
             "\": " + sample_of(key));
  }
  return value;
}

bool JsonReader::has_kind(const JsonValue& value, JsonValue::Kind kind, std::string_view what) {
  if (value.kind == kind) return true;
  fail(value, "wrong_type",
       std::string(what) + " must be " + std::string(kind_name(kind)) + ", not " +
           std::string(kind_name(value.kind)) + way_to(kind, value));
  return false;
}

bool JsonReader::is_object(const JsonValue& value, std::string_view what) {
  return has_kind(value, JsonValue::Kind::object, what);
}

bool JsonReader::is_array(const JsonValue& value, std::string_view what) {
  return has_kind(value, JsonValue::Kind::array, what);
}

const std::string* JsonReader::string(const JsonValue& value, std::string_view what) {
  return has_kind(value, JsonValue::Kind::string, what) ? &value.text : nullptr;
}

const std::string* JsonReader::non_empty_string(const JsonValue& value, std::string_view what) {
  if (!has_kind(value, JsonValue::Kind::string, what)) return nullptr;
  if (value.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    fail(value, "empty", std::string(what) + " must not be empty; fill it or take it out");
    return nullptr;
  }
  return &value.text;
}

const bool* JsonReader::boolean(const JsonValue& value, std::string_view what) {
  return has_kind(value, JsonValue::Kind::boolean, what) ? &value.boolean : nullptr;
}

const double* JsonReader::number(const JsonValue& value, std::string_view what) {
  return has_kind(value, JsonValue::Kind::number, what) ? &value.number : nullptr;
}

const std::int64_t* JsonReader::integer(const JsonValue& value, std::string_view what,
                                        std::int64_t least, std::int64_t most) {
  if (!has_kind(value, JsonValue::Kind::number, what)) return nullptr;
  if (value.is_integer && value.integer >= least && value.integer <= most) return &value.integer;
  fail(value, "bad_value",
       std::string(what) + " must be a whole number from " + std::to_string(least) + " to " +
           std::to_string(most) +
           (value.is_integer ? ", not " + std::to_string(value.integer) : ""));
  return nullptr;
}

int JsonReader::one_of(const JsonValue& value, const std::vector<std::string_view>& words,
                       std::string_view what) {
  const std::string* text = string(value, what);
  if (text == nullptr) return -1;
  const auto found = std::find(words.begin(), words.end(), *text);
  if (found != words.end()) return static_cast<int>(found - words.begin());
  fail(value, "bad_value", [&] {
    return in_quotes(*text) + " is not allowed as " + std::string(what) + choice_of(*text, words);
  });
  return -1;
}

}  // namespace precheck
