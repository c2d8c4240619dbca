// The parts of our reports that open in a browser: one file, no script, nothing from outside.
#pragma once

#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::cli {

// From the doctype to <body>, with the styles of all reports.
std::string html_head(std::string_view title);
std::string html_foot();

// Text as text: escaped, and without control signs and what is not UTF-8.
std::string html_text(std::string_view text);

std::string html_element(std::string_view name, std::string_view content);
std::string html_table(std::string_view rows);
std::string html_heading_row(const std::vector<std::string>& names);
std::string html_paragraph(std::string_view sentence);

// A bar of a share, 0 to 1, with the figure behind it.
std::string html_bar(double share, std::string_view style, std::string_view what,
                     std::string_view figure);

// `text` with the places marked; in order and not overlapping.
std::string html_marked(std::string_view text, const std::vector<Interval>& places);

}  // namespace precheck::cli
