// precheck serve: the HTTP service.
#include <CLI/CLI.hpp>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/serve_options.h"
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
  ServeOptions serve;
  std::string config;
  bool print_config = false;
};

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

int run(const ServeOptions& options) {
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
  add_metrics(service);
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
  const auto table = std::make_shared<OptionTable>(*command);
  add_serve_options(*table, options->serve);
  command
      ->add_option("--config", options->config,
                   "A JSON file of these options: {\"listen\": \"...\", \"log_requests\": true}")
      ->envname("PRECHECK_CONFIG");
  command->add_flag("--print-config", options->print_config, "Print what is in force, and stop");
  command->footer(
      "SIGHUP reads the policy again; SIGTERM finishes what is in flight and stops.\n"
      "Example:\n"
      "  precheck serve --listen 127.0.0.1:8080 --policy policy.json --static web/dist");
  command->callback([options, table, &status] {
    if (!options->config.empty()) table->read_file(options->config);
    if (!options->print_config) {
      status = run(options->serve);
      return;
    }
    print(table->effective());
    status = kAllowed;
  });
}

}  // namespace precheck::cli
