// Comma-separated values (RFC 4180), also with semicolons or tabs, with a heading row.
#include <algorithm>
#include <array>

#include "archive/memory.h"
#include "archive/readers.h"

namespace precheck {
namespace {

constexpr std::size_t kMemoryBytes = 16u << 20;

enum Column : std::size_t {
  kComment,
  kId,
  kDate,
  kStatus,
  kAuthor,
  kPostId,
  kPostTitle,
  kPostText,
  kTags,
  kParent,
  kParentId,
  kLanguage,
  kSpam,
  kDeleted,
  kColumns
};

// How files call their columns, the usual name first.
struct ColumnNames {
  Column column;
  std::vector<std::string_view> names;
};

const std::vector<ColumnNames>& column_names() {
  static const std::vector<ColumnNames> table = {
      {kComment,
       {"comment", "text", "body", "content", "message", "comment_content", "comment_text"}},
      {kId, {"id", "comment_id"}},
      {kDate,
       {"date", "created_at", "created", "createdat", "comment_date", "comment_date_gmt",
        "timestamp", "time"}},
      {kStatus, {"status", "approved", "comment_approved", "moderation", "state"}},
      {kAuthor,
       {"author", "author_id", "user", "user_id", "comment_author", "comment_author_email",
        "username"}},
      {kPostId, {"post_id", "comment_post_id", "story_id", "thread_id"}},
      {kPostTitle, {"post", "post_title", "title", "story", "thread"}},
      {kPostText, {"post_text", "post_content"}},
      {kTags, {"tags", "post_tags"}},
      {kParent, {"parent", "parent_text"}},
      {kParentId, {"parent_id", "comment_parent", "reply_to"}},
      {kLanguage, {"language", "lang"}},
      {kSpam, {"spam", "is_spam"}},
      {kDeleted, {"deleted", "is_deleted"}}};
  return table;
}

std::string small(std::string_view text) {
  std::string out(text);
  for (char& sign : out) {
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
    if (sign == ' ' || sign == '-') sign = '_';
  }
  return out;
}

bool is_yes(const std::string& text) {
  const std::string word = small(text);
  return word == "1" || word == "true" || word == "yes" || word == "t";
}

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> tags;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",;|"), text.size());
    std::string_view tag = text.substr(0, end);
    while (!tag.empty() && tag.front() == ' ') tag.remove_prefix(1);
    while (!tag.empty() && tag.back() == ' ') tag.remove_suffix(1);
    if (!tag.empty()) tags.emplace_back(tag);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tags;
}

// Cuts bytes into rows of fields.
class RowCutter {
 public:
  struct Row {
    std::vector<std::string> fields;
    std::size_t line = 1;
    bool too_large = false;
  };

  explicit RowCutter(char separator) : separator_(separator) {}

