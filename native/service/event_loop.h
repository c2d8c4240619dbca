// One thread of the service: its event loop, its connections and their deadlines. A connection
// lives on one loop from beginning to end, so what is here needs no lock, except where it says so.
#pragma once

#include <atomic>
#include <boost/asio.hpp>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <string>

#include "service/server.h"

namespace precheck::service {

class Connection;

// What all loops share.
struct ServerState {
  ServerState(const ServerSettings& server_settings, Service& answering_service);

  const ServerSettings settings;
  Service& service;
  std::atomic<std::size_t> connections = 0;
  std::atomic<bool> stopping = false;
  Counter& too_slow;
  Counter& not_http;
  Histogram& read_stage;
  Histogram& send_stage;
};

class EventLoop {
 public:
  using Clock = std::chrono::steady_clock;

  explicit EventLoop(ServerState& state);

  boost::asio::io_context& context() { return context_; }
  ServerState& state() { return state_; }

  // Until stop(), which may be called from any thread.
  void run();
  void stop() { context_.stop(); }

  // From any thread. `refused`: there are too many, it is told so.
  void take(boost::asio::ip::tcp::socket socket, bool refused);

  // From any thread. Who is between two requests gets a moment to send one more; who is in one
  // finishes it.
  void begin_stop();

  // What is asked on the loop's own thread.
  const std::string& date() const { return date_; }
  // Whether what arrives now has waited for too long, because others were answered all the while.
  // Only answers given since the loop became late count: one that was late for want of a processor,
  // with nobody in line, is not overloaded, however many it answered before.
  bool is_overloaded(Clock::time_point now) {
    if (now - last_tick_ <= state_.settings.longest_lateness) return false;
    return ++late_answers_ > kFewAnswers;
  }

  using Place = std::list<Connection*>::iterator;
  Place enter(Connection* connection);
  void leave(Place place);

 private:
  static constexpr int kFewAnswers = 4;

  void tick();

  ServerState& state_;
  std::list<Connection*> connections_;
  std::string date_;
  Clock::time_point last_tick_;
  int late_answers_ = 0;  // given while the next tick was overdue
  Clock::time_point last_sweep_;
  boost::asio::io_context context_{1};  // after what its handlers use: it goes first
  boost::asio::steady_timer timer_{context_};
};

}  // namespace precheck::service
