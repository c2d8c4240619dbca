#include "service/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <csignal>
#include <thread>
#include <vector>

#include "service/event_loop.h"
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
  Server(const ServerSettings& settings, Service& service, const ServerHooks& hooks);

  std::string listen();  // empty, or why not
  void run();
  bool was_forced() const { return forced_; }

 private:
  void accept();
  void pause_before_accept();
  void begin_connection(EventLoop& loop, tcp::socket socket);
  EventLoop& next_loop();
  void wait_for_signal();
  void on_signal(int signal);
  void begin_stop();
  void accept_waiting();
  void wait_for_connections(Clock::time_point latest);
  void end();

  ServerState state_;
  const ServerHooks& hooks_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::size_t next_ = 0;
  // What follows lives on the first loop.
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer timer_;
  bool stopping_ = false;
  bool forced_ = false;
  asio::thread_pool reloads_{1};  // one after the other, and never in the way of requests
};

std::vector<std::unique_ptr<EventLoop>> make_loops(ServerState& state) {
  std::vector<std::unique_ptr<EventLoop>> loops;
  for (std::size_t each = 0; each < state.settings.threads; ++each) {
    loops.push_back(std::make_unique<EventLoop>(state));
  }
  return loops;
}

Server::Server(const ServerSettings& settings, Service& service, const ServerHooks& hooks)
    : state_(settings, service),
      hooks_(hooks),
      loops_(make_loops(state_)),
      acceptor_(loops_[0]->context()),
      signals_(loops_[0]->context(), SIGINT, SIGTERM, SIGHUP),
      timer_(loops_[0]->context()) {
  service.metrics().gauge("precheck_connections", "Open connections.", {},
                          [this] { return static_cast<double>(state_.connections.load()); });
}

std::string Server::listen() {
  const ServerSettings& settings = state_.settings;
  error_code error;
  tcp::resolver resolver(loops_[0]->context());
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

void Server::run() {
  std::vector<std::thread> threads;
  for (std::size_t each = 1; each < loops_.size(); ++each) {
    threads.emplace_back([this, each] { loops_[each]->run(); });
  }
  loops_[0]->run();
  for (std::thread& each : threads) each.join();
  state_.service.finish();  // before the loops that its answers go to are gone
  reloads_.join();
}

EventLoop& Server::next_loop() {
  next_ = (next_ + 1) % loops_.size();
  return *loops_[next_];
}

void Server::accept() {
  EventLoop& loop = next_loop();
  acceptor_.async_accept(loop.context(), [this, &loop](error_code error, tcp::socket socket) {
    if (!error) begin_connection(loop, std::move(socket));
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

void Server::begin_connection(EventLoop& loop, tcp::socket socket) {
  const std::size_t limit = state_.settings.max_connections;
  const std::size_t count = state_.connections;
  if (count >= limit + kMaxRefusals) return;  // closes the socket
  loop.take(std::move(socket), /*refused=*/count >= limit);
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
    end();
  }
}

void Server::begin_stop() {
  stopping_ = true;
  state_.stopping = true;
  log_info("stopping", {{"connections", static_cast<std::int64_t>(state_.connections.load())}});
  state_.service.begin_stop();
  accept_waiting();
  for (const auto& each : loops_) each->begin_stop();
  wait_for_connections(Clock::now() + state_.settings.stop_time);
}

// Clients that the kernel has let in already would be reset when the door closes.
void Server::accept_waiting() {
  error_code error;
  acceptor_.non_blocking(true, error);
  while (!error) {
    EventLoop& loop = next_loop();
    tcp::socket socket = acceptor_.accept(loop.context(), error);
    if (!error) begin_connection(loop, std::move(socket));
  }
  acceptor_.close(error);
}

void Server::wait_for_connections(Clock::time_point latest) {
  timer_.expires_after(kStopCheck);
  timer_.async_wait([this, latest](error_code) {
    const std::size_t count = state_.connections;
    if (count > 0 && Clock::now() < latest) return wait_for_connections(latest);
    log_info("stopped", {{"cut_off", static_cast<std::int64_t>(count)}});
    end();
  });
}

void Server::end() {
  for (const auto& each : loops_) each->stop();
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
  Server server(settings, service, hooks);
  const std::string problem = server.listen();
  if (!problem.empty()) return settings.host + ":" + settings.port + ": " + problem;
  server.run();
  return server.was_forced() ? "stopped by a second signal, before all answers were sent" : "";
}

}  // namespace precheck::service
