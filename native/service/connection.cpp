#include "service/connection.h"

#include <algorithm>
#include <cstdint>

#include "service/http_text.h"
#include "service/log.h"
#include "service/service.h"

namespace precheck::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using std::chrono::milliseconds;

constexpr milliseconds kLingerTime{1'000};         // for a client to read an answer before the end
constexpr milliseconds kStopGrace{1'000};          // for a request that is on its way when we stop
constexpr std::size_t kSlowestReader = 16 * 1024;  // bytes a second that a client must take
constexpr std::size_t kFirstRead = 2 * 1024;       // what an idle connection holds in memory
constexpr std::size_t kNextRead = 16 * 1024;
constexpr std::size_t kShortBody = 4 * 1024;
constexpr unsigned kHttp11 = 11;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

void log_request(const HttpRequest& request, const HttpResponse& response,
                 std::chrono::steady_clock::duration time) {
  log_info("request",
           {{"method", std::string(request.method)},
            {"route", std::string(response.route)},
            {"status", std::int64_t{response.status}},
            {"outcome", response.outcome},
            {"microseconds", std::chrono::duration_cast<std::chrono::microseconds>(time).count()}});
}

HttpResponse body_too_large(std::size_t limit) {
  return error_response(413, "too_large", "a body has at most " + std::to_string(limit) + " bytes",
                        "body");
}

HttpResponse header_too_large(std::size_t limit) {
  return error_response(431, "header_too_large",
                        "a header has at most " + std::to_string(limit) + " bytes", "header");
}

HttpResponse bad_request(std::string_view problem) {
  return error_response(400, "bad_request", problem, "header");
}

}  // namespace

Connection::Connection(Socket socket, EventLoop& loop)
    : loop_(loop),
      place_(loop.enter(this)),
      socket_(std::move(socket)),
      buffer_(loop.state().settings.max_header_bytes * 2 + kNextRead) {}

Connection::~Connection() { loop_.leave(place_); }

void Connection::start() {
  Error ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  peer_ = socket_.remote_endpoint(ignored).address();
  begin_request();
  deadline_ = Clock::now() + (are_stopping() ? kStopGrace : settings().header_time);
  read_some();
}

void Connection::refuse() { respond(busy("too many connections; try again"), false); }

void Connection::begin_stop() {
  if (idle_) deadline_ = Clock::now() + kStopGrace;
}

void Connection::close_if_late(Clock::time_point now) {
  if (waiting_ || now < deadline_ || !socket_.is_open()) return;
  if (!idle_) loop_.state().too_slow.add();
  close();
}

void Connection::close() {
  Error ignored;
  socket_.close(ignored);
}

void Connection::begin_request() {
  parser_.reset();
  fields_.release();
  parser_.emplace(std::piecewise_construct, std::make_tuple(),
                  std::make_tuple(Parser::value_type::allocator_type(&fields_)));
  parser_->header_limit(static_cast<std::uint32_t>(settings().max_header_bytes));
  parser_->body_limit(settings().max_body_bytes);
  idle_ = true;
  header_done_ = false;
}

void Connection::read_some() {
  const std::size_t room = buffer_.max_size() - buffer_.size();
  const std::size_t size = std::min(room, idle_ ? kFirstRead : kNextRead);
  socket_.async_read_some(buffer_.prepare(size),
                          [self = shared_from_this()](Error error, std::size_t count) {
                            if (error) return self->close();
                            self->on_bytes(count);
                          });
}

void Connection::on_bytes(std::size_t count) {
  buffer_.commit(count);
  parse();
}

void Connection::parse() {
  const ServerSettings& limits = settings();
  if (idle_) {
    idle_ = false;
    begun_ = Clock::now();
    request_deadline_ = begun_ + limits.request_time;
    deadline_ = begun_ + limits.header_time;
  }
  while (!parser_->is_done()) {
    if (buffer_.size() == 0) return read_more();
    Error error;
    const std::size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error && error != http::error::need_more) return on_parse_error(error);
    if (parser_->is_header_done() && !header_done_) {
      if (!on_header()) return;
    } else if (error || used == 0) {
      return read_more();
    }
  }
  on_request();
}

// The request goes on, but not for ever: its body must come at a least rate, after a grace.
void Connection::read_more() {
  if (buffer_.size() == buffer_.max_size()) return on_parse_error(http::error::header_limit);
  if (header_done_) {
    if (!body_begun_) body_begun_ = Clock::now();
    const ServerSettings& limits = settings();
    const milliseconds earned(parser_->get().body().size() * 1'000 / limits.least_body_rate);
    deadline_ = std::min(request_deadline_, *body_begun_ + limits.body_grace + earned);
  }
  read_some();
}

// The header is whole. False when the request ends here, or goes on elsewhere.
bool Connection::on_header() {
  header_done_ = true;
  if (const char* problem = framing_problem()) {
    respond(bad_request(problem), false);
    return false;
  }
  body_begun_.reset();
  const auto& fields = parser_->get();
  if (parser_->is_done() || fields.count(http::field::expect) == 0 ||
      !beast::iequals(fields[http::field::expect], "100-continue")) {
    return true;
  }
  send_continue();
  return false;
}

// What two servers in a row could read as two different requests.
const char* Connection::framing_problem() const {
  const auto& fields = parser_->get();
  std::size_t count = 0;
  std::size_t hosts = 0;
  bool encoded = false;
  bool only_chunked = true;
  for (const auto& field : fields) {
    ++count;
    if (field.name() == http::field::host) ++hosts;
    if (field.name() != http::field::transfer_encoding) continue;
    only_chunked = !encoded && beast::iequals(field.value(), "chunked");
    encoded = true;
  }
  if (count > settings().max_header_fields) return "there are too many header fields";
  if (!only_chunked) return "the only Transfer-Encoding here is chunked";
  if (encoded && fields.version() < kHttp11) return "HTTP/1.0 has no chunked bodies";
  if (hosts > 1) return "a request has one Host";
  if (hosts == 0 && fields.version() >= kHttp11) return "Host is missing";
  return nullptr;
}

void Connection::send_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kContinue),
                    [self = shared_from_this()](Error error, std::size_t) {
                      if (error) return self->close();
                      self->parse();
                    });
}

