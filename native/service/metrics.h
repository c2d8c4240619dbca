// What the service counts, and how it is told (the text format of Prometheus).
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace precheck::service {

class Counter {
 public:
  void add(std::uint64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

// How long something took.
class Histogram {
 public:
  using Clock = std::chrono::steady_clock;

  void observe(Clock::duration time);

  // Of the buckets, in nanoseconds. One more has no bound.
  static constexpr std::array<std::int64_t, 16> kBounds = {
      2'000,      5'000,       10'000,        25'000,       50'000,    100'000,
      250'000,    500'000,     1'000'000,     2'500'000,    5'000'000, 10'000'000,
      50'000'000, 250'000'000, 1'000'000'000, 5'000'000'000};

  std::uint64_t bucket(std::size_t at) const {
    return buckets_[at].load(std::memory_order_relaxed);
  }
  double seconds() const {
    return static_cast<double>(nanoseconds_.load(std::memory_order_relaxed)) / 1e9;
  }

 private:
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> nanoseconds_ = 0;
};

// Everything is made before the first request and stays; counting takes no lock. Names and labels
// say nothing about a client: no account, no address, no text.
class Metrics {
 public:
  // `labels` as in `route="/v1/check",status="200"`. Asked for twice, it is the same one.
  Counter& counter(std::string_view name, std::string_view help, std::string_view labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, std::string_view labels = {});
  // `value` is called when somebody asks, from any thread.
  void gauge(std::string_view name, std::string_view help, std::string_view labels,
             std::function<double()> value);

  // precheck_stage_seconds: the parts of an answer, one after the other.
  Histogram& stage(std::string_view name);

  std::string text() const;

 private:
  struct Series {
    std::string labels;
    Counter counter;
    Histogram histogram;
    std::function<double()> gauge;
  };
  struct Family {
    std::string name;
    std::string help;
    std::string_view type;
    std::deque<Series> series;
  };

  Series& series(std::string_view name, std::string_view help, std::string_view type,
                 std::string_view labels);

  mutable std::mutex mutex_;
  std::deque<Family> families_;
};

}  // namespace precheck::service
