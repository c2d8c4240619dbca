// One client of the service, from its first byte to its last. Beside server.cpp, the only part that
// names Boost.
#pragma once

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "service/server.h"

namespace precheck::service {

class Connection;

// What all connections share, and who they are.
class Connections {
 public:
  Connections(const ServerSettings& settings, Service& service)
      : settings_(settings), service_(service) {}

  const ServerSettings& settings() const { return settings_; }
  Service& service() const { return service_; }
  bool are_stopping() const { return stopping_; }

  void enter(const std::shared_ptr<Connection>& connection);
  void leave(const Connection* connection);
  std::size_t count() const;

  // Who is between two requests gets a moment to send one more; who is in one finishes it.
  void begin_stop();

 private:
  const ServerSettings settings_;
  Service& service_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::unordered_map<const Connection*, std::weak_ptr<Connection>> open_;
};

// All its handlers run on the strand of its socket, so it needs no locks.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  Connection(Socket socket, std::shared_ptr<Connections> all);
  ~Connection();

  void start();
  void refuse();  // 503: there are too many
  void begin_stop();

 private:
  using Clock = std::chrono::steady_clock;
  using Error = boost::system::error_code;
  using Body = boost::beast::http::span_body<const char>;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void set_deadline(std::chrono::milliseconds from_now);
  void set_deadline(Clock::time_point when);
  void close();

  void wait_for_request();
  void read_header();
  void on_header();
  const char* framing_problem() const;
  void send_continue();
  void read_body();
  void on_read_error(Error error);
  void on_request();
  void on_answer(HttpResponse response);
  void respond(HttpResponse answer, bool keep_alive);
  void on_written(Error error, bool keep_alive);
  void linger();
  void discard();

  Socket socket_;
  boost::asio::steady_timer timer_;
  const std::shared_ptr<Connections> all_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string address_;  // of the client
  HttpRequest request_;  // views of what the parser holds
  Clock::time_point request_begun_;
  HttpResponse answer_;  // what the body of `response_` is a view of
  std::optional<boost::beast::http::response<Body>> response_;
  std::optional<boost::beast::http::response_serializer<Body>> serializer_;
  Clock::time_point request_deadline_;
  bool idle_ = false;
};

}  // namespace precheck::service
