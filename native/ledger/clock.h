// What time it is for the ledger. A clock that jumps must not make strikes fade.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace precheck::ledger {

// In milliseconds. Tests have their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t utc() const = 0;     // since 1970
  virtual std::int64_t steady() const = 0;  // since some moment; never jumps
};

class SystemClock : public Clock {
 public:
  std::int64_t utc() const override;
  std::int64_t steady() const override;  // goes on while the machine sleeps
};

// Follows UTC as long as it moves like the steady clock. After a jump of more than five minutes it
// goes on as if there had been none, until UTC is back or the process starts anew.
// Not safe to use from several threads.
class CheckedClock {
 public:
  // `on_jump` hears of each jump once: by how many milliseconds.
  CheckedClock(const Clock& clock, std::function<void(std::int64_t)> on_jump);

  std::int64_t now();
  bool has_jumped() const { return has_jumped_; }

 private:
  const Clock& clock_;
  std::function<void(std::int64_t)> on_jump_;
  std::int64_t utc_;     // at the last reading
  std::int64_t steady_;  // likewise
  bool has_jumped_ = false;
};

// "2026-01-31T12:00:00.123Z"
std::string utc_text(std::int64_t milliseconds);

}  // namespace precheck::ledger
