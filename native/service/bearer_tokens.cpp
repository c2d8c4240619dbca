#include "service/bearer_tokens.h"

#include <algorithm>

#include "files.h"
#include "hmac_sha256.h"
#include "service/http.h"

namespace precheck::service {
namespace {

constexpr std::size_t kMaxFileBytes = 1u << 20;
constexpr std::string_view kScheme = "Bearer ";

std::string line_problem(std::size_t line, std::string_view what) {
  return "line " + std::to_string(line) + ": " + std::string(what);
}

}  // namespace

std::string BearerTokens::load(const std::string& path) {
  const FileText file = read_file(path, kMaxFileBytes);
  const std::string problem = file.ok() ? read(file.text) : file.problem;
  return problem.empty() ? "" : path + ": " + problem;
}

std::string BearerTokens::read(std::string_view text) {
  auto tokens = std::make_shared<Tokens>();
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view each = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!each.empty() && each.back() == '\r') each.remove_suffix(1);
    each = trimmed(each);
    if (each.empty() || each.front() == '#') continue;
    const std::size_t blank = each.find_first_of(" \t");
    if (blank == std::string_view::npos) return line_problem(line, "it is not NAME TOKEN");
    const std::string_view token = trimmed(each.substr(blank));
    if (token.find_first_of(" \t") != std::string_view::npos) {
      return line_problem(line, "it is not NAME TOKEN");
    }
    if (token.size() < kLeastTokenBytes) {
      return line_problem(
          line, "a token has at least " + std::to_string(kLeastTokenBytes) + " characters");
    }
    tokens->push_back({std::string(each.substr(0, blank)), sha256_bytes(token)});
  }
  if (tokens->empty()) return "there is no token in it";
  const std::lock_guard lock(mutex_);
  tokens_ = std::move(tokens);
  return {};
}

std::optional<std::string> BearerTokens::caller(std::string_view authorization) const {
  if (!equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  const std::string digest = sha256_bytes(trimmed(authorization.substr(kScheme.size())));
  std::shared_ptr<const Tokens> tokens;
  {
    const std::lock_guard lock(mutex_);
    tokens = tokens_;
  }
  // All are compared, also after one fits.
  const Token* found = nullptr;
  for (const Token& each : *tokens) {
    if (equal_in_constant_time(each.digest, digest)) found = &each;
  }
  if (found == nullptr) return std::nullopt;
  return found->name;
}

}  // namespace precheck::service
