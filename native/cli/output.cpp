#include "cli/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/terminal_text.h"
#include "policy_file.h"

namespace precheck::cli {

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

bool flush_output() {
  const bool failed_before = std::ferror(stdout) != 0;
  if (std::fflush(stdout) == 0 && !failed_before) return true;
  complain(std::string("standard output: ") +
           (failed_before ? "not all of it could be written" : std::strerror(errno)));
  return false;
}

void complain(std::string_view message) {
  const std::string line = "precheck: " + printable(message) + '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string shown_path(const std::string& path) { return path == "-" ? "standard input" : path; }

void complain(const std::string& path, const std::vector<Error>& errors, std::string_view label) {
  for (Error error : errors) {
    error.message.insert(0, label);
    complain(describe(shown_path(path), error));
  }
}

}  // namespace precheck::cli
