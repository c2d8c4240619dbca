#include "request.h"

namespace precheck {
namespace {

constexpr std::int64_t kMostStrikes = 1'000'000'000;

void read_string(JsonReader& reader, const JsonValue& object, std::string_view key,
                 std::string& out) {
  const JsonValue* value = object.find(key);
  if (value == nullptr || value->kind == JsonValue::Kind::null) return;
  if (const std::string* text = reader.string(*value, "\"" + std::string(key) + "\"")) out = *text;
}

void read_strings(JsonReader& reader, const JsonValue& object, std::string_view key,
                  std::vector<std::string>& out) {
  const JsonValue* value = object.find(key);
  if (value == nullptr || value->kind == JsonValue::Kind::null) return;
  const std::string what = "\"" + std::string(key) + "\"";
  if (!reader.is_array(*value, what)) return;
  for (const JsonValue& each : value->elements) {
    const std::string* text = reader.string(each, "an entry of " + what);
    if (text == nullptr) return;
    out.push_back(*text);
  }
}

Post read_post(JsonReader& reader, const JsonValue& object) {
  Post post;
  read_string(reader, object, "id", post.id);
  read_string(reader, object, "title", post.title);
  read_string(reader, object, "text", post.text);
  read_strings(reader, object, "tags", post.tags);
  read_strings(reader, object, "invites", post.invites);
  return post;
}

Author read_author(JsonReader& reader, const JsonValue& object) {
  Author author;
  read_string(reader, object, "id", author.id);
  const JsonValue* strikes = object.find("strikes");
  if (strikes != nullptr && strikes->kind != JsonValue::Kind::null) {
    if (const std::int64_t* count = reader.integer(*strikes, "\"strikes\"", 0, kMostStrikes)) {
      author.strikes = *count;
    }
  }
  const JsonValue* trusted = object.find("trusted");
  if (trusted != nullptr && trusted->kind != JsonValue::Kind::null) {
    if (const bool* value = reader.boolean(*trusted, "\"trusted\"")) author.trusted = *value;
  }
  return author;
}

// The member `key` where it is an object; null, or an error, otherwise.
const JsonValue* object_member(JsonReader& reader, const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr || value->kind == JsonValue::Kind::null) return nullptr;
  return reader.is_object(*value, "\"" + std::string(key) + "\"") ? value : nullptr;
}

std::optional<std::string> find_id(const JsonValue& root) {
  const JsonValue* id = root.find("id");
  if (id == nullptr || id->kind != JsonValue::Kind::string) return std::nullopt;
  return id->text;
}

Error too_large(std::string_view what, std::size_t bytes) {
  Error error;
  error.code = "too_large";
  error.message = std::string(what) + " has " + std::to_string(bytes) + " bytes; at most " +
                  std::to_string(kMaxRequestBytes) + " are allowed";
  return error;
}

// Parses `json` and hands its root, an object, to `read`. The first error, if any, goes to `error`.
template <typename Read>
bool parse_object(std::string_view json, std::string_view what, Error& error, Read read) {
  if (json.size() > kMaxRequestBytes) {
    error = too_large("the " + std::string(what), json.size());
    return false;
  }
  ParsedJson tree = parse_json(json);
  if (!tree.ok) {
    error = std::move(tree.error);
    return false;
  }
  std::vector<Error> errors;
  JsonReader reader(json, errors);
  if (reader.is_object(tree.root, "a " + std::string(what))) read(reader, tree.root);
  if (errors.empty()) return true;
  error = std::move(errors.front());
  return false;
}

}  // namespace

Request read_request(JsonReader& reader, const JsonValue& object) {
  Request request;
  const JsonValue* id = object.find("id");
  if (id != nullptr && id->kind != JsonValue::Kind::null) {
    if (const std::string* text = reader.string(*id, "\"id\"")) request.id = *text;
  }
  if (const JsonValue* comment = reader.require(object, "comment")) {
    if (const std::string* text = reader.string(*comment, "\"comment\"")) request.comment = *text;
  }
  read_string(reader, object, "language", request.language);
  read_string(reader, object, "parent", request.parent);
  read_strings(reader, object, "earlier", request.earlier);
  if (const JsonValue* post = object_member(reader, object, "post")) {
    request.post = read_post(reader, *post);
  }
  if (const JsonValue* author = object_member(reader, object, "author")) {
    request.author = read_author(reader, *author);
  }
  return request;
}

ParsedRequest parse_request(std::string_view json) {
  ParsedRequest parsed;
  const auto read = [&parsed](JsonReader& reader, const JsonValue& root) {
    parsed.id = find_id(root);
    parsed.request = read_request(reader, root);
  };
  if (!parse_object(json, "request", parsed.error, read)) parsed.request.reset();
  return parsed;
}

ParsedPost parse_post(std::string_view json) {
  ParsedPost parsed;
  const auto read = [&parsed](JsonReader& reader, const JsonValue& root) {
    parsed.post = read_post(reader, root);
  };
  if (!parse_object(json, "post", parsed.error, read)) parsed.post.reset();
  return parsed;
}

}  // namespace precheck
