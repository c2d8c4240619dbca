// A JSON object a line: a request, or what other programs write, with "status" and "date" beside
// it.
#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "archive/readers.h"

namespace precheck {
namespace {

using Json = nlohmann::json;
using Columns = std::vector<std::pair<std::string, std::string>>;

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

std::string as_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  return {};
}

const Json* find(const Json& object, std::string_view key) {
  const auto found = object.find(std::string(key));
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

// The first of the members that is there.
std::string text_of(const Json& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Json* value = find(object, key)) return as_text(*value);
  }
  return {};
}

std::vector<std::string> texts_of(const Json& object, std::string_view key) {
  std::vector<std::string> out;
  const Json* list = find(object, key);
  if (list == nullptr || !list->is_array()) return out;
  for (const Json& each : *list) {
    if (each.is_string()) out.push_back(each.get<std::string>());
  }
  return out;
}

std::shared_ptr<const Post> read_post(const Json& row) {
  const Json* value = find(row, "post");
  auto post = std::make_shared<Post>();
  if (value == nullptr || !value->is_object()) {
    post->title = value != nullptr && value->is_string() ? value->get<std::string>()
                                                         : text_of(row, {"post_title", "title"});
    post->tags = texts_of(row, "tags");
    return post->title.empty() && post->tags.empty() ? nullptr : post;
  }
  post->id = text_of(*value, {"id"});
  post->title = text_of(*value, {"title"});
  post->text = text_of(*value, {"text", "body"});
  post->tags = texts_of(*value, "tags");
  post->invites = texts_of(*value, "invites");
  return post;
}

bool is_true(const Json& row, std::string_view key) {
  const Json* value = find(row, key);
  return value != nullptr && (*value == true || *value == 1);
}

Moderation read_status(const Json& row) {
  if (is_true(row, "spam") || is_true(row, "is_spam")) return Moderation::spam;
  if (is_true(row, "deleted") || is_true(row, "is_deleted")) return Moderation::deleted;
  for (const std::string_view key : {"status", "moderation", "state", "approved"}) {
    const Json* value = find(row, key);
    if (value == nullptr) continue;
    if (value->is_boolean()) return *value == true ? Moderation::approved : Moderation::deleted;
    return read_moderation(as_text(*value));
  }
  return Moderation::unknown;
}

// A member that is called otherwise in this file gets its usual name.
void rename(Json& row, const Columns& columns) {
  for (const auto& [name, theirs] : columns) {
    const auto found = row.find(theirs);
    if (found != row.end()) row[name] = Json(*found);
  }
}

void read_row(Json& row, ArchivedComment& out) {
  Request& request = out.request;
  const std::string id = text_of(row, {"id", "comment_id"});
  if (!id.empty()) request.id = id;
  request.comment = text_of(row, {"comment", "text", "body", "content", "message"});
  request.language = text_of(row, {"language", "lang"});
  request.parent = text_of(row, {"parent"});
  request.earlier = texts_of(row, "earlier");
  if (const Json* author = find(row, "author"); author != nullptr && author->is_object()) {
    request.author.id = text_of(*author, {"id"});
    request.author.trusted = is_true(*author, "trusted");
    const Json* strikes = find(*author, "strikes");
    if (strikes != nullptr && strikes->is_number_integer()) {
      request.author.strikes = strikes->get<std::int64_t>();
    }
  }
  out.post = read_post(row);
  out.moderation = read_status(row);
  out.month = month_of(text_of(row, {"date", "created_at", "createdAt", "created", "time"}));
}

Error error_of(std::string code, std::string message) {
  Error error;
  error.code = std::move(code);
  error.message = std::move(message);
  return error;
}

class JsonlReader : public SourceReader {
 public:
  explicit JsonlReader(ReaderInput input)
      : SourceReader({std::move(input.source), std::move(input.first), {}}),
        columns_(std::move(input.options.columns)) {}

  std::string_view format() const override { return "jsonl"; }

  bool read(std::vector<ArchivedComment>& out) override {
    const std::size_t before = out.size();
    while (out.size() == before) {
      std::string_view piece = next_piece();
      if (piece.empty()) {
        if (!line_.empty()) add_line(out);
        return out.size() > before;
      }
      for (std::size_t end = piece.find('\n'); end != std::string_view::npos;
           end = piece.find('\n')) {
        append(piece.substr(0, end));
        add_line(out);
        piece.remove_prefix(end + 1);
      }
      append(piece);
    }
    return true;
  }

  void finish(ArchivedComment& comment) const override {
    if (comment.problem) return;
    Json row = parse_bounded(comment.raw);
    if (row.is_discarded()) {
      // The core's reader knows where JSON goes wrong.
      ParsedRequest parsed = parse_request(comment.raw);
      comment.problem =
          parsed.request ? error_of("not_json", "this is not JSON") : std::move(parsed.error);
    } else if (!row.is_object()) {
      comment.problem = error_of("wrong_type", "a line is a JSON object");
    } else {
      rename(row, columns_);
      read_row(row, comment);
      if (comment.request.comment.empty()) {
        comment.problem = error_of("missing_key", "the line has no \"comment\" (or \"text\")");
      }
    }
    comment.raw.clear();
  }

 private:
  void append(std::string_view part) {
    const std::size_t room = kMaxRequestBytes + 1 - std::min(line_.size(), kMaxRequestBytes + 1);
    line_ += part.substr(0, room);
  }

  void add_line(std::vector<ArchivedComment>& out) {
    ++number_;
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    if (line_.find_first_not_of(" \t") != std::string::npos) {
      ArchivedComment comment;
      comment.line = number_;
      if (line_.size() > kMaxRequestBytes) {
        comment.problem = error_of(
            "too_large", "a line has at most " + std::to_string(kMaxRequestBytes) + " bytes");
      }
      comment.raw = std::move(line_);
      out.push_back(std::move(comment));
    }
    line_.clear();
  }

  Columns columns_;
  std::string line_;
  std::size_t number_ = 0;
};

}  // namespace

std::unique_ptr<ArchiveReader> make_jsonl_reader(ReaderInput input) {
  return std::make_unique<JsonlReader>(std::move(input));
}

}  // namespace precheck
