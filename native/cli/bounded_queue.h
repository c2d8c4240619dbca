// A queue between threads that makes the fast side wait for the slow one.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace precheck::cli {

template <class Item>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  void push(Item item) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [this] { return items_.size() < capacity_; });
    items_.push_back(std::move(item));
    has_items_.notify_one();
  }

  // Waits for an item. Nothing when the queue is closed and empty.
  std::optional<Item> pop() {
    std::unique_lock lock(mutex_);
    has_items_.wait(lock, [this] { return !items_.empty() || closed_; });
    if (items_.empty()) return std::nullopt;
    std::optional<Item> item(std::move(items_.front()));
    items_.pop_front();
    has_room_.notify_one();
    return item;
  }

  bool empty() const {
    const std::lock_guard lock(mutex_);
    return items_.empty();
  }

  // Nothing more will be pushed.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    has_items_.notify_all();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable has_items_;
  std::condition_variable has_room_;
  std::deque<Item> items_;
  bool closed_ = false;
};

}  // namespace precheck::cli
