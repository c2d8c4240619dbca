// The sockets: an event loop with limits on everything a client can send, hold or delay.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "service/client_address.h"
#include "service/service.h"

namespace precheck::service {

struct ServerSettings {
  std::string host = "127.0.0.1";  // a name or a numeric address
  std::string port = "8080";       // "0": any free one
  std::size_t threads = 1;
  std::size_t max_connections = 10'000;  // more get 503
  bool log_requests = false;
  TrustedProxies trusted_proxies;

  std::size_t max_header_bytes = 8 * 1024;
  std::size_t max_header_fields = 100;
  std::size_t max_body_bytes = 64 * 1024;
  // Totals, not the wait for the next byte: a client that drips is cut off all the same.
  std::chrono::milliseconds header_time{5'000};
  std::chrono::milliseconds request_time{15'000};  // header and body
  std::chrono::milliseconds body_grace{5'000};     // after which a body must have come at this rate
  std::size_t least_body_rate = 1'024;             // bytes a second
  std::chrono::milliseconds idle_time{30'000};     // between two requests
  std::chrono::milliseconds stop_time{9'000};      // from SIGTERM to the end, at most
  // When the event loop is later than this, checks are shed with 503 until it has caught up.
  std::chrono::milliseconds longest_lateness{250};
};

struct ServerHooks {
  std::function<void(const std::string& address)> ready;  // "127.0.0.1:8080"
  std::function<void()> reload;                           // on SIGHUP, in a thread of its own
};

// Serves until SIGTERM or SIGINT, and finishes what is in flight. Answers what went wrong; empty
// after an orderly stop.
std::string serve(ServerSettings settings, Service& service, const ServerHooks& hooks);

}  // namespace precheck::service
