// How often somebody may ask: token buckets in a table of fixed size.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace precheck::service {

struct Rate {
  double per_second = 0;  // 0: no limit
  double burst = 1;       // so many at once, after a pause
};

class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateLimiter(Rate rate);

  // Takes one token of `key`. Nothing when there was one; otherwise in how many seconds, at least
  // 1, there will be. Safe to call from many threads.
  std::optional<int> take(std::string_view key, Clock::time_point now = Clock::now());

 private:
  // A key is remembered as a number with a secret in it; two that share one share their tokens.
  struct Bucket {
    std::uint64_t key = 0;
    float tokens = 0;
    std::uint32_t millisecond = 0;  // when `tokens` was right, since the limiter began
  };
  // A key has a few places where it may stand. When all are taken, the fullest bucket makes room:
  // it belongs to who asked least.
  static constexpr std::size_t kPlaces = 8;
  static constexpr std::size_t kSets = 8 * 1024;  // 65,536 keys in 1 MiB
  static constexpr std::size_t kLocks = 64;
  using Set = std::array<Bucket, kPlaces>;

  std::uint64_t number_of(std::string_view key) const;
  float tokens_at(const Bucket& bucket, std::uint32_t millisecond) const;
  Bucket& place_of(Set& set, std::uint64_t key, std::uint32_t millisecond) const;

  const Rate rate_;
  const std::uint64_t secret_;
  const Clock::time_point begin_;
  std::vector<Set> sets_;
  std::array<std::mutex, kLocks> locks_;
};

}  // namespace precheck::service
