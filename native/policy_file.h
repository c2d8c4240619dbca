// A policy as it stands in a file.
#pragma once

#include <memory>
#include <precheck/precheck.hpp>
#include <string>
#include <vector>

namespace precheck {

struct PolicyFile {
  std::string text;
  std::shared_ptr<const Policy> policy;  // null when there are errors
  std::vector<Error> errors;
};
PolicyFile read_policy(const std::string& path);

// An error without a place in a text: a file that cannot be read, say.
Error plain_error(std::string code, std::string message);

// "policy.json:12:5: /rules/3/action: what is wrong". What is not known is left out.
std::string describe(const std::string& path, const Error& error);

}  // namespace precheck
