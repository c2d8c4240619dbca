// The headers of a response, kept as the lines that will be sent: one piece of memory for all.
#pragma once

#include <string>
#include <string_view>

namespace precheck::service {

class HeaderLines {
 public:
  // What could end the line early is left out of `value`: CR, LF and NUL.
  void add(std::string_view name, std::string_view value);

  // The value of the first header of this name, in whatever case; empty when there is none.
  std::string_view find(std::string_view name) const;

  // Each line with its line end.
  const std::string& text() const { return text_; }

  friend bool operator==(const HeaderLines&, const HeaderLines&) = default;

 private:
  std::string text_;
};

}  // namespace precheck::service
