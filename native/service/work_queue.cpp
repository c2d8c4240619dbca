#include "service/work_queue.h"

#include <utility>

namespace precheck::service {

WorkQueue::WorkQueue(std::size_t threads, std::size_t capacity,
                     std::chrono::milliseconds longest_wait)
    : capacity_(capacity), longest_wait_(longest_wait) {
  for (std::size_t each = 0; each < threads; ++each) threads_.emplace_back([this] { work(); });
}

bool WorkQueue::push(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || line_.size() >= capacity_) return false;
    line_.push_back({std::move(job), Clock::now()});
  }
  changed_.notify_one();
  return true;
}

std::size_t WorkQueue::length() const {
  const std::lock_guard lock(mutex_);
  return line_.size();
}

void WorkQueue::finish() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& each : threads_) {
    if (each.joinable()) each.join();
  }
}

void WorkQueue::work() {
  for (;;) {
    Waiting next;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || !line_.empty(); });
      if (line_.empty()) return;
      next = std::move(line_.front());
      line_.pop_front();
    }
    next.job(Clock::now() - next.since <= longest_wait_);
  }
}

}  // namespace precheck::service
