// Any bytes as an archive of comments, in whatever format and encoding, gzip or not: comments, or a
// problem with a sentence; never one without an end. The first byte chooses.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "archive/archive.h"
#include "fuzz.h"
#include "utf8.h"

namespace {

const char* const kFormats[] = {"", "jsonl", "csv", "wxr", "disqus", "", "csv", "jsonl"};
const char* const kEncodings[] = {"", "UTF-8", "ISO-8859-1", "UTF-16", "GB18030", "", "", ""};

// A file without a disk. Every reader opens it by its name, as it does a real one.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("archive", 0)) { PRECHECK_EXPECT(descriptor_ >= 0); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  void hold(const std::uint8_t* data, std::size_t size) const {
    PRECHECK_EXPECT(ftruncate(descriptor_, 0) == 0);
    PRECHECK_EXPECT(pwrite(descriptor_, data, size, 0) == static_cast<ssize_t>(size));
  }

 private:
  int descriptor_;
};

void expect_clean(const std::string& text) { PRECHECK_EXPECT(precheck::repaired(text) == text); }

void look_at(const precheck::ArchivedComment& comment) {
  expect_clean(comment.request.comment);
  expect_clean(comment.request.parent);
  expect_clean(comment.request.author.id);
  if (comment.post) expect_clean(comment.post->title);
  PRECHECK_EXPECT(comment.month.empty() || comment.month.size() == 7);
  if (comment.problem) PRECHECK_EXPECT(!comment.problem->message.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const MemoryFile file;
  file.hold(data + 1, size - 1);
  precheck::ArchiveOptions options;
  options.format = kFormats[data[0] & 7];
  options.encoding = kEncodings[data[0] >> 3 & 7];
  if (data[0] & 64) options.columns = {{"comment", "Body"}, {"author", "Who"}};
  const precheck::OpenedArchive opened = precheck::open_archive(file.path(), options);
  PRECHECK_EXPECT((opened.reader == nullptr) != opened.error.message.empty());
  if (!opened.reader) return 0;
  std::vector<precheck::ArchivedComment> comments;
  std::size_t most = 0;
  while (opened.reader->read(comments)) {
    PRECHECK_EXPECT(!comments.empty());
    most += comments.size();
    PRECHECK_EXPECT(most <= 100'000);
    for (precheck::ArchivedComment& comment : comments) {
      opened.reader->finish(comment);
      look_at(comment);
    }
    comments.clear();
  }
  return 0;
}
