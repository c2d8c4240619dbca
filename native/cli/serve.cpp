// precheck serve: the HTTP service, put together.
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <precheck/precheck.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/serve_ledger.h"
#include "cli/serve_options.h"
#include "service/file_watch.h"
#include "service/log.h"
#include "service/policy_store.h"
#include "service/routes.h"
#include "service/server.h"
#include "service/service.h"

namespace precheck::cli {
namespace {

using service::PolicyStore;

struct Options {
  ServeOptions serve;
  LedgerOptions ledger;
  std::string config;
  bool print_config = false;
};

// Everything that lives as long as the service does.
class Serving {
 public:
  Serving(const ServeOptions& options, const LedgerOptions& ledger)
      : options_(options), ledger_options_(ledger), policies_(options.policy) {}

  int run();

 private:
  std::string prepare();
  bool load_policy();
  void reload_policy();
  std::string add_routes(service::Service& service);
  std::string add_coral_route(service::Service& service);
  std::string load(const std::string& path, std::function<std::string()> read);
  void add_live_file(const std::string& path, std::function<void()> reload);
  void announce(const std::string& address) const;

  const ServeOptions& options_;
  const LedgerOptions& ledger_options_;
  PolicyStore policies_;
  service::Coral coral_;
  service::LogWriter log_;  // before the first thread that logs, until after the last
  std::unique_ptr<ledger::LedgerWorker> ledger_;
  service::ServiceSettings what_;
  service::ServerSettings where_;
  service::Counter* policies_loaded_ = nullptr;
  service::Counter* policies_refused_ = nullptr;
  std::vector<std::function<void()>> reloads_;  // of all files that may change
  service::FileWatch watch_;
};

int Serving::run() {
  if (!load_policy()) return kFailed;
  std::string problem = prepare();
  if (problem.empty()) {
    service::Service service(policies_, std::move(what_));
    problem = add_routes(service);
    if (problem.empty()) {
      watch_.start();
      service::ServerHooks hooks;
      hooks.ready = [this](const std::string& address) { announce(address); };
      hooks.reload = [this] {
        for (const auto& each : reloads_) each();
      };
      problem = service::serve(where_, service, hooks);
      watch_.stop();
    }
  }
  if (problem.empty()) return kAllowed;
  complain(problem);
  return kFailed;
}

bool Serving::load_policy() {
  add_live_file(options_.policy, [this] { reload_policy(); });
  const std::vector<Error> errors = policies_.reload();
  complain(options_.policy, errors);
  return errors.empty();
}

void Serving::reload_policy() {
  const std::vector<Error> errors = policies_.reload();
  (errors.empty() ? policies_loaded_ : policies_refused_)->add();
  if (errors.empty()) {
    const auto served = policies_.current();
    service::log_info("policy_loaded",
                      {{"name", served->policy->name()}, {"revision", served->policy->revision()}});
  }
  for (const Error& error : errors) {
    service::log_error("policy_refused", {{"file", policies_.path()},
                                          {"line", static_cast<std::int64_t>(error.line)},
                                          {"column", static_cast<std::int64_t>(error.column)},
                                          {"pointer", error.pointer},
                                          {"message", error.message}});
  }
}

std::string Serving::prepare() {
  split_address(options_.listen, where_);
  where_.threads = options_.threads;
  where_.max_connections = options_.max_connections;
  where_.log_requests = options_.log_requests;
  for (const std::string& each : options_.trusted_proxies) {
    if (where_.trusted_proxies.add(each)) continue;
    return "'" + each + "' is not an address or a network, as in 10.0.0.1 or 10.0.0.0/8";
  }
  what_.allowed_origins = options_.allowed_origins;
  what_.address_rate = {options_.address_rate, options_.address_burst};
  what_.account_rate = {options_.account_rate, options_.account_burst};
  if (!options_.static_folder.empty()) {
    std::string problem = what_.files.load(options_.static_folder);
    if (!problem.empty()) return problem;
  }
  if (!options_.studio_folder.empty()) {
    std::string problem = what_.files.load(options_.studio_folder, "studio/");
    if (!problem.empty()) return problem;
  }
  if (ledger_options_.ledger.empty()) return {};
  what_.queue_threads = kLedgerThreads;
  StartedLedger started = start_ledger(ledger_options_, policies_);
  ledger_ = std::move(started.worker);
  return started.problem;
}

std::string Serving::add_routes(service::Service& service) {
  add_check(service);
  add_published_policy(service);
  add_health(service, policies_);
  add_metrics(service);
  if (ledger_) {
    add_decide(service, *ledger_);
    add_accounts(service, *ledger_);
  }
  const auto reloads = [&](const char* result) {
    return &service.metrics().counter("precheck_policy_reloads_total",
                                      "Policies read after the start.",
                                      "result=\"" + std::string(result) + "\"");
  };
  policies_loaded_ = reloads("loaded");
  policies_refused_ = reloads("refused");
  if (!options_.tokens.empty()) {
    std::string problem =
        load(options_.tokens, [&] { return service.tokens().load(options_.tokens); });
    if (!problem.empty()) return problem;
  }
  return options_.coral_secrets.empty() ? "" : add_coral_route(service);
}

std::string Serving::add_coral_route(service::Service& service) {
  add_coral(service, coral_);
  std::string problem =
      load(options_.coral_secrets, [this] { return coral_.load_secrets(options_.coral_secrets); });
  if (!problem.empty() || options_.coral_posts.empty()) return problem;
  return load(options_.coral_posts, [this] { return coral_.load_posts(options_.coral_posts); });
}

// Reads a file now and whenever it changes. What is wrong with it ends the start; later it is
// logged, and what was read before stays.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
std::string Serving::load(const std::string& path, std::function<std::string()> read) {
  add_live_file(path, [path, read] {
    const std::string problem = read();
    if (problem.empty()) return service::log_info("file_loaded", {{"file", path}});
    service::log_error("file_refused", {{"file", path}, {"message", problem}});
  });
  return read();
}

void Serving::add_live_file(const std::string& path, std::function<void()> reload) {
  watch_.add(path, reload);
  reloads_.push_back(std::move(reload));
}

void Serving::announce(const std::string& address) const {
  const auto served = policies_.current();
  print("precheck: listening on http://" + address + ", policy " + served->policy->name() + ' ' +
        served->policy->revision() + '\n');
  flush_output();
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("serve", "Answer over HTTP");
  const auto options = std::make_shared<Options>();
  const auto table = std::make_shared<OptionTable>(*command);
  add_serve_options(*table, options->serve);
  add_ledger_options(*table, options->ledger);
  command
      ->add_option("--config", options->config,
                   "A JSON file of these options: {\"listen\": \"...\", \"log_requests\": true}")
      ->envname("PRECHECK_CONFIG");
  command->add_flag("--print-config", options->print_config, "Print what is in force, and stop");
  command->footer(
      "Files are read again when they change, and on SIGHUP; SIGTERM finishes what is in flight\n"
      "and stops. Each option may stand in the environment, too: PRECHECK_LISTEN, say.\n"
      "Example:\n"
      "  precheck serve --listen 127.0.0.1:8080 --policy policy.json --static web/dist");
  command->callback([options, table, &status] {
    if (!options->config.empty()) table->read_file(options->config);
    if (options->print_config) {
      print(table->effective());
      status = kAllowed;
      return;
    }
    status = Serving(options->serve, options->ledger).run();
  });
}

}  // namespace precheck::cli
