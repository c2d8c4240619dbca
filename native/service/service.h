// What the service answers: a function from a request to a response. It knows no socket.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "service/http.h"
#include "service/policy_store.h"
#include "service/static_files.h"

namespace precheck::service {

class Service {
 public:
  // `allowed_origins`: the sites whose pages may call from a browser, as in "https://blog.example";
  // "*" is every site.
  Service(const PolicyStore& policies, StaticFiles files,
          std::vector<std::string> allowed_origins = {});

  // Safe to call from many threads.
  HttpResponse answer(const HttpRequest& request) const;

  // From now on /readyz tells a load balancer to send nothing more here.
  void begin_stop() { stopping_ = true; }

 private:
  struct Route;
  static const Route kRoutes[];

  HttpResponse check(const HttpRequest& request) const;
  HttpResponse published_policy(const HttpRequest& request) const;
  HttpResponse health(const HttpRequest& request) const;
  HttpResponse readiness(const HttpRequest& request) const;

  HttpResponse route(const HttpRequest& request) const;
  HttpResponse static_file(const HttpRequest& request, const StaticFile& file) const;
  HttpResponse preflight(std::string_view methods) const;
  bool allows_origin(std::string_view origin) const;
  void add_origin_headers(const HttpRequest& request, HttpResponse& response) const;

  const PolicyStore& policies_;
  const StaticFiles files_;
  const std::vector<std::string> allowed_origins_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace precheck::service
