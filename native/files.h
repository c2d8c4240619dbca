// Whole files in, whole files out. Errors are sentences.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace precheck {

struct FileText {
  std::string text;
  std::string problem;  // why there is no text; empty when there is
  bool ok() const { return problem.empty(); }
};

// All of `path`, or of standard input when it is "-". More than `limit` bytes is a problem.
FileText read_file(const std::string& path, std::size_t limit);

// Replaces `path` in one step, so that nobody ever reads half of it. Answers why it could not;
// empty when it could.
std::string write_file(const std::string& path, std::string_view text);

}  // namespace precheck
