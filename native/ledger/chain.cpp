#include "ledger/chain.h"

#include <nlohmann/json.hpp>

#include "hmac_sha256.h"

namespace precheck::ledger {
namespace {

void append_number(std::string& out, std::int64_t number) {
  auto rest = static_cast<std::uint64_t>(number);
  for (int each = 0; each < 8; ++each, rest >>= 8) out += static_cast<char>(rest & 0xFF);
}

// With its length in front, so that no two rows read the same.
void append_text(std::string& out, std::string_view text) {
  append_number(out, static_cast<std::int64_t>(text.size()));
  out += text;
}

std::string sealed_text(const Row& row) {
  std::string out = "row";
  append_number(out, row.sequence);
  append_number(out, row.at);
  for (const std::string* each : {&row.kind, &row.account, &row.key, &row.detail}) {
    append_text(out, *each);
  }
  return out;
}

std::string sealed_text(const Head& head) {
  std::string out = "head";
  append_number(out, head.sequence);
  append_number(out, head.at);
  append_number(out, head.erasures);
  append_text(out, head.key);
  append_text(out, head.link);
  return out;
}

Error damaged(std::int64_t sequence, std::string_view what) {
  return {Failure::damaged, "event " + std::to_string(sequence) + ' ' + std::string(what)};
}

Error missing_key(std::string_view what, const std::string& key) {
  return {Failure::unavailable, std::string(what) + " was written with the key " + key +
                                    ", which is not in the key file"};
}

// A key's name is checked before it is printed: a damaged one could be anything.
bool is_key_name(const std::string& name) {
  return name.size() == 8 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::string first_link() { return std::string(kDigestBytes, '\0'); }

void seal_row(const Keys& keys, const std::string& link_before, Row& row) {
  row.key = keys.current_id();
  row.seal = keys.seal(row.key, sealed_text(row));
  row.link = sha256_bytes(link_before + row.seal);
}

void seal_head(const Keys& keys, Head& head) {
  head.key = keys.current_id();
  head.seal = keys.seal(head.key, sealed_text(head));
}

Status check_row(const Keys& keys, const Row& row) {
  if (!keys.has(row.key)) {
    if (!is_key_name(row.key)) return damaged(row.sequence, "names no key");
    return missing_key("event " + std::to_string(row.sequence), row.key);
  }
  if (!equal_in_constant_time(row.seal, keys.seal(row.key, sealed_text(row)))) {
    return damaged(row.sequence, "is not as it was written");
  }
  return {};
}

Status check_head(const Keys& keys, const Head& head) {
  if (!keys.has(head.key)) {
    if (!is_key_name(head.key)) return Error{Failure::damaged, "the head names no key"};
    return missing_key("the head", head.key);
  }
  if (!equal_in_constant_time(head.seal, keys.seal(head.key, sealed_text(head)))) {
    return Error{Failure::damaged, "the head is not as it was written"};
  }
  return {};
}

Status ChainCheck::add(const Row& row) {
  if (row.sequence != sequence_ + 1) return damaged(sequence_ + 1, "is missing");
  if (row.link != sha256_bytes(link_ + row.seal)) return damaged(row.sequence, "breaks the chain");
  sequence_ = row.sequence;
  link_ = row.link;
  if (row.kind == kErased) {
    if (!row.account.empty() || !row.detail.empty()) {
      return damaged(row.sequence, "is called empty and is not");
    }
    unexcused_.insert(row.sequence);
    ++erased_;
    return {};
  }
  Status status = check_row(keys_, row);
  if (status.ok() && (row.kind == kErasure || row.kind == kRetention)) status = excuse(row);
  return status;
}

Status ChainCheck::excuse(const Row& row) {
  const auto detail = nlohmann::json::parse(row.detail, nullptr, /*allow_exceptions=*/false);
  if (!detail.is_object() || !detail.contains("erased") || !detail["erased"].is_array()) {
    return damaged(row.sequence, "does not say what it erased");
  }
  for (const auto& each : detail["erased"]) {
    if (!each.is_number_integer() || unexcused_.erase(each.get<std::int64_t>()) == 0) {
      return damaged(row.sequence, "erased an event that is still there");
    }
  }
  return {};
}

Status ChainCheck::finish(const Head& head) const {
  if (Status status = check_head(keys_, head); !status.ok()) return status;
  if (head.sequence != sequence_ || head.link != link_) {
    return Error{Failure::damaged, "the head is at event " + std::to_string(head.sequence) +
                                       ", the last event is " + std::to_string(sequence_)};
  }
  if (!unexcused_.empty()) return damaged(*unexcused_.begin(), "is empty and no erasure says so");
  return {};
}

}  // namespace precheck::ledger
