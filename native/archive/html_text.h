// Comments that are stored as HTML, as the text that people read.
#pragma once

#include <string>
#include <string_view>

namespace precheck {

// Without tags; paragraphs and <br> become line ends, <blockquote> lines that begin with "> ",
// <code> and <pre> text between backticks; entities become characters.
std::string html_to_text(std::string_view html);

}  // namespace precheck
