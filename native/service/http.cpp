#include "service/http.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "service/entity_tag.h"

namespace precheck::service {
namespace {

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool is_json_type(std::string_view content_type) {
  return equal_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))),
                             "application/json");
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

std::string_view HttpRequest::path() const { return target.substr(0, target.find('?')); }

std::string_view HttpResponse::text() const {
  if (const auto* own = std::get_if<std::string>(&body)) return *own;
  const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body);
  return shared != nullptr ? std::string_view(**shared) : std::string_view();
}

HttpResponse json_response(int status, std::string json) {
  HttpResponse response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  response.body = std::move(json);
  return response;
}

HttpResponse error_response(int status, std::string_view code, std::string_view message,
                            std::string_view field) {
  nlohmann::ordered_json error;
  error["error"]["code"] = code;
  error["error"]["field"] = field;
  error["error"]["message"] = message;
  HttpResponse response = json_response(
      status, error.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  response.outcome = code;
  return response;
}

HttpResponse bad_body(const Error& error, std::string_view required) {
  std::string field = error.pointer;
  if (error.code == "missing_key") field.append("/").append(required);
  return error_response(400, error.code, error.message, field.empty() ? "body" : field);
}

HttpResponse busy(std::string_view message) {
  HttpResponse response = error_response(503, "busy", message);
  response.headers.add("Retry-After", "1");
  return response;
}

HttpResponse too_many_requests(std::string_view message, int seconds) {
  HttpResponse response = error_response(429, "too_many_requests", message);
  response.headers.add("Retry-After", std::to_string(seconds));
  return response;
}

std::optional<HttpResponse> json_body_problem(const HttpRequest& request) {
  if (!is_json_type(request.header("Content-Type"))) {
    return error_response(415, "not_json_type", "send Content-Type: application/json",
                          "Content-Type");
  }
  if (!request.header("Content-Encoding").empty()) {
    return error_response(415, "encoded_body", "send the body without Content-Encoding",
                          "Content-Encoding");
  }
  return std::nullopt;
}

HttpResponse tagged_response(const HttpRequest& request, std::shared_ptr<const std::string> body,
                             std::string_view type, const std::string& tag,
                             std::string_view cache_control) {
  HttpResponse response;
  response.headers.add("ETag", tag);
  response.headers.add("Cache-Control", cache_control);
  if (names_tag(request.header("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", type);
  response.body = std::move(body);
  return response;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];
      continue;
    }
    if (at + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[at + 1]);
    const int low = hex_digit(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace precheck::service
