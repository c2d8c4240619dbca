// Past comments, whatever program wrote them down, one after the other in bounded memory.
#pragma once

#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck {

// What moderators did with a comment.
enum class Moderation : std::uint8_t { unknown, approved, pending, deleted, spam };
inline constexpr std::size_t kModerations = 5;

std::string_view to_string(Moderation moderation);

// "approved", "1", "trash", "REJECTED": what the systems write, in any case. `unknown` for any
// other word.
Moderation read_moderation(std::string_view word);

// "2024-03" of a date as systems write it, or of seconds (or milliseconds) since 1970. Empty when
// there is none.
std::string month_of(std::string_view date);

struct ArchivedComment {
  Request request;                   // without the post
  std::shared_ptr<const Post> post;  // shared by the comments under it; null: none
  Moderation moderation = Moderation::unknown;
  std::string month;             // "2024-03"; empty: nobody knows
  std::string raw;               // what finish() reads
  std::size_t line = 0;          // where it begins, 1-based; 0 where there are no lines
  std::optional<Error> problem;  // why it cannot be read
};

struct ArchiveOptions {
  std::string format;    // "jsonl", "csv", "wxr", "disqus"; empty: by what the file holds
  std::string encoding;  // a name that iconv knows; empty: by what the file says, else UTF-8
  // Names of columns or members, where they are not the usual ones: "comment" -> "Body".
  std::vector<std::pair<std::string, std::string>> columns;
};

class ArchiveReader {
 public:
  virtual ~ArchiveReader() = default;

  // "wxr": which format it turned out to be.
  virtual std::string_view format() const = 0;

  // Appends the next comments, at least one. False at the end, or when reading failed.
  virtual bool read(std::vector<ArchivedComment>& out) = 0;

  // The part of reading that may run on any thread.
  virtual void finish(ArchivedComment&) const {}

  virtual std::size_t bytes_read() const = 0;           // of the file as it is stored
  virtual std::optional<std::size_t> size() const = 0;  // of the file
  virtual std::size_t skipped() const { return 0; }     // pingbacks and the like
  virtual std::size_t mended() const = 0;               // characters that were none
  virtual const Error& problem() const = 0;             // why it stopped early; no code: it did not
};

struct OpenedArchive {
  std::unique_ptr<ArchiveReader> reader;  // null after an error
  Error error;
};
OpenedArchive open_archive(const std::string& path, const ArchiveOptions& options);

}  // namespace precheck
