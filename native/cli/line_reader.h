// Lines of any length from a file descriptor, in bounded memory.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace precheck::cli {

class LineReader {
 public:
  // A line keeps at most `line_limit` bytes; what is over it is read and dropped.
  LineReader(int descriptor, std::size_t line_limit);

  // The lines that one read brings: what is there is not kept waiting for more. Empty only at the
  // end, or when reading fails.
  std::vector<std::string> next();

  std::size_t bytes_read() const { return bytes_read_; }
  const std::string& problem() const { return problem_; }

 private:
  bool read_chunk();
  void append_to_line(const char* begin, const char* end);

  int descriptor_;
  std::size_t line_limit_;
  std::vector<char> chunk_;
  std::size_t chunk_size_ = 0;
  std::string line_;         // the beginning of a line that has not ended yet
  bool line_begun_ = false;  // even a line without bytes in it
  std::size_t bytes_read_ = 0;
  std::string problem_;
};

}  // namespace precheck::cli
