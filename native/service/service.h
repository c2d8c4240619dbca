// What the service answers: a table of routes, and what holds for all of them. It knows no socket.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/bearer_tokens.h"
#include "service/http.h"
#include "service/metrics.h"
#include "service/policy_store.h"
#include "service/rate_limiter.h"
#include "service/route.h"
#include "service/static_files.h"
#include "service/work_queue.h"

namespace precheck::service {

struct ServiceSettings {
  StaticFiles files;
  // The sites whose pages may call from a browser, as in "https://blog.example"; "*" is every site.
  std::vector<std::string> allowed_origins;
  Rate address_rate;  // for each client address, on open routes; see client_address.h
  Rate account_rate;  // for each account, see limit_account()
  std::size_t queue_threads = 8;
  std::size_t queue_length = 256;
  std::chrono::milliseconds queue_time{2'000};  // who waited longer is told to come back
};

// Answers by their status.
class StatusCounters {
 public:
  explicit StatusCounters(Metrics& metrics);
  void count(int status);

 private:
  static constexpr int kStatuses[] = {200, 204, 304, 308, 400, 401, 404, 405,
                                      409, 412, 413, 415, 422, 429, 431, 503};
  Counter* counters_[std::size(kStatuses)];
  Counter& others_;
};

class Service {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Service(const PolicyStore& policies, ServiceSettings settings = {});

  // Before the first request.
  void add(Route route);

  // Answers now or later, on this thread or another, once. `request` stays until then. Safe to call
  // from many threads.
  void answer(const HttpRequest& request, Reply reply);

  // The same in two steps, for who has a shorter way where the answer is there at once.
  struct Answering;
  Answering begin(const HttpRequest& request) const;
  std::optional<HttpResponse> answer_at_once(Answering& answering);  // nothing: it has to wait
  void answer_in_queue(Answering answering, Reply reply);

  // The same for who can wait.
  HttpResponse answer_and_wait(const HttpRequest& request);

  // 429 when `account` did too much lately. For routes that know whose account it is.
  std::optional<HttpResponse> limit_account(std::string_view account);

  // Whom the routes with Access::bearer are for. None until its file is read.
  BearerTokens& tokens() { return tokens_; }

  Metrics& metrics() { return metrics_; }

  // From now on /readyz tells a load balancer to send nothing more here.
  void begin_stop() { stopping_ = true; }
  bool is_stopping() const { return stopping_; }

  // Answers what is in the queue, and takes nothing more into it.
  void finish() { queue_.finish(); }

 private:
  struct Entry {
    Route route;
    Histogram* seconds;
  };
  // All routes of one path.
  struct Address {
    std::string_view path;
    std::string methods;  // for Allow
    std::vector<Entry> entries;
  };

  std::optional<HttpResponse> first_answer(Call& call, const Entry*& entry);
  HttpResponse static_file(const HttpRequest& request, std::string_view path) const;
  std::optional<HttpResponse> refusal(const HttpRequest& request, const Route& route, Call& call);
  void finish(const Answering& answering, HttpResponse& response);

  HttpResponse preflight(std::string_view methods) const;
  bool allows_origin(std::string_view origin) const;
  void add_origin_headers(const HttpRequest& request, HttpResponse& response) const;

  const PolicyStore& policies_;
  const StaticFiles files_;
  const std::vector<std::string> allowed_origins_;
  Metrics metrics_;
  StatusCounters statuses_;
  Histogram& queue_stage_;
  std::deque<Address> addresses_;
  BearerTokens tokens_;
  RateLimiter address_limiter_;
  RateLimiter account_limiter_;
  std::atomic<bool> stopping_ = false;
  WorkQueue queue_;  // last: its threads use all the rest
};

struct Service::Answering {
  Call call;
  const Entry* entry = nullptr;  // of the route, once it is found
};

}  // namespace precheck::service
