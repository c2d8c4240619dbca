// What a reader sees of a little HTML, as comment systems store it.
#pragma once

#include <string>
#include <string_view>

namespace precheck {

// Tags are left out (where a block or a line ends there is a line end), character references are
// undone. What is not HTML stays as it is.
std::string text_of_html(std::string_view html);

}  // namespace precheck
