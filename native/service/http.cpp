#include "service/http.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace precheck::service {
namespace {

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

template <class Headers>
std::string_view find_header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const {
  return find_header(headers, name);
}

std::string_view HttpRequest::path() const { return target.substr(0, target.find('?')); }

std::string_view HttpResponse::header(std::string_view name) const {
  return find_header(headers, name);
}

HttpResponse json_response(int status, std::string json) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = std::make_shared<const std::string>(std::move(json));
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
