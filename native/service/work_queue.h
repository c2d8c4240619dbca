// Work that may wait for a disk or another machine: a few threads and a line of limited length in
// front of them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace precheck::service {

class WorkQueue {
 public:
  // What is called with true when its turn has come in time, with false when it waited for too long
  // or will never be done. Called exactly once.
  using Job = std::function<void(bool in_time)>;

  WorkQueue(std::size_t threads, std::size_t capacity, std::chrono::milliseconds longest_wait);
  ~WorkQueue() { finish(); }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // False when the line is full or closed; then `job` is left alone. Never waits. Thread-safe.
  bool push(Job& job);

  std::size_t length() const;

  // Takes nothing more, does what is in the line, and waits until it is done.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    Job job;
    Clock::time_point since;
  };

  void work();

  const std::size_t capacity_;
  const std::chrono::milliseconds longest_wait_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> line_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace precheck::service
