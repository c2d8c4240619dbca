#include "service/connection.h"

#include <cstdint>
#include <ctime>
#include <vector>

#include "service/log.h"

namespace precheck::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using std::chrono::milliseconds;

constexpr milliseconds kLingerTime{1'000};         // for a client to read an answer before the end
constexpr milliseconds kStopGrace{1'000};          // for a request that is on its way when we stop
constexpr std::size_t kSlowestReader = 16 * 1024;  // bytes a second that a client must take
constexpr std::size_t kMaxLoggedPath = 200;
constexpr unsigned kHttp10 = 10;
constexpr unsigned kHttp11 = 11;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[40];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

void log_request(const HttpRequest& request, const HttpResponse& response,
                 std::chrono::steady_clock::duration time) {
  log_info("request",
           {{"method", std::string(request.method)},
            {"path", std::string(request.path().substr(0, kMaxLoggedPath))},
            {"status", std::int64_t{response.status}},
            {"outcome", response.outcome},
            {"microseconds", std::chrono::duration_cast<std::chrono::microseconds>(time).count()}});
}

HttpResponse body_too_large(std::size_t limit) {
  return error_response(413, "too_large", "a body has at most " + std::to_string(limit) + " bytes");
}

HttpResponse header_too_large(std::size_t limit) {
  return error_response(431, "header_too_large",
                        "a header has at most " + std::to_string(limit) + " bytes");
}

HttpResponse bad_request(std::string_view problem) {
  return error_response(400, "bad_request", problem);
}

}  // namespace

void Connections::enter(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  open_.emplace(connection.get(), connection);
}

void Connections::leave(const Connection* connection) {
  const std::lock_guard lock(mutex_);
  open_.erase(connection);
}

std::size_t Connections::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

void Connections::begin_stop() {
  stopping_ = true;
  // Let go of the lock first: the last owner of a connection makes it leave.
  std::vector<std::shared_ptr<Connection>> open;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [address, weak] : open_) {
      if (auto connection = weak.lock()) open.push_back(std::move(connection));
    }
  }
  for (const auto& connection : open) connection->begin_stop();
}

Connection::Connection(Socket socket, std::shared_ptr<Connections> all)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      all_(std::move(all)),
      buffer_(all_->settings().max_header_bytes * 2) {}

Connection::~Connection() { all_->leave(this); }

void Connection::start() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    Error ignored;
    self->socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    self->address_ = self->socket_.remote_endpoint(ignored).address().to_string();
    self->set_deadline(self->all_->are_stopping() ? kStopGrace
                                                  : self->all_->settings().header_time);
    self->wait_for_request();
  });
}

void Connection::refuse() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    self->respond(busy("too many connections; try again"), false);
  });
}

void Connection::begin_stop() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    if (self->idle_) self->set_deadline(kStopGrace);
  });
}

void Connection::set_deadline(milliseconds from_now) { set_deadline(Clock::now() + from_now); }

void Connection::set_deadline(Clock::time_point when) {
  timer_.expires_at(when);
  timer_.async_wait([self = shared_from_this()](Error error) {
    const bool moved = self->timer_.expiry() > Clock::now();
    if (!error && !moved) self->close();
  });
}

void Connection::close() {
  Error ignored;
  socket_.close(ignored);
  timer_.cancel();
}

// Holds no buffer meanwhile, so that idle connections are cheap.
void Connection::wait_for_request() {
  if (buffer_.size() > 0) return read_header();
  buffer_.shrink_to_fit();
  idle_ = true;
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](Error error) {
    self->idle_ = false;
    if (error) return self->close();
    self->read_header();
  });
}

void Connection::read_header() {
  const ServerSettings& settings = all_->settings();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(settings.max_header_bytes));
  parser_->body_limit(settings.max_body_bytes);
  request_deadline_ = Clock::now() + settings.request_time;
  set_deadline(settings.header_time);
  http::async_read_header(socket_, buffer_, *parser_,
                          [self = shared_from_this()](Error error, std::size_t) {
                            if (error) return self->on_read_error(error);
                            self->on_header();
                          });
}

void Connection::on_header() {
  if (const char* problem = framing_problem()) return respond(bad_request(problem), false);
  set_deadline(request_deadline_);
  if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) return send_continue();
  read_body();
}