void Connection::on_parse_error(Error error) {
  loop_.state().not_http.add();
  if (error == http::error::body_limit) {
    return respond(body_too_large(settings().max_body_bytes), false);
  }
  if (error == http::error::header_limit) {
    return respond(header_too_large(settings().max_header_bytes), false);
  }
  respond(bad_request("this is not HTTP: " + error.message()), false);
}

// The answer may come at once or from another thread; until then nothing else happens here.
void Connection::on_request() {
  const auto& message = parser_->get();
  request_.method = view(message.method_string());
  request_.target = view(message.target());
  request_.body = message.body();
  request_.headers.clear();
  for (const auto& field : message) {
    request_.headers.emplace_back(view(field.name_string()), view(field.value()));
  }
  client_ = settings().trusted_proxies.client(peer_, forwarded_for());
  request_.client = client_;
  const Clock::time_point now = Clock::now();
  loop_.state().read_stage.observe(now - begun_);
  begun_ = now;
  request_.waited_too_long = loop_.is_overloaded(now);
  Service& service = loop_.state().service;
  Service::Answering answering = service.begin(request_);
  if (auto response = service.answer_at_once(answering)) return on_answer(std::move(*response));
  waiting_ = true;  // the service has deadlines of its own
  service.answer_in_queue(std::move(answering), [self = shared_from_this()](HttpResponse response) {
    asio::post(self->loop_.context(), [self, response = std::move(response)]() mutable {
      self->waiting_ = false;
      self->on_answer(std::move(response));
    });
  });
}

// The last one: what stands in an earlier header came from further away.
std::string_view Connection::forwarded_for() const {
  if (settings().trusted_proxies.empty()) return {};
  std::string_view last;
  for (const auto& [name, value] : request_.headers) {
    if (equal_ignoring_case(name, "X-Forwarded-For")) last = value;
  }
  return last;
}

void Connection::on_answer(HttpResponse response) {
  const Clock::time_point now = Clock::now();
  if (settings().log_requests) log_request(request_, response, now - begun_);
  begun_ = now;
  respond(std::move(response), parser_->get().keep_alive() && !are_stopping(), now);
}

void Connection::respond(HttpResponse answer, bool keep_alive, Clock::time_point now) {
  answer_ = std::move(answer);
  Framing framing;
  framing.keep_alive = keep_alive;
  framing.http10 = parser_ && parser_->is_header_done() && parser_->get().version() < kHttp11;
  write_head(answer_, loop_.date(), framing, head_);
  const bool for_head = parser_ && parser_->get().method() == http::verb::head;
  const std::string_view body = for_head ? std::string_view() : answer_.text();
  idle_ = false;
  deadline_ = now + settings().request_time + milliseconds(body.size() * 1'000 / kSlowestReader);
  auto written = [self = shared_from_this(), keep_alive](Error error, std::size_t) {
    if (error) return self->close();
    self->on_written(keep_alive);
  };
  // To copy a short body costs less than to send two pieces.
  if (body.size() <= kShortBody) {
    head_.append(body);
    asio::async_write(socket_, asio::buffer(head_), std::move(written));
  } else {
    const std::array<asio::const_buffer, 2> parts = {asio::buffer(head_), asio::buffer(body)};
    asio::async_write(socket_, parts, std::move(written));
  }
}

void Connection::on_written(bool keep_alive) {
  answer_ = {};
  const Clock::time_point now = Clock::now();
  loop_.state().send_stage.observe(now - begun_);
  if (!keep_alive) return linger();
  begin_request();
  deadline_ = now + (are_stopping() ? kStopGrace : settings().idle_time);
  if (buffer_.size() > 0) return parse();
  if (buffer_.capacity() > kFirstRead) buffer_.shrink_to_fit();
  read_some();
}

// Closing a socket with unread bytes in it would reset the connection, and the client might never
// see the answer; so read on for a moment, and keep nothing.
void Connection::linger() {
  Error ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  deadline_ = Clock::now() + kLingerTime;
  idle_ = true;  // to be cut off now is nobody's fault
  discard();
}

void Connection::discard() {
  buffer_.clear();
  socket_.async_read_some(buffer_.prepare(kNextRead),
                          [self = shared_from_this()](Error error, std::size_t) {
                            if (error) return self->close();
                            self->discard();
                          });
}

}  // namespace precheck::service
