#include "service/event_loop.h"

#include "service/connection.h"
#include "service/http_text.h"

namespace precheck::service {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr milliseconds kTick{50};
constexpr milliseconds kSweep{200};  // by so much a deadline may be late

}  // namespace

ServerState::ServerState(const ServerSettings& server_settings, Service& answering_service)
    : settings(server_settings),
      service(answering_service),
      too_slow(service.metrics().counter("precheck_connections_cut_total",
                                         "Connections that the service ended early.",
                                         "reason=\"deadline\"")),
      not_http(service.metrics().counter("precheck_connections_cut_total",
                                         "Connections that the service ended early.",
                                         "reason=\"not_http\"")),
      read_stage(service.metrics().stage("read")),
      send_stage(service.metrics().stage("send")) {}

EventLoop::EventLoop(ServerState& state)
    : state_(state), date_(http_date()), last_tick_(Clock::now()), last_sweep_(last_tick_) {}

void EventLoop::run() {
  tick();
  context_.run();
}

void EventLoop::take(asio::ip::tcp::socket socket, bool refused) {
  ++state_.connections;
  asio::post(context_, [this, refused, socket = std::move(socket)]() mutable {
    const auto connection = std::make_shared<Connection>(std::move(socket), *this);
    if (refused) {
      connection->refuse();
    } else {
      connection->start();
    }
  });
}

void EventLoop::begin_stop() {
  asio::post(context_, [this] {
    for (Connection* each : connections_) each->begin_stop();
  });
}

EventLoop::Place EventLoop::enter(Connection* connection) {
  return connections_.insert(connections_.end(), connection);
}

void EventLoop::leave(Place place) {
  connections_.erase(place);
  --state_.connections;
}

// One timer for all connections: to set one per request would cost more than to look at all of them
// now and then.
void EventLoop::tick() {
  last_tick_ = Clock::now();
  late_answers_ = 0;
  if (last_tick_ - last_sweep_ >= kSweep) {
    last_sweep_ = last_tick_;
    date_ = http_date();
    for (Connection* each : connections_) each->close_if_late(last_tick_);
  }
  timer_.expires_at(last_tick_ + kTick);
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) tick();
  });
}

}  // namespace precheck::service
