#include "policy_file.h"

#include "files.h"

namespace precheck {

PolicyFile read_policy(const std::string& path) {
  PolicyFile result;
  FileText file = read_file(path, kMaxPolicyBytes);
  if (!file.ok()) {
    result.errors.push_back(plain_error("unreadable", file.problem));
    return result;
  }
  result.text = std::move(file.text);
  Compilation compilation = compile(result.text);
  result.policy = std::move(compilation.policy);
  result.errors = std::move(compilation.problems);
  return result;
}

Error plain_error(std::string code, std::string message) {
  Error error;
  error.code = std::move(code);
  error.message = std::move(message);
  return error;
}

std::string describe(const std::string& path, const Error& error) {
  std::string out = path;
  if (error.line > 0) {
    out += ':' + std::to_string(error.line) + ':' + std::to_string(error.column);
  }
  out += ": ";
  if (!error.pointer.empty()) out += error.pointer + ": ";
  return out + error.message;
}

}  // namespace precheck
