#include "cli/line_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace precheck::cli {
namespace {

constexpr std::size_t kChunkBytes = 128 * 1024;

}  // namespace

LineReader::LineReader(int descriptor, std::size_t line_limit)
    : descriptor_(descriptor), line_limit_(line_limit), chunk_(kChunkBytes) {}

std::vector<std::string> LineReader::next() {
  std::vector<std::string> lines;
  while (lines.empty() && read_chunk()) {
    const char* at = chunk_.data();
    const char* const end = at + chunk_size_;
    while (at != end) {
      const char* const line_end = std::find(at, end, '\n');
      append_to_line(at, line_end);
      if (line_end == end) break;
      lines.push_back(std::exchange(line_, {}));
      line_begun_ = false;
      at = line_end + 1;
    }
  }
  if (lines.empty() && line_begun_ && problem_.empty()) {
    lines.push_back(std::exchange(line_, {}));
    line_begun_ = false;
  }
  return lines;
}

bool LineReader::read_chunk() {
  ssize_t count = 0;
  do {
    count = read(descriptor_, chunk_.data(), chunk_.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) problem_ = std::strerror(errno);
  if (count <= 0) return false;
  chunk_size_ = static_cast<std::size_t>(count);
  bytes_read_ += chunk_size_;
  return true;
}

void LineReader::append_to_line(const char* begin, const char* end) {
  line_begun_ = true;
  const std::size_t room = line_limit_ - line_.size();
  line_.append(begin, std::min(room, static_cast<std::size_t>(end - begin)));
}

}  // namespace precheck::cli
