#include "service/http_text.h"

#include <algorithm>
#include <ctime>
#include <iterator>

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

bool ends_field(char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; }

void write_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  if (std::none_of(value.begin(), value.end(), ends_field)) {
    out.append(value);
  } else {
    std::remove_copy_if(value.begin(), value.end(), std::back_inserter(out), ends_field);
  }
  out.append("\r\n");
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
  out.append("\r\n");
  write_field(out, "Date", date);
  for (const auto& [name, value] : response.headers) write_field(out, name, value);
  if (response.body) write_field(out, "Content-Length", std::to_string(response.text().size()));
  if (framing.http10 && framing.keep_alive) write_field(out, "Connection", "keep-alive");
  if (!framing.http10 && !framing.keep_alive) write_field(out, "Connection", "close");
  out.append("\r\n");
}

}  // namespace precheck::service
