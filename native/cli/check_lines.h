// `precheck check --jsonl`: a request a line in, a verdict a line out, in the same order.
#pragma once

#include <cstddef>
#include <precheck/precheck.hpp>
#include <string>

namespace precheck::cli {

// Reads `path`, or standard input when it is "-". Memory does not grow with the input. A line that
// is not a request gets an error on its own line, and the run goes on. Answers the exit status.
int check_lines(const Policy& policy, const std::string& path, std::size_t threads);

}  // namespace precheck::cli
