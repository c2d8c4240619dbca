// precheck serve: the HTTP service.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <precheck/precheck.hpp>
#include <thread>

#include "cli/commands.h"
#include "cli/output.h"
#include "service/log.h"
#include "service/policy_store.h"
#include "service/routes.h"
#include "service/server.h"
#include "service/service.h"
#include "service/static_files.h"

namespace precheck::cli {
namespace {

using service::PolicyStore;

struct Options {
  std::string listen = "127.0.0.1:8080";
  std::string policy = "policy.json";
  std::string config;
  std::string static_folder;
  std::vector<std::string> allowed_origins;
  std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  std::size_t max_connections = service::ServerSettings().max_connections;
  bool log_requests = false;
};

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

void split_address(const std::string& address, service::ServerSettings& settings) {
  const std::size_t colon = address.rfind(':');
  settings.host = address.substr(0, colon);
  settings.port = address.substr(colon + 1);
  if (settings.host.front() == '[') settings.host = settings.host.substr(1, colon - 2);
}

std::string origin_problem(std::string& origin) {
  const std::size_t scheme_end = origin.find("://");
  const bool good =
      origin == "*" ||
      (scheme_end != std::string::npos && origin.rfind("http", 0) == 0 &&
       origin.size() > scheme_end + 3 && origin.find('/', scheme_end + 3) == std::string::npos);
  return good ? "" : "'" + origin + "' is not an origin, as in https://blog.example, nor *";
}

std::string option_names(const CLI::App& command) {
  std::string names;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_configurable()) continue;
    names += (names.empty() ? "" : ", ") + option->get_single_name();
  }
  return names;
}

// A file of `option = value` lines. What stands on the command line goes before it.
void read_config(CLI::App& command, const std::string& path) {
  for (const CLI::ConfigItem& item : command.get_config_formatter_base()->from_file(path)) {
    CLI::Option* option = command.get_option_no_throw("--" + item.name);
    if (option == nullptr || !option->get_configurable() || !item.parents.empty()) {
      throw CLI::ConfigError(path + ": '" + item.fullname() + "' is not an option; there are " +
                             option_names(command));
    }
    if (option->count() > 0) continue;
    option->add_result(item.inputs);
    option->run_callback();
  }
}

void log_policy(const PolicyStore& policies) {
  const auto served = policies.current();
  service::log_info("policy_loaded",
                    {{"name", served->policy->name()}, {"revision", served->policy->revision()}});
}

void reload(PolicyStore& policies) {
  const std::vector<Error> errors = policies.reload();
  if (errors.empty()) return log_policy(policies);
  for (const Error& error : errors) {
    service::log_error("policy_refused", {{"file", policies.path()},
                                          {"line", static_cast<std::int64_t>(error.line)},
                                          {"column", static_cast<std::int64_t>(error.column)},
                                          {"pointer", error.pointer},
                                          {"message", error.message}});
  }
}

void announce(const std::string& address, const PolicyStore& policies) {
  const auto served = policies.current();
  print("precheck: listening on http://" + address + ", policy " + served->policy->name() + ' ' +
        served->policy->revision() + '\n');
  flush_output();
}

int run(const Options& options) {
  PolicyStore policies(options.policy);
  const std::vector<Error> errors = policies.reload();
  if (!errors.empty()) {
    complain(options.policy, errors);
    return kFailed;
  }
  service::ServiceSettings what;
  what.allowed_origins = options.allowed_origins;
  if (!options.static_folder.empty()) {
    const std::string problem = what.files.load(options.static_folder);
    if (!problem.empty()) {
      complain(problem);
      return kFailed;
    }
  }
  service::ServerSettings settings;
  split_address(options.listen, settings);
  settings.threads = options.threads;
  settings.max_connections = options.max_connections;
  settings.log_requests = options.log_requests;
  service::Service service(policies, std::move(what));
  add_check(service);
  add_published_policy(service);
  add_health(service);
  service::ServerHooks hooks;
  hooks.ready = [&policies](const std::string& address) { announce(address, policies); };
  hooks.reload = [&policies] { reload(policies); };
  const std::string problem = service::serve(settings, service, hooks);
  if (problem.empty()) return kAllowed;
  complain(problem);
  return kFailed;
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("serve", "Answer over HTTP");
  const auto options = std::make_shared<Options>();
  command->add_option("--listen", options->listen, "HOST:PORT (127.0.0.1:8080); port 0: a free one")
      ->check(CLI::Validator(address_problem, ""));
  command->add_option("--policy", options->policy, "The policy (policy.json in this folder)");
  command->add_option("--static", options->static_folder,
                      "A folder of files to serve as well: the widget");
  command
      ->add_option("--allow-origin", options->allowed_origins,
                   "A site whose pages may call from the browser; more than one, or *")
      ->check(CLI::Validator(origin_problem, ""));
  command->add_option("--threads", options->threads, "How many (one a processor)")
      ->check(CLI::Range(1, 256));
  command
      ->add_option("--max-connections", options->max_connections,
                   "At the same time (10000); more get 503")
      ->check(CLI::Range(1, 1'000'000));
  command->add_flag("--log-requests", options->log_requests,
                    "A log line for each request, without its text");
  command->add_option("--config", options->config, "A file of these options: listen = \"...\"")
      ->configurable(false);
  command->footer(
      "SIGHUP reads the policy again; SIGTERM finishes what is in flight and stops.\n"
      "Example:\n"
      "  precheck serve --listen 127.0.0.1:8080 --policy policy.json --static web/dist");
  command->callback([options, command, &status] {
    if (!options->config.empty()) read_config(*command, options->config);
    status = run(*options);
  });
}

}  // namespace precheck::cli
