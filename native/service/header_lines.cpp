#include "service/header_lines.h"

#include <algorithm>
#include <iterator>

#include "service/http.h"

namespace precheck::service {
namespace {

constexpr std::size_t kUsualSize = 320;  // of all lines of an answer to a check
constexpr std::string_view kColon = ": ";
constexpr std::string_view kLineEnd = "\r\n";

bool ends_line(char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; }

bool has(std::string_view value, char byte) { return value.find(byte) != std::string_view::npos; }

}  // namespace

void HeaderLines::add(std::string_view name, std::string_view value) {
  if (text_.empty()) text_.reserve(kUsualSize);
  text_.append(name).append(kColon);
  if (has(value, '\r') || has(value, '\n') || has(value, '\0')) {
    std::remove_copy_if(value.begin(), value.end(), std::back_inserter(text_), ends_line);
  } else {
    text_.append(value);
  }
  text_.append(kLineEnd);
}

std::string_view HeaderLines::find(std::string_view name) const {
  for (std::string_view rest = text_; !rest.empty();) {
    const std::size_t end = rest.find(kLineEnd);
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + kLineEnd.size());
    const std::size_t colon = line.find(kColon);
    if (equal_ignoring_case(line.substr(0, colon), name)) return line.substr(colon + kColon.size());
  }
  return {};
}

}  // namespace precheck::service
