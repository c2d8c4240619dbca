#include "archive/archive.h"

#include <algorithm>
#include <utility>

#include "archive/readers.h"

namespace precheck {
namespace {

constexpr std::size_t kBytesToKnow = 64 * 1024;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string guess_format(std::string_view begun) {
  const std::size_t at = begun.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos) return "jsonl";
  if (begun[at] == '{') return "jsonl";
  if (begun[at] != '<') return "csv";
  if (has(begun, "<disqus")) return "disqus";
  return has(begun, "<rss") || has(begun, "wordpress.org/export") ? "wxr" : "";
}

OpenedArchive failed(std::string code, std::string message) {
  OpenedArchive opened;
  opened.error.code = std::move(code);
  opened.error.message = std::move(message);
  return opened;
}

}  // namespace

std::string_view SourceReader::next_piece() {
  if (!std::exchange(gave_first_, true) && !first_.empty()) return first_;
  const std::string_view piece = source_->next();
  if (!source_->problem().empty() && !has_failed()) fail("unreadable", source_->problem());
  return piece;
}

void SourceReader::fail(std::string code, std::string message, std::size_t line) {
  problem_.code = std::move(code);
  problem_.message = std::move(message);
  problem_.line = line;
  problem_.column = line > 0 ? 1 : 0;
}

OpenedArchive open_archive(const std::string& path, const ArchiveOptions& options) {
  std::string problem;
  ReaderInput input{ByteSource::open(path, options.encoding, problem), {}, options};
  if (!input.source) return failed("unreadable", problem);
  while (input.first.size() < kBytesToKnow) {
    const std::string_view piece = input.source->next();
    if (piece.empty()) break;
    input.first += piece;
  }
  if (!input.source->problem().empty()) return failed("unreadable", input.source->problem());
  const std::string format = options.format.empty() ? guess_format(input.first) : options.format;
  OpenedArchive opened;
  if (format == "jsonl") {
    opened.reader = make_jsonl_reader(std::move(input));
  } else if (format == "csv") {
    opened.reader = make_csv_reader(std::move(input));
  } else if (format == "wxr") {
    opened.reader = make_wxr_reader(std::move(input));
  } else if (format == "disqus") {
    opened.reader = make_disqus_reader(std::move(input));
  } else {
    return failed(
        "unknown_format",
        "this is XML, but neither a WordPress export nor one of Disqus; JSONL and CSV can "
        "be read, too");
  }
  if (!opened.reader->problem().code.empty()) {
    opened.error = opened.reader->problem();
    opened.reader = nullptr;
  }
  return opened;
}

}  // namespace precheck
