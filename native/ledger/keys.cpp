#include "ledger/keys.h"

#include <unistd.h>

#include <algorithm>

#include "files.h"
#include "hmac_sha256.h"

namespace precheck::ledger {
namespace {

constexpr std::size_t kMaxFileBytes = 64 * 1024;
constexpr std::size_t kFewestDigits = 64;
constexpr std::size_t kIdBytes = 4;

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string_view without_comment(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

Error bad_line(std::size_t number) {
  return {Failure::unavailable, "line " + std::to_string(number) + " is not a key: 64 or more " +
                                    "hexadecimal digits, as `precheck ledger key` writes them"};
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += kDigits[value >> 4];
    out += kDigits[value & 15];
  }
  return out;
}

Result<Keys> Keys::parse(std::string_view text) {
  Keys keys;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = without_comment(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++number;
    if (line.empty()) continue;
    if (line.size() < kFewestDigits || !is_hex(line)) return bad_line(number);
    // The digits themselves are the secret; one key for each purpose comes from it.
    Key key;
    key.id = to_hex(hmac_sha256(line, "precheck key id").substr(0, kIdBytes));
    key.accounts = hmac_sha256(line, "precheck accounts");
    key.references = hmac_sha256(line, "precheck references");
    key.seals = hmac_sha256(line, "precheck seals");
    keys.keys_.push_back(std::move(key));
  }
  if (keys.keys_.empty()) {
    return Error{Failure::unavailable, "there is no key; `precheck ledger key` makes one"};
  }
  return keys;
}

Result<Keys> Keys::load(const std::string& path) {
  const FileText file = read_file(path, kMaxFileBytes);
  if (!file.ok()) return Error{Failure::unavailable, path + ": " + file.problem};
  Result<Keys> keys = parse(file.text);
  if (!keys.ok()) return Error{Failure::unavailable, path + ": " + keys.error().message};
  return keys;
}

Result<std::string> Keys::generate() {
  std::string bytes(kDigestBytes, '\0');
  if (getentropy(bytes.data(), bytes.size()) != 0) {
    return Error{Failure::unavailable, "the system gives no random bytes"};
  }
  return to_hex(bytes) + '\n';
}

std::string Keys::account(std::string_view id) const {
  return hmac_sha256(keys_.front().accounts, id);
}

std::vector<std::string> Keys::accounts(std::string_view id) const {
  std::vector<std::string> all;
  for (const Key& key : keys_) all.push_back(hmac_sha256(key.accounts, id));
  return all;
}

std::string Keys::reference(std::string_view text) const {
  return hmac_sha256(keys_.front().references, text);
}

std::vector<std::string> Keys::references(std::string_view text) const {
  std::vector<std::string> all;
  for (const Key& key : keys_) all.push_back(hmac_sha256(key.references, text));
  return all;
}

std::string Keys::seal(std::string_view key_id, std::string_view text) const {
  const Key* key = find(key_id);
  return key == nullptr ? std::string() : hmac_sha256(key->seals, text);
}

const Keys::Key* Keys::find(std::string_view key_id) const {
  const auto found =
      std::find_if(keys_.begin(), keys_.end(), [&](const Key& key) { return key.id == key_id; });
  return found == keys_.end() ? nullptr : &*found;
}

}  // namespace precheck::ledger
