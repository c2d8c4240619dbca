// The secrets of a ledger. They live in a file outside the database: who has the database alone
// cannot tell whose strikes these are, nor write one that verifies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/result.h"

namespace precheck::ledger {

inline constexpr std::size_t kDigestBytes = 32;

std::string to_hex(std::string_view bytes);

class Keys {
 public:
  // One key a line, 64 or more hexadecimal digits; `#` begins a comment. The first line is the key
  // in use, the others are older ones that are still needed to read.
  static Result<Keys> parse(std::string_view text);
  static Result<Keys> load(const std::string& path);

  // A new key, as a line of such a file.
  static Result<std::string> generate();

  // The account as it is stored.
  std::string account(std::string_view id) const;
  // Under every key, the one in use first: an account keeps its strikes when the key changes.
  std::vector<std::string> accounts(std::string_view id) const;

  // What stands for an idempotency key or a request body in the database.
  std::string reference(std::string_view text) const;
  std::vector<std::string> references(std::string_view text) const;

  const std::string& current_id() const { return keys_.front().id; }
  bool has(std::string_view key_id) const { return find(key_id) != nullptr; }
  // The seal of a row. Empty when there is no such key.
  std::string seal(std::string_view key_id, std::string_view text) const;

 private:
  struct Key {
    std::string id;  // eight hexadecimal digits that tell nothing about the key
    std::string accounts;
    std::string references;
    std::string seals;
  };
  const Key* find(std::string_view key_id) const;

  std::vector<Key> keys_;
};

}  // namespace precheck::ledger
