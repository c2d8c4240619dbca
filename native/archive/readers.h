// The readers of each format. open_archive() chooses.
#pragma once

#include <memory>

#include "archive/archive.h"
#include "archive/byte_source.h"

namespace precheck {

// `first` is what was read of the source to find out the format.
struct ReaderInput {
  std::unique_ptr<ByteSource> source;
  std::string first;
  ArchiveOptions options;
};

std::unique_ptr<ArchiveReader> make_jsonl_reader(ReaderInput input);
std::unique_ptr<ArchiveReader> make_csv_reader(ReaderInput input);
std::unique_ptr<ArchiveReader> make_wxr_reader(ReaderInput input);
std::unique_ptr<ArchiveReader> make_disqus_reader(ReaderInput input);

// What all readers have in common: the source, with what was read of it already.
class SourceReader : public ArchiveReader {
 public:
  explicit SourceReader(ReaderInput input)
      : source_(std::move(input.source)), first_(std::move(input.first)) {}

  std::size_t bytes_read() const override { return source_->bytes_read(); }
  std::optional<std::size_t> size() const override { return source_->size(); }
  std::size_t mended() const override { return source_->mended(); }
  const Error& problem() const override { return problem_; }

 protected:
  // Empty at the end, or with a problem.
  std::string_view next_piece();
  void fail(std::string code, std::string message, std::size_t line = 0);
  bool has_failed() const { return !problem_.code.empty(); }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string first_;
  bool gave_first_ = false;
  Error problem_;
};

}  // namespace precheck
