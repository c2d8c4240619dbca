// The options of precheck serve. What they mean stands in docs/service.md.
#pragma once

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "cli/option_table.h"
#include "service/server.h"

namespace precheck::cli {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string policy = "policy.json";
  std::string static_folder;
  std::string studio_folder;
  std::vector<std::string> allowed_origins;
  std::string tokens;
  std::vector<std::string> trusted_proxies;
  double address_rate = 20;
  double address_burst = 100;
  double account_rate = 0.5;
  double account_burst = 30;
  std::string coral_secrets;
  std::string coral_posts;
  std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  std::size_t max_connections = service::ServerSettings().max_connections;
  bool log_requests = false;
};

void add_serve_options(OptionTable& table, ServeOptions& options);

// The part of the settings that says where to listen.
void split_address(const std::string& listen, service::ServerSettings& settings);

}  // namespace precheck::cli
