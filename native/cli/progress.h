// A line on standard error that says how far a long run is. Silent when nobody watches.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace precheck::cli {

class Progress {
 public:
  // `total_bytes` is the size of the input, where it is known.
  explicit Progress(std::optional<std::size_t> total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::size_t bytes_done, std::size_t comments_done);

 private:
  using Clock = std::chrono::steady_clock;

  bool watched_;
  bool drawn_ = false;
  std::optional<std::size_t> total_bytes_;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point next_drawing_ = begun_;
};

}  // namespace precheck::cli
