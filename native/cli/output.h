// What the command says: results on standard output, the rest on standard error.
#pragma once

#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::cli {

void print(std::string_view text);

// False, and a complaint, when some of the output could not be written.
bool flush_output();

// "precheck: MESSAGE" on standard error.
void complain(std::string_view message);

// "standard input" for "-".
std::string shown_path(const std::string& path);

// Each error on a line of its own: "precheck: FILE:LINE:COL: /json/pointer: [LABEL]what".
void complain(const std::string& path, const std::vector<Error>& errors,
              std::string_view label = {});

}  // namespace precheck::cli
