#include "cli/serve_options.h"

namespace precheck::cli {
namespace {

// "127.0.0.1:8080", "localhost:8080" or "[::1]:8080"; empty when it is one.
std::string address_problem(std::string& address) {
  const std::size_t colon = address.rfind(':');
  const std::string port = colon == std::string::npos ? "" : address.substr(colon + 1);
  const bool bare_brackets = address.rfind("[]", 0) == 0;  // would mean every address
  const bool good = colon > 0 && !bare_brackets && !port.empty() && port.size() <= 5 &&
                    port.find_first_not_of("0123456789") == std::string::npos &&
                    std::stoul(port) <= 65'535;
  return good ? "" : "'" + address + "' is not HOST:PORT, as in 127.0.0.1:8080";
}

std::string origin_problem(std::string& origin) {
  const std::size_t scheme_end = origin.find("://");
  const bool good =
      origin == "*" ||
      (scheme_end != std::string::npos && origin.rfind("http", 0) == 0 &&
       origin.size() > scheme_end + 3 && origin.find('/', scheme_end + 3) == std::string::npos);
  return good ? "" : "'" + origin + "' is not an origin, as in https://blog.example, nor *";
}

const CLI::Range kAnyRate(0.0, 1e6);
const CLI::Range kAnyBurst(1.0, 1e6);

void add_limits(OptionTable& table, ServeOptions& options) {
  table
      .number("address-rate", options.address_rate,
              "Open requests a second from one address (20); 0: no limit")
      ->check(kAnyRate);
  table.number("address-burst", options.address_burst, "So many at once, after a pause (100)")
      ->check(kAnyBurst);
  table
      .number("account-rate", options.account_rate,
              "Decisions a second for one account (0.5); 0: no limit")
      ->check(kAnyRate);
  table.number("account-burst", options.account_burst, "So many at once, after a pause (30)")
      ->check(kAnyBurst);
  table.list("trusted-proxy", options.trusted_proxies,
             "A proxy, as 10.0.0.1 or 10.0.0.0/8, whose X-Forwarded-For names the client");
  table.count("max-connections", options.max_connections, "At the same time (10000); more get 503")
      ->check(CLI::Range(1, 1'000'000));
}

}  // namespace

void add_serve_options(OptionTable& table, ServeOptions& options) {
  table.text("listen", options.listen, "HOST:PORT (127.0.0.1:8080); port 0: a free one")
      ->check(CLI::Validator(address_problem, ""));
  table.text("policy", options.policy, "The policy (policy.json in this folder)");
  table.text("static", options.static_folder, "A folder of files to serve as well: the widget");
  table.text("studio", options.studio_folder, "A folder of files to serve below /studio/");
  table
      .list("allow-origin", options.allowed_origins,
            "A site whose pages may call from the browser; more than one, or *")
      ->check(CLI::Validator(origin_problem, ""));
  table.text("tokens", options.tokens, "A file of lines \"NAME TOKEN\": who may decide");
  table.text("coral-secrets", options.coral_secrets,
             "A file of Coral's signing secrets, one a line; turns /v1/coral on");
  table.text("coral-posts", options.coral_posts,
             "A JSON file: a story's address, and the post that stands there");
  add_limits(table, options);
  table.count("threads", options.threads, "How many (one a processor)")->check(CLI::Range(1, 256));
  table.flag("log-requests", options.log_requests, "A log line for each request, without its text");
}

void split_address(const std::string& listen, service::ServerSettings& settings) {
  const std::size_t colon = listen.rfind(':');
  settings.host = listen.substr(0, colon);
  settings.port = listen.substr(colon + 1);
  if (settings.host.front() == '[') settings.host = settings.host.substr(1, colon - 2);
}

}  // namespace precheck::cli
