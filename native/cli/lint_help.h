// What each kind of error and warning means, for people who meet it for the first time.
#pragma once

#include <string_view>
#include <vector>

namespace precheck::cli {

struct LintHelp {
  std::string_view code;
  std::string_view title;
  std::string_view help;
};

// By code, in alphabetical order.
const std::vector<LintHelp>& lint_help();

// Null for a code that nobody knows.
const LintHelp* find_lint_help(std::string_view code);

}  // namespace precheck::cli
