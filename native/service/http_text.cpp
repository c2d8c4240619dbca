#include "service/http_text.h"

#include <ctime>

namespace precheck::service {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return status < 400 ? "OK" : "Error";
  }
}

}  // namespace

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[40];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

void write_head(const HttpResponse& response, const std::string& date, Framing framing,
                std::string& out) {
  out.assign(framing.http10 ? "HTTP/1.0 " : "HTTP/1.1 ");
  out.append(std::to_string(response.status)).append(" ").append(reason(response.status));
  out.append("\r\nDate: ").append(date).append("\r\n").append(response.headers.text());
  if (response.has_body()) {
    out.append("Content-Length: ").append(std::to_string(response.text().size())).append("\r\n");
  }
  if (framing.http10 && framing.keep_alive) out.append("Connection: keep-alive\r\n");
  if (!framing.http10 && !framing.keep_alive) out.append("Connection: close\r\n");
  out.append("\r\n");
}

}  // namespace precheck::service
