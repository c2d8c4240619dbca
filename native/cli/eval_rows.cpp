#include "cli/eval_rows.h"

#include <initializer_list>
#include <nlohmann/json.hpp>

#include "policy_file.h"

namespace precheck::cli {
namespace {

using Json = nlohmann::json;

// Where a row goes wrong is said once, by the first who notices.
class RowReader {
 public:
  explicit RowReader(Error& error) : error_(error) {}

  bool failed() const { return !error_.message.empty(); }

  void fail(std::string pointer, std::string message) {
    if (failed()) return;
    error_ = plain_error("wrong_type", std::move(message));
    error_.pointer = std::move(pointer);
  }

  // The member, unless it is missing or null.
  const Json* member(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
  }

  // The first of the keys that is there.
  std::string text(const Json& object, const std::string& where,
                   std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      const Json* value = member(object, key);
      if (value == nullptr) continue;
      if (value->is_string()) return value->get<std::string>();
      fail(where + '/' + key, "this must be a string");
    }
    return {};
  }

  std::vector<std::string> texts(const Json& object, const std::string& where,
                                 const std::string& key) {
    std::vector<std::string> out;
    const Json* value = member(object, key);
    if (value == nullptr) return out;
    if (!value->is_array()) fail(where + '/' + key, "this must be an array of strings");
    for (const Json& each : value->is_array() ? *value : Json::array()) {
      if (each.is_string()) {
        out.push_back(each.get<std::string>());
      } else {
        fail(where + '/' + key, "every entry must be a string");
      }
    }
    return out;
  }

  const Json* object(const Json& parent, const std::string& key) {
    const Json* value = member(parent, key);
    if (value == nullptr || value->is_object()) return value;
    fail('/' + key, "this must be an object");
    return nullptr;
  }

 private:
  Error& error_;
};

Request read_request(RowReader& reader, const Json& row) {
  Request request;
  const Json* id = reader.member(row, "id");
  if (id != nullptr) request.id = id->is_string() ? id->get<std::string>() : id->dump();
  if (reader.member(row, "text") == nullptr && reader.member(row, "comment") == nullptr) {
    reader.fail("", "the row has no \"text\" (or \"comment\")");
  }
  request.comment = reader.text(row, "", {"text", "comment"});
  request.parent = reader.text(row, "", {"parent"});
  request.language = reader.text(row, "", {"lang", "language"});
  request.earlier = reader.texts(row, "", "earlier");
  if (const Json* post = reader.object(row, "post")) {
    request.post.title = reader.text(*post, "/post", {"title"});
    request.post.text = reader.text(*post, "/post", {"body", "text"});
    request.post.tags = reader.texts(*post, "/post", "tags");
    request.post.invites = reader.texts(*post, "/post", "invites");
  }
  return request;
}

std::optional<bool> truth(RowReader& reader, const Json* value, const std::string& where) {
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  reader.fail(where, "a label is true or false, or left out where nobody said");
  return std::nullopt;
}

// "label": true, or "label": "spam", which is true for the label of that name only.
std::optional<bool> plain_label(RowReader& reader, const Json& row, const std::string& name) {
  const Json* value = reader.member(row, "label");
  if (value != nullptr && value->is_string()) return value->get<std::string>() == name;
  return truth(reader, value, "/label");
}

void read_labels(RowReader& reader, const Json& row, const std::string& name, LabelledRow& out) {
  const Json* labels = reader.object(row, "labels");
  if (labels == nullptr) {
    out.label = plain_label(reader, row, name);
    return;
  }
  for (const auto& [key, value] : labels->items()) out.labels.insert(key);
  out.label = truth(reader, reader.member(*labels, name), "/labels/" + name);
}

// "labels.topic" is the member "topic" of the member "labels".
std::string group_of(const Json& row, const std::string& path) {
  const Json* value = &row;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    if (!value->is_object()) return "(none)";
    const auto found = value->find(path.substr(begin, end - begin));
    if (found == value->end()) return "(none)";
    value = &*found;
    begin = end + 1;
  }
  return value->is_string()
             ? value->get<std::string>()
             : value->dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

// A tree that is too deep would overflow the stack of whoever walks it.
Json parse_bounded(const std::string& line) {
  bool too_deep = false;
  const auto watch = [&too_deep](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > static_cast<int>(kMaxDepth);
    return !too_deep;
  };
  Json row = Json::parse(line, watch, /*allow_exceptions=*/false);
  return too_deep ? Json(Json::value_t::discarded) : row;
}

// The core's reader knows where JSON goes wrong.
Error json_error(const std::string& line) {
  ParsedRequest parsed = parse_request(line);
  return parsed.request ? plain_error("bad_json", "this is not JSON") : std::move(parsed.error);
}

}  // namespace

ParsedRow parse_row(const std::string& line, const std::string& label,
                    const std::string& group_by) {
  ParsedRow parsed;
  const Json json = parse_bounded(line);
  if (json.is_discarded()) {
    parsed.error = json_error(line);
    return parsed;
  }
  RowReader reader(parsed.error);
  if (!json.is_object()) {
    reader.fail("", "a row is a JSON object");
    return parsed;
  }
  LabelledRow row;
  row.request = read_request(reader, json);
  read_labels(reader, json, label, row);
  if (!group_by.empty()) row.group = group_of(json, group_by);
  if (!reader.failed()) parsed.row = std::move(row);
  return parsed;
}

}  // namespace precheck::cli
