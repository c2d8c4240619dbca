// A request and a response, without a socket.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "service/header_lines.h"

namespace precheck::service {

// Views into what the server holds while it waits for the answer.
struct HttpRequest {
  std::string_view method;
  std::string_view target;  // path and query
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;
  // Whom limits by address go by; empty: nobody (see client_address.h). It is never logged and
  // never stored.
  std::string_view client;
  bool waited_too_long = false;  // before it was read: we are overloaded, so shed it

  // The value of the first header of this name, in whatever case; empty when there is none.
  std::string_view header(std::string_view name) const;

  // The target without its query.
  std::string_view path() const;
};

struct HttpResponse {
  int status = 200;
  HeaderLines headers;
  // None, its own, or one that is shared, so that many slow readers of one file need it once. A
  // response to HEAD has it too; the server sends its length only.
  std::variant<std::monostate, std::string, std::shared_ptr<const std::string>> body;
  std::string outcome;     // for the log: a verdict's action or an error's code
  std::string_view route;  // for the log: the path of its route, not what the client sent

  bool has_body() const { return body.index() != 0; }
  std::string_view text() const;
  std::string_view header(std::string_view name) const { return headers.find(name); }
};

// Takes the answer, once, on whatever thread.
using Reply = std::function<void(HttpResponse)>;

HttpResponse json_response(int status, std::string json);

// {"error":{"code","field","message"}}; `field` is a JSON Pointer into the body, the name of a
// header, "header", "body" or "path".
HttpResponse error_response(int status, std::string_view code, std::string_view message,
                            std::string_view field = {});

// 400: a body that could not be read. `field` is a JSON Pointer to the place, or "body"; to
// `required` where a key is missing.
HttpResponse bad_body(const Error& error, std::string_view required = "comment");

// 503 or 429 with Retry-After: the same request may be sent again after so many seconds.
HttpResponse busy(std::string_view message);
HttpResponse too_many_requests(std::string_view message, int seconds);

// Why the body of a POST is not taken, or nothing: only plain JSON is.
std::optional<HttpResponse> json_body_problem(const HttpRequest& request);

// What can be kept, as long as it is asked for again each time it may have changed: 200, or 304 to
// a client that has it.
HttpResponse tagged_response(const HttpRequest& request, std::shared_ptr<const std::string> body,
                             std::string_view type, const std::string& tag,
                             std::string_view cache_control);

// Nothing where an escape is broken.
std::optional<std::string> percent_decoded(std::string_view text);

bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string_view trimmed(std::string_view text);

}  // namespace precheck::service