// What two servers in a row could read as two different requests.
const char* Connection::framing_problem() const {
  const auto& fields = parser_->get();
  const auto count = static_cast<std::size_t>(std::distance(fields.begin(), fields.end()));
  if (count > all_->settings().max_header_fields) return "there are too many header fields";
  if (fields.count(http::field::transfer_encoding) > 0 && !parser_->chunked()) {
    return "the only Transfer-Encoding here is chunked";
  }
  if (parser_->chunked() && fields.version() < kHttp11) return "HTTP/1.0 has no chunked bodies";
  if (fields.count(http::field::host) > 1) return "a request has one Host";
  if (fields.version() >= kHttp11 && fields.count(http::field::host) == 0) {
    return "Host is missing";
  }
  return nullptr;
}

void Connection::send_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kContinue),
                    [self = shared_from_this()](Error error, std::size_t) {
                      if (error) return self->close();
                      self->read_body();
                    });
}

void Connection::read_body() {
  http::async_read(socket_, buffer_, *parser_,
                   [self = shared_from_this()](Error error, std::size_t) {
                     if (error) return self->on_read_error(error);
                     self->on_request();
                   });
}

void Connection::on_read_error(Error error) {
  const ServerSettings& settings = all_->settings();
  if (error == http::error::body_limit) {
    return respond(body_too_large(settings.max_body_bytes), false);
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return respond(header_too_large(settings.max_header_bytes), false);
  }
  const bool gone = error == http::error::end_of_stream || error == http::error::partial_message;
  const bool about_http = error.category() == Error(http::error::bad_method).category();
  if (about_http && !gone)
    return respond(bad_request("this is not HTTP: " + error.message()), false);
  close();
}

// The answer may come at once or from another thread; until then nothing else happens here.
void Connection::on_request() {
  const auto& message = parser_->get();
  request_ = {};
  request_.method = view(message.method_string());
  request_.target = view(message.target());
  request_.body = message.body();
  request_.address = address_;
  for (const auto& field : message) {
    request_.headers.emplace_back(view(field.name_string()), view(field.value()));
  }
  request_begun_ = Clock::now();
  set_deadline(Clock::time_point::max());  // the service has deadlines of its own
  all_->service().answer(request_, [self = shared_from_this()](HttpResponse response) {
    asio::dispatch(self->socket_.get_executor(), [self, response = std::move(response)]() mutable {
      self->on_answer(std::move(response));
    });
  });
}

void Connection::on_answer(HttpResponse response) {
  if (all_->settings().log_requests) {
    log_request(request_, response, Clock::now() - request_begun_);
  }
  respond(std::move(response), parser_->get().keep_alive() && !all_->are_stopping());
}

void Connection::respond(HttpResponse answer, bool keep_alive) {
  answer_ = std::move(answer);
  const std::string_view text = answer_.text();
  const bool for_head = parser_ && parser_->get().method() == http::verb::head;
  const bool for_http10 = parser_ && parser_->get().version() == kHttp10;
  response_.emplace(static_cast<http::status>(answer_.status), for_http10 ? kHttp10 : kHttp11);
  response_->set(http::field::date, http_date());
  for (const auto& [name, value] : answer_.headers) response_->insert(name, value);
  response_->keep_alive(keep_alive);
  if (answer_.body) response_->content_length(text.size());
  if (!for_head) response_->body() = {text.data(), text.size()};
  serializer_.emplace(*response_);
  set_deadline(all_->settings().request_time + milliseconds(text.size() * 1'000 / kSlowestReader));
  const auto written = [self = shared_from_this(), keep_alive](Error error, std::size_t) {
    self->on_written(error, keep_alive);
  };
  if (for_head) {
    http::async_write_header(socket_, *serializer_, written);
  } else {
    http::async_write(socket_, *serializer_, written);
  }
}

void Connection::on_written(Error error, bool keep_alive) {
  serializer_.reset();
  response_.reset();
  answer_ = {};
  parser_.reset();
  if (error) return close();
  if (!keep_alive) return linger();
  set_deadline(all_->are_stopping() ? kStopGrace : all_->settings().idle_time);
  wait_for_request();
}

// Closing a socket with unread bytes in it would reset the connection, and the client might never
// see the answer; so read on for a moment, and keep nothing.
void Connection::linger() {
  Error ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  set_deadline(kLingerTime);
  discard();
}

void Connection::discard() {
  buffer_.clear();
  socket_.async_read_some(buffer_.prepare(buffer_.max_size()),
                          [self = shared_from_this()](Error error, std::size_t) {
                            if (error) return self->close();
                            self->discard();
                          });
}

}  // namespace precheck::service
