// A verdict for people to read.
#pragma once

#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal_text.h"

namespace precheck::cli {

std::string verdict_text(const Verdict& verdict, std::string_view comment, const Style& style);

// The lines of `comment` that hold marked words, and their neighbours, folded to fit a terminal.
// The words are underlined, or stand over a row of carets when there is no style.
std::string marked_text(std::string_view comment, const std::vector<Span>& spans,
                        const Style& style);

}  // namespace precheck::cli
