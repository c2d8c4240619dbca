// The events of the ledger as rows that vouch for each other.
//
// Every row has a seal, HMAC(key, all that it says), and a link, SHA-256(link before it, seal).
// So nobody without the key file can write, change, move or drop a row unseen. An erasure empties a
// row and keeps its seal: the chain still holds, and the `erasure` event that lists the row is the
// only excuse for its being empty.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "ledger/keys.h"
#include "ledger/result.h"

namespace precheck::ledger {

// What a row is about.
inline constexpr char kStrike[] = "strike";
inline constexpr char kPardon[] = "pardon";
inline constexpr char kAppeal[] = "appeal";
inline constexpr char kErasure[] = "erasure";      // asked for: which rows are empty now
inline constexpr char kRetention[] = "retention";  // by age: likewise
inline constexpr char kTombstone[] = "tombstone";  // a block that outlives an erasure
inline constexpr char kErased[] = "erased";        // an emptied row

struct Row {
  std::int64_t sequence = 0;  // 1, 2, 3, ... without gaps
  std::string kind;
  std::string account;  // 32 bytes, a keyed hash; empty where the event is about nobody
  std::int64_t at = 0;  // milliseconds since 1970, UTC; 0 in an emptied row
  std::string key;      // which key made the account and the seal
  std::string detail;   // JSON; its keys depend on the kind
  std::string seal;
  std::string link;
};

// The end of the chain. Who cuts off the last rows cannot make one that fits.
struct Head {
  std::int64_t sequence = 0;
  std::int64_t at = 0;        // of the last event
  std::int64_t erasures = 0;  // how many erasures there were
  std::string key;
  std::string link;
  std::string seal;
};

std::string first_link();

// Fills in key, seal and link.
void seal_row(const Keys& keys, const std::string& link_before, Row& row);
void seal_head(const Keys& keys, Head& head);

// "damaged" when it is not what was written.
Status check_row(const Keys& keys, const Row& row);
Status check_head(const Keys& keys, const Head& head);

// Walks the chain from its first row to its head. Keeps nothing but the numbers of empty rows that
// no erasure has excused so far.
class ChainCheck {
 public:
  explicit ChainCheck(const Keys& keys) : keys_(keys), link_(first_link()) {}

  Status add(const Row& row);
  Status finish(const Head& head) const;

  std::int64_t sequence() const { return sequence_; }
  std::int64_t erased() const { return erased_; }

 private:
  Status excuse(const Row& row);

  const Keys& keys_;
  std::string link_;
  std::int64_t sequence_ = 0;
  std::int64_t erased_ = 0;
  std::set<std::int64_t> unexcused_;
};

}  // namespace precheck::ledger
