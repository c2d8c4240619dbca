#include "cli/request_input.h"

#include <unistd.h>

#include <algorithm>

#include "cli/output.h"
#include "files.h"

namespace precheck::cli {
namespace {

// The line feed that `echo` and every editor put at the end is not part of the comment.
void strip_last_line_end(std::string& text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
}

bool read_text(const std::string& path, std::string& text) {
  FileText file = read_file(path, kMaxRequestBytes);
  if (!file.ok()) {
    complain(shown_path(path) + ": " + file.problem);
    return false;
  }
  text = std::move(file.text);
  return true;
}

}  // namespace

bool read_comment(const std::string& path, Request& request) {
  if (path == "-" && isatty(STDIN_FILENO) == 1) {
    complain("type the comment; Ctrl-D on a new line ends it");
  }
  if (!read_text(path, request.comment)) return false;
  strip_last_line_end(request.comment);
  return true;
}

bool read_post(const std::string& path, Request& request) {
  if (path.empty()) return true;
  std::string json;
  if (!read_text(path, json)) return false;
  ParsedPost parsed = parse_post(json);
  if (!parsed.post) {
    complain(path, {parsed.error});
    return false;
  }
  request.post = std::move(*parsed.post);
  return true;
}

bool read_parent(const std::string& path, Request& request) {
  if (path.empty()) return true;
  if (!read_text(path, request.parent)) return false;
  strip_last_line_end(request.parent);
  return true;
}

bool reads_standard_input_twice(std::initializer_list<std::string> paths) {
  return std::count(paths.begin(), paths.end(), "-") > 1;
}

}  // namespace precheck::cli
