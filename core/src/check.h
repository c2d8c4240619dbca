// One check after the other against one policy, with memory that is kept. For one thread.
#pragma once

#include <string>
#include <vector>

#include "evaluation.h"
#include "policy.h"
#include "request_reader.h"

namespace precheck {

class Checker {
 public:
  explicit Checker(const CompiledPolicy& policy) : policy_(policy), evaluation_(policy) {}

  // What all rules found, and what follows from it. Valid until the next call.
  const Judgement& check(const RequestView& request);

  // The same of one rule alone (compile.cpp tries each rule's examples).
  const Judgement& check_rule(const RequestView& request, std::size_t rule);

  // The verdict of the last check() as JSON, at the end of `out`.
  void append_verdict(std::string& out);

  // For hosts to read requests with, and into.
  RequestReader reader;
  RequestView request;

 private:
  struct Next {
    std::size_t language;
    Action action;
    std::int64_t strikes;
    std::string json;
  };

  void start(const RequestView& request);
  void forget(const RequestView& request);
  void look_for_candidates();
  void mark_candidates();
  void look_for(std::size_t rule);
  bool speaks(const Rule& rule);
  bool is_ruled_out(const Rule& rule);
  bool is_cheap(NodeId node) const;
  const std::string& next_json();

  const CompiledPolicy& policy_;
  Glance::Scratch glance_;
  Evaluation evaluation_;
  Judgement judgement_;
  std::vector<std::uint64_t> candidates_;
  std::vector<Interval> marks_;
  std::vector<Next> next_;  // the last few, ready written
  std::size_t oldest_next_ = 0;
};

}  // namespace precheck
