// A disk that misbehaves on demand: a wrapped sqlite3_vfs. It also remembers what was synced, so
// that a test can look at the files as they would be after the power went out.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace faulty {

inline constexpr char kName[] = "faulty";

// What a file holds for certain, and what was written since the last sync.
struct File {
  struct Change {
    std::int64_t offset = 0;
    std::string bytes;
    bool is_truncation = false;  // to `offset`
  };
  std::string synced;
  std::vector<Change> pending;
};

struct Disk {
  int writes_until_error = -1;   // -1: never; counts writes, syncs and truncations
  int errors_in_a_row = 1;       // then it works again
  std::int64_t free_bytes = -1;  // -1: without end
  bool read_only = false;
  std::int64_t syncs = 0;
  std::function<void()> on_sync;  // before it takes effect
  bool remember = false;          // for power_loss(); files opened from then on
  std::map<std::string, File> files;
};

Disk& disk();

// Makes the file system known to SQLite, once.
void install();

// Every remembered file, in `folder`, as after a power loss: all that was synced, and any part of
// what was not.
void power_loss(const std::string& folder, std::mt19937& random);

// A block of memory for SQLite fails: the n-th from now on. -1: never.
void fail_allocation(int after);

}  // namespace faulty
