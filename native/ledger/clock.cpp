#include "ledger/clock.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace precheck::ledger {
namespace {

constexpr std::int64_t kLargestDrift = 5LL * 60 * 1000;

std::int64_t read(clockid_t id) {
  timespec time{};
  clock_gettime(id, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

std::int64_t SystemClock::utc() const { return read(CLOCK_REALTIME); }
std::int64_t SystemClock::steady() const { return read(CLOCK_BOOTTIME); }

CheckedClock::CheckedClock(const Clock& clock, std::function<void(std::int64_t)> on_jump)
    : clock_(clock), on_jump_(std::move(on_jump)), utc_(clock.utc()), steady_(clock.steady()) {}

std::int64_t CheckedClock::now() {
  const std::int64_t steady = clock_.steady();
  const std::int64_t expected = utc_ + (steady - steady_);
  const std::int64_t told = clock_.utc();
  const std::int64_t jump = told - expected;
  steady_ = steady;
  if (std::llabs(jump) <= kLargestDrift) {
    has_jumped_ = false;
    utc_ = told;
    return told;
  }
  if (!has_jumped_ && on_jump_) on_jump_(jump);
  has_jumped_ = true;
  utc_ = expected;
  return expected;
}

std::string utc_text(std::int64_t milliseconds) {
  std::int64_t rest = milliseconds % 1000;
  if (rest < 0) rest += 1000;
  const auto seconds = static_cast<std::time_t>((milliseconds - rest) / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char date[40];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
  char text[56];
  std::snprintf(text, sizeof text, "%s.%03dZ", date, static_cast<int>(rest));
  return text;
}

}  // namespace precheck::ledger
