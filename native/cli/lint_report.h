// What lint found, for people, programs and editors.
#pragma once

#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "policy_file.h"

namespace precheck::cli {

struct LintReport {
  std::string path;
  const PolicyFile& file;
  std::vector<Error> warnings;
};

// The line of `text` that `error` is about, and a caret under the place. Empty without a place.
std::string source_excerpt(std::string_view text, const Error& error);

std::string lint_json(const LintReport& report);

// SARIF 2.1.0, as editors and code hosts read it.
std::string lint_sarif(const LintReport& report);

}  // namespace precheck::cli
