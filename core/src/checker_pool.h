// Checkers that no thread is using. A policy may be used from many threads at once; each check
// takes a checker with the memory of earlier ones, so that it need not allocate any.
#pragma once

#include <exception>
#include <memory>
#include <mutex>
#include <vector>

#include "check.h"

namespace precheck {

class CheckerPool {
 public:
  // Gives its checker back at the end, but not one that was interrupted: when memory runs out
  // midway, nobody knows what it remembers.
  class Loan {
   public:
    explicit Loan(CheckerPool& pool) : pool_(pool), checker_(pool.take()) {}
    ~Loan() {
      if (std::uncaught_exceptions() == exceptions_) pool_.give_back(std::move(checker_));
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Checker& operator*() const { return *checker_; }
    Checker* operator->() const { return checker_.get(); }

   private:
    CheckerPool& pool_;
    const int exceptions_ = std::uncaught_exceptions();
    std::unique_ptr<Checker> checker_;
  };

  explicit CheckerPool(const CompiledPolicy& policy) : policy_(policy) {}

 private:
  std::unique_ptr<Checker> take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.empty()) {
      idle_.reserve(++made_);  // so that giving back needs no memory
      return std::make_unique<Checker>(policy_);
    }
    std::unique_ptr<Checker> checker = std::move(idle_.back());
    idle_.pop_back();
    return checker;
  }
  void give_back(std::unique_ptr<Checker> checker) {
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(checker));
  }

  const CompiledPolicy& policy_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Checker>> idle_;
  std::size_t made_ = 0;
};

}  // namespace precheck
