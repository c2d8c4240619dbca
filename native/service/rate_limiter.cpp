#include "service/rate_limiter.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace precheck::service {
namespace {

std::uint64_t random_number() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

// Spreads the bits of a number (the finaliser of MurmurHash3).
std::uint64_t mixed(std::uint64_t number) {
  number ^= number >> 33;
  number *= 0xff51afd7ed558ccd;
  number ^= number >> 33;
  number *= 0xc4ceb9fe1a85ec53;
  return number ^ (number >> 33);
}

}  // namespace

RateLimiter::RateLimiter(Rate rate)
    : rate_{rate.per_second, std::max(1.0, rate.burst)},
      secret_(random_number()),
      begin_(Clock::now()),
      sets_(rate.per_second > 0 ? kSets : 0) {}

std::optional<int> RateLimiter::take(std::string_view key, Clock::time_point now) {
  if (sets_.empty()) return std::nullopt;
  const std::uint64_t number = number_of(key);
  const auto millisecond = static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_).count());
  const std::size_t at = number % kSets;
  const std::lock_guard lock(locks_[at % kLocks]);
  Bucket& bucket = place_of(sets_[at], number, millisecond);
  bucket.tokens = tokens_at(bucket, millisecond);
  bucket.millisecond = millisecond;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rate_.per_second)));
}

// Without the secret nobody can choose keys that share a number.
std::uint64_t RateLimiter::number_of(std::string_view key) const {
  std::uint64_t number = secret_;
  for (const char byte : key) number = mixed(number ^ static_cast<unsigned char>(byte));
  return number == 0 ? 1 : number;  // 0 is an empty place
}

float RateLimiter::tokens_at(const Bucket& bucket, std::uint32_t millisecond) const {
  // Unsigned, so it is right also after the 49 days in which the count comes round once.
  const double seconds = static_cast<std::uint32_t>(millisecond - bucket.millisecond) / 1'000.0;
  return static_cast<float>(std::min(rate_.burst, bucket.tokens + seconds * rate_.per_second));
}

RateLimiter::Bucket& RateLimiter::place_of(Set& set, std::uint64_t key,
                                           std::uint32_t millisecond) const {
  Bucket* fullest = &set[0];
  float most = -1;
  for (Bucket& each : set) {
    if (each.key == key) return each;
    const float tokens = each.key == 0 ? static_cast<float>(rate_.burst) + 1  // empty goes first
                                       : tokens_at(each, millisecond);
    if (tokens > most) {
      most = tokens;
      fullest = &each;
    }
  }
  *fullest = {key, static_cast<float>(rate_.burst), millisecond};
  return *fullest;
}

}  // namespace precheck::service
