// One client of the service, from its first byte to its last.
#pragma once

#include <array>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>

#include "service/event_loop.h"

namespace precheck::service {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using Clock = std::chrono::steady_clock;

  Connection(Socket socket, EventLoop& loop);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // All on the thread of the loop.
  void start();
  void refuse();  // 503: there are too many
  void begin_stop();
  void close_if_late(Clock::time_point now);

 private:
  static constexpr std::size_t kUsualFields = 2 * 1024;  // bytes of a header; more is allocated

  using Error = boost::system::error_code;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body,
                                                    std::pmr::polymorphic_allocator<char>>;

  void close();
  const ServerSettings& settings() const { return loop_.state().settings; }
  bool are_stopping() const { return loop_.state().stopping; }

  void begin_request();
  void read_some();
  void read_more();
  void on_bytes(std::size_t count);
  void parse();
  bool on_header();
  const char* framing_problem() const;
  void send_continue();
  void on_parse_error(Error error);
  void on_request();
  std::string_view forwarded_for() const;
  void on_answer(HttpResponse response);
  void respond(HttpResponse answer, bool keep_alive, Clock::time_point now = Clock::now());
  void on_written(bool keep_alive);
  void linger();
  void discard();

  EventLoop& loop_;
  const EventLoop::Place place_;
  Socket socket_;
  boost::beast::flat_buffer buffer_;
  std::array<std::byte, kUsualFields> fields_room_;
  std::pmr::monotonic_buffer_resource fields_{fields_room_.data(), fields_room_.size()};
  std::optional<Parser> parser_;  // its header fields stand in fields_
  Clock::time_point deadline_;
  Clock::time_point request_deadline_;
  std::optional<Clock::time_point> body_begun_;  // when we first waited for more of it
  Clock::time_point begun_;                      // reading, then answering, then sending
  bool idle_ = true;                             // between two requests
  bool header_done_ = false;
  bool waiting_ = false;  // for the service
  boost::asio::ip::address peer_;
  std::string client_;   // whom limits by address go by
  HttpRequest request_;  // views of what the parser holds
  std::string head_;
  HttpResponse answer_;
};

}  // namespace precheck::service
