#include "service/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <csignal>
#include <thread>
#include <vector>

#include "service/connection.h"
#include "service/log.h"

namespace precheck::service {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kStopCheck{20};
constexpr milliseconds kAcceptPause{50};       // after running out of descriptors
constexpr std::size_t kMaxRefusals = 256;      // connections over the limit that get told so
constexpr std::size_t kOtherDescriptors = 64;  // files, signals, the event loop

class Server {
 public:
  Server(asio::io_context& loop, const ServerSettings& settings, Service& service,
         const ServerHooks& hooks);

  std::string listen();  // empty, or why not
  bool was_forced() const { return forced_; }

 private:
  void accept();
  void pause_before_accept();
  void begin_connection(tcp::socket socket);
  void wait_for_signal();
  void on_signal(int signal);
  void begin_stop();
  void accept_waiting();
  void wait_for_connections(Clock::time_point latest);

  asio::io_context& loop_;
  Service& service_;
  const ServerHooks& hooks_;
  const std::shared_ptr<Connections> connections_;
  asio::strand<asio::io_context::executor_type> strand_;  // of all that follows
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer timer_;
  bool stopping_ = false;
  bool forced_ = false;
  asio::thread_pool reloads_{1};  // one after the other, and never in the way of requests
};

Server::Server(asio::io_context& loop, const ServerSettings& settings, Service& service,
               const ServerHooks& hooks)
    : loop_(loop),
      service_(service),
      hooks_(hooks),
      connections_(std::make_shared<Connections>(settings, service)),
      strand_(asio::make_strand(loop)),
      acceptor_(strand_),
      signals_(strand_, SIGINT, SIGTERM, SIGHUP),
      timer_(strand_) {}

std::string Server::listen() {
  const ServerSettings& settings = connections_->settings();
  error_code error;
  tcp::resolver resolver(loop_);
  const auto found = resolver.resolve(settings.host, settings.port, tcp::resolver::passive, error);
  if (error) return error.message();
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return error.message();
  const tcp::endpoint bound = acceptor_.local_endpoint(error);
  const std::string host = bound.address().to_string();
  hooks_.ready((bound.address().is_v6() ? "[" + host + "]" : host) + ":" +
               std::to_string(bound.port()));
  wait_for_signal();
  accept();
  return {};
}

void Server::accept() {
  acceptor_.async_accept(asio::make_strand(loop_), [this](error_code error, tcp::socket socket) {
    if (!error) begin_connection(std::move(socket));
    if (stopping_) return;
    if (error && error != asio::error::connection_aborted) {
      log_error("accept_failed", {{"message", error.message()}});
      return pause_before_accept();
    }
    accept();
  });
}

void Server::pause_before_accept() {
  timer_.expires_after(kAcceptPause);
  timer_.async_wait([this](error_code cancelled) {
    if (!cancelled) accept();
  });
}

void Server::begin_connection(tcp::socket socket) {
  const std::size_t limit = connections_->settings().max_connections;
  const std::size_t count = connections_->count();
  if (count >= limit + kMaxRefusals) return;  // closes the socket
  const auto connection = std::make_shared<Connection>(std::move(socket), connections_);
  connections_->enter(connection);
  if (count < limit) {
    connection->start();
  } else {
    connection->refuse();
  }
}

void Server::wait_for_signal() {
  signals_.async_wait([this](error_code error, int signal) {
    if (error) return;
    on_signal(signal);
    wait_for_signal();
  });
}

void Server::on_signal(int signal) {
  if (signal == SIGHUP) {
    asio::post(reloads_, hooks_.reload);
  } else if (!stopping_) {
    begin_stop();
  } else {
    forced_ = true;
    loop_.stop();
  }
}

void Server::begin_stop() {
  stopping_ = true;
  log_info("stopping", {{"connections", static_cast<std::int64_t>(connections_->count())}});
  service_.begin_stop();
  accept_waiting();
  connections_->begin_stop();
  wait_for_connections(Clock::now() + connections_->settings().stop_time);
}

// Clients that the kernel has let in already would be reset when the door closes.
void Server::accept_waiting() {
  error_code error;
  acceptor_.non_blocking(true, error);
  while (!error) {
    tcp::socket socket = acceptor_.accept(asio::make_strand(loop_), error);
    if (!error) begin_connection(std::move(socket));
  }
  acceptor_.close(error);
}

void Server::wait_for_connections(Clock::time_point latest) {
  timer_.expires_after(kStopCheck);
  timer_.async_wait([this, latest](error_code) {
    const std::size_t count = connections_->count();
    if (count > 0 && Clock::now() < latest) return wait_for_connections(latest);
    log_info("stopped", {{"cut_off", static_cast<std::int64_t>(count)}});
    loop_.stop();
  });
}

// As many as the system allows; where that is less than was asked for, fewer connections.
void fit_to_descriptors(ServerSettings& settings) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const std::size_t needed = settings.max_connections + kMaxRefusals + kOtherDescriptors;
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, needed);
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur >= needed) return;
  const std::size_t missing = needed - limit.rlim_cur;
  settings.max_connections -= std::min(missing, settings.max_connections - 1);
  log_info("fewer_connections",
           {{"max_connections", static_cast<std::int64_t>(settings.max_connections)}});
}

}  // namespace

std::string serve(ServerSettings settings, Service& service, const ServerHooks& hooks) {
  // A reader of our output that goes away must not end the service.
  std::signal(SIGPIPE, SIG_IGN);
  fit_to_descriptors(settings);
  asio::io_context loop(static_cast<int>(settings.threads));
  Server server(loop, settings, service, hooks);
  const std::string problem = server.listen();
  if (!problem.empty()) return settings.host + ":" + settings.port + ": " + problem;
  std::vector<std::thread> threads;
  for (std::size_t each = 1; each < settings.threads; ++each) {
    threads.emplace_back([&loop] { loop.run(); });
  }
  loop.run();
  for (std::thread& each : threads) each.join();
  service.finish();  // before the loops that its answers go to are gone
  return server.was_forced() ? "stopped by a second signal, before all answers were sent" : "";
}

}  // namespace precheck::service