  // `take` gets each row that ends in `piece`.
  template <typename Take>
  void feed(std::string_view piece, Take take) {
    for (std::size_t at = 0; at < piece.size();) {
      if (state_ == State::quoted) {
        const std::size_t end = std::min(piece.find('"', at), piece.size());
        add(piece.substr(at, end - at));
        line_ += static_cast<std::size_t>(
            std::count(piece.begin() + static_cast<std::ptrdiff_t>(at),
                       piece.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        at = end;
        if (at < piece.size()) {
          state_ = State::quote_seen;
          ++at;
        }
        continue;
      }
      const char sign = piece[at++];
      if (state_ == State::quote_seen && sign == '"') {
        add("\"");
        state_ = State::quoted;
      } else if (sign == separator_) {
        end_field();
      } else if (sign == '\n') {
        ++line_;
        end_row(take);
      } else if (sign == '"' && state_ == State::field_start) {
        state_ = State::quoted;
      } else if (sign == '\r') {
        // The line feed after it ends the row.
      } else {
        state_ = State::plain;
        add(std::string_view(&sign, 1));
        const std::size_t end = std::min(piece.find_first_of(stops_, at), piece.size());
        add(piece.substr(at, end - at));
        at = end;
      }
    }
  }

  // The line of a quotation mark that is never closed; 0 when there is none.
  template <typename Take>
  std::size_t finish(Take take) {
    if (state_ == State::quoted) return row_.line;
    if (!row_.fields.empty() || !field_.empty() || state_ != State::field_start) end_row(take);
    return 0;
  }

 private:
  enum class State { field_start, plain, quoted, quote_seen };

  void add(std::string_view part) {
    if (row_bytes_ + part.size() > kMaxRequestBytes) {
      row_.too_large = true;
      return;
    }
    row_bytes_ += part.size();
    field_ += part;
  }

  void end_field() {
    row_.fields.push_back(std::move(field_));
    field_.clear();
    state_ = State::field_start;
  }

  template <typename Take>
  void end_row(Take take) {
    end_field();
    const bool is_blank = row_.fields.size() == 1 && row_.fields.front().empty();
    if (!is_blank) take(std::move(row_));
    row_ = Row{};
    row_.line = line_;
    row_bytes_ = 0;
  }

  char separator_;
  const char stops_[4] = {separator_, '\n', '\r', '\0'};
  State state_ = State::field_start;
  std::string field_;
  Row row_;
  std::size_t row_bytes_ = 0;
  std::size_t line_ = 1;
};

// The sign that stands most often in the heading row.
char guess_separator(std::string_view text) {
  const std::string_view heading = text.substr(0, text.find('\n'));
  char best = ',';
  std::ptrdiff_t most = std::count(heading.begin(), heading.end(), ',');
  for (const char each : {';', '\t'}) {
    const std::ptrdiff_t count = std::count(heading.begin(), heading.end(), each);
    if (count > most) {
      most = count;
      best = each;
    }
  }
  return best;
}

class CsvReader : public SourceReader {
 public:
  explicit CsvReader(ReaderInput input)
      : SourceReader({std::move(input.source), input.first, {}}),
        columns_(std::move(input.options.columns)),
        cutter_(guess_separator(input.first)),
        memory_(kMemoryBytes) {
    places_.fill(kNowhere);
  }

  std::string_view format() const override { return "csv"; }

  bool read(std::vector<ArchivedComment>& out) override {
    const std::size_t before = out.size();
    const auto take = [&](const RowCutter::Row& row) { take_row(row, out); };
    while (out.size() == before && !has_ended_ && !has_failed()) {
      const std::string_view piece = next_piece();
      if (!piece.empty()) {
        cutter_.feed(piece, take);
        continue;
      }
      has_ended_ = true;
      const std::size_t line = cutter_.finish(take);
      if (line > 0)
        fail("bad_csv", "a quotation mark that opens in this row is never closed", line);
    }
    return out.size() > before;
  }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  void take_row(const RowCutter::Row& row, std::vector<ArchivedComment>& out) {
    if (has_failed()) return;
    if (!has_heading_) {
      has_heading_ = true;
      read_heading(row);
      return;
    }
    ArchivedComment comment;
    comment.line = row.line;
    if (row.too_large || places_[kComment] >= row.fields.size()) {
      comment.problem.emplace();
      comment.problem->code = row.too_large ? "too_large" : "missing_key";
      comment.problem->message =
          row.too_large ? "a row has at most " + std::to_string(kMaxRequestBytes) + " bytes"
                        : "the row ends before its comment; does it have as many fields as the "
                          "heading row?";
    } else {
      read_row(row.fields, comment);
    }
    out.push_back(std::move(comment));
  }

  void read_heading(const RowCutter::Row& row) {
    std::string listed;
    for (std::size_t at = 0; at < row.fields.size(); ++at) {
      const std::string& heading = row.fields[at];
      listed += (at == 0 ? "" : ", ") + heading;
      for (const ColumnNames& each : column_names()) {
        const bool is_known =
            std::find(each.names.begin(), each.names.end(), small(heading)) != each.names.end();
        if (is_known && places_[each.column] == kNowhere) places_[each.column] = at;
      }
    }
    for (const auto& [name, theirs] : columns_) {
      const auto found = std::find(row.fields.begin(), row.fields.end(), theirs);
      for (const ColumnNames& each : column_names()) {
        if (each.names.front() != name || found == row.fields.end()) continue;
        places_[each.column] = static_cast<std::size_t>(found - row.fields.begin());
      }
    }
    if (places_[kComment] == kNowhere) {
      fail("no_comment_column",
           "no column is called \"comment\" (or text, body, content, message); the columns are: " +
               listed + ". Say which one it is: --column comment=NAME",
           row.line);
    }
  }

  std::string field(const std::vector<std::string>& fields, Column column) const {
    const std::size_t place = places_[column];
    return place < fields.size() ? fields[place] : std::string();
  }

  void read_row(const std::vector<std::string>& fields, ArchivedComment& out) {
    Request& request = out.request;
    const std::string id = field(fields, kId);
    if (!id.empty()) request.id = id;
    request.comment = field(fields, kComment);
    request.language = field(fields, kLanguage);
    request.author.id = field(fields, kAuthor);
    request.parent = field(fields, kParent);
    const std::string parent = field(fields, kParentId);
    if (request.parent.empty() && !parent.empty() && parent != "0") {
      request.parent = memory_.text_of(parent);
    }
    out.month = month_of(field(fields, kDate));
    out.moderation = is_yes(field(fields, kSpam))      ? Moderation::spam
                     : is_yes(field(fields, kDeleted)) ? Moderation::deleted
                                                       : read_moderation(field(fields, kStatus));
    out.post = read_post(fields);
    const std::string thread = out.post ? out.post->id + out.post->title : "";
    request.earlier = memory_.earlier(thread, request.author.id);
    memory_.remember(thread, id, request.author.id, request.comment);
  }

  // Comments under one post usually stand together.
  std::shared_ptr<const Post> read_post(const std::vector<std::string>& fields) {
    Post post;
    post.id = field(fields, kPostId);
    post.title = field(fields, kPostTitle);
    post.text = field(fields, kPostText);
    const std::string tags = field(fields, kTags);
    if (post.id.empty() && post.title.empty() && post.text.empty() && tags.empty()) return nullptr;
    if (post_ && post_->id == post.id && post_->title == post.title && post_->text == post.text &&
        post_tags_ == tags) {
      return post_;
    }
    post.tags = split_tags(tags);
    post_tags_ = tags;
    post_ = std::make_shared<const Post>(std::move(post));
    return post_;
  }

  std::vector<std::pair<std::string, std::string>> columns_;
  RowCutter cutter_;
  CommentMemory memory_;
  std::array<std::size_t, kColumns> places_{};
  std::shared_ptr<const Post> post_;
  std::string post_tags_;
  bool has_heading_ = false;
  bool has_ended_ = false;
};

}  // namespace

std::unique_ptr<ArchiveReader> make_csv_reader(ReaderInput input) {
  return std::make_unique<CsvReader>(std::move(input));
}

}  // namespace precheck
