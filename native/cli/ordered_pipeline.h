// Batches of work through many threads and out again in the order in which they came in.
#pragma once

#include <cstddef>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "cli/bounded_queue.h"

namespace precheck::cli {

// `work` runs on any thread, on several batches at once; `take` runs on one thread, in order, and
// is told whether nothing waits behind its batch. Neither may throw. At most two batches a thread
// are under way, so memory does not grow.
template <class Batch, class Work, class Take>
class OrderedPipeline {
 public:
  OrderedPipeline(std::size_t threads, Work work, Take take)
      : work_(std::move(work)),
        take_(std::move(take)),
        to_work_(threads * 2),
        in_order_(threads * 2) {
    taker_ = std::thread([this] { take_in_order(); });
    for (std::size_t each = 0; each < threads; ++each) {
      workers_.emplace_back([this] {
        while (const auto job = to_work_.pop()) {
          work_((*job)->batch);
          (*job)->done.set_value();
        }
      });
    }
  }
  ~OrderedPipeline() { finish(); }
  OrderedPipeline(const OrderedPipeline&) = delete;
  OrderedPipeline& operator=(const OrderedPipeline&) = delete;

  // Waits where too many batches are under way.
  void add(Batch batch) {
    auto job = std::make_shared<Job>();
    job->batch = std::move(batch);
    in_order_.push(job);
    to_work_.push(std::move(job));
  }

  // Waits until all batches are taken. Nothing can be added any more.
  void finish() {
    if (!taker_.joinable()) return;
    to_work_.close();
    in_order_.close();
    for (std::thread& each : workers_) each.join();
    taker_.join();
  }

 private:
  struct Job {
    Batch batch;
    std::promise<void> done;
  };

  void take_in_order() {
    while (const auto job = in_order_.pop()) {
      (*job)->done.get_future().wait();
      take_((*job)->batch, in_order_.empty());
    }
  }

  Work work_;
  Take take_;
  BoundedQueue<std::shared_ptr<Job>> to_work_;
  BoundedQueue<std::shared_ptr<Job>> in_order_;
  std::thread taker_;
  std::vector<std::thread> workers_;
};

}  // namespace precheck::cli
