// Who may call what is not open to everybody.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::service {

inline constexpr std::size_t kLeastTokenBytes = 16;

class BearerTokens {
 public:
  // A file of lines "NAME TOKEN"; empty lines and lines that begin with # do not count. Answers why
  // it could not be used, and keeps what was there; empty when it could.
  std::string load(const std::string& path);

  // The same with the text of a file.
  std::string read(std::string_view text);

  // The name beside the token in the value of an Authorization header ("Bearer TOKEN"). The time it
  // takes tells nothing about the tokens. Safe to call from many threads.
  std::optional<std::string> caller(std::string_view authorization) const;

 private:
  struct Token {
    std::string name;
    std::string digest;  // of the token, so that it does not stay in memory
  };
  using Tokens = std::vector<Token>;

  mutable std::mutex mutex_;  // held for the copy of a pointer only
  std::shared_ptr<const Tokens> tokens_ = std::make_shared<Tokens>();
};

}  // namespace precheck::service
