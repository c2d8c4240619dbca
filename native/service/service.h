// What the service answers: a table of routes, and what holds for all of them. It knows no socket.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/bearer_tokens.h"
#include "service/http.h"
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
  Rate address_rate;  // for each client address, on open routes
  Rate account_rate;  // for each account, see limit_account()
  std::size_t queue_threads = 8;
  std::size_t queue_length = 256;
  std::chrono::milliseconds queue_time{2'000};  // who waited longer is told to come back
};

class Service {
 public:
  explicit Service(const PolicyStore& policies, ServiceSettings settings = {});

  // Before the first request.
  void add(Route route);

  // Answers now or later, on this thread or another, once. `request` stays until then. Safe to call
  // from many threads.
  void answer(const HttpRequest& request, Reply reply);

  // The same for who can wait.
  HttpResponse answer_and_wait(const HttpRequest& request);

  // 429 when `account` did too much lately. For routes that know whose account it is.
  std::optional<HttpResponse> limit_account(std::string_view account);

  // Whom the routes with Access::bearer are for. None until its file is read.
  BearerTokens& tokens() { return tokens_; }

  // The event loop says whether it is so late that checks must be shed.
  void set_overloaded(bool overloaded) { overloaded_ = overloaded; }

  // From now on /readyz tells a load balancer to send nothing more here.
  void begin_stop() { stopping_ = true; }
  bool is_stopping() const { return stopping_; }

  // Answers what is in the queue, and takes nothing more into it.
  void finish() { queue_.finish(); }

 private:
  // All routes of one path.
  struct Address {
    std::string_view path;
    std::string methods;  // for Allow
    std::vector<Route> routes;
  };

  std::optional<HttpResponse> answer_at_once(const HttpRequest& request, Call& call,
                                             const Route*& route);
  std::optional<HttpResponse> refusal(const HttpRequest& request, const Route& route, Call& call);
  void answer_in_queue(const Route& route, Call call, Reply reply);
  HttpResponse finished(const HttpRequest& request, HttpResponse response) const;

  HttpResponse preflight(std::string_view methods) const;
  bool allows_origin(std::string_view origin) const;
  void add_origin_headers(const HttpRequest& request, HttpResponse& response) const;

  const PolicyStore& policies_;
  const StaticFiles files_;
  const std::vector<std::string> allowed_origins_;
  std::deque<Address> addresses_;
  BearerTokens tokens_;
  RateLimiter address_limiter_;
  RateLimiter account_limiter_;
  std::atomic<bool> overloaded_ = false;
  std::atomic<bool> stopping_ = false;
  WorkQueue queue_;  // last: its threads use all the rest
};

}  // namespace precheck::service
