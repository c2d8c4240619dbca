#include "service/service.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>

#include "service/entity_tag.h"

namespace precheck::service {
namespace {

constexpr char kReadMethods[] = "GET, HEAD, OPTIONS";
constexpr char kPostMethods[] = "POST, OPTIONS";

bool is_read(std::string_view method) { return method == "GET" || method == "HEAD"; }

HttpResponse method_not_allowed(std::string_view methods) {
  HttpResponse response = error_response(405, "method_not_allowed",
                                         "this address answers " + std::string(methods) + " only");
  response.headers.emplace_back("Allow", methods);
  return response;
}

bool is_json_type(std::string_view content_type) {
  return equal_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))),
                             "application/json");
}

// What can be kept, as long as it is asked for again each time it may have changed.
HttpResponse tagged_response(const HttpRequest& request, std::shared_ptr<const std::string> body,
                             std::string_view type, const std::string& tag,
                             const char* cache_control) {
  HttpResponse response;
  response.headers = {{"ETag", tag}, {"Cache-Control", cache_control}};
  if (names_tag(request.header("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", type);
  response.body = std::move(body);
  return response;
}

}  // namespace

struct Service::Route {
  std::string_view path;
  std::string_view methods;
  HttpResponse (Service::*answer)(const HttpRequest&) const;

  bool takes(std::string_view method) const {
    return methods == kPostMethods ? method == "POST" : is_read(method);
  }
};

const Service::Route Service::kRoutes[] = {
    {"/v1/check", kPostMethods, &Service::check},
    {"/v1/policy", kReadMethods, &Service::published_policy},
    {"/healthz", kReadMethods, &Service::health},
    {"/readyz", kReadMethods, &Service::readiness},
};

Service::Service(const PolicyStore& policies, StaticFiles files,
                 std::vector<std::string> allowed_origins)
    : policies_(policies), files_(std::move(files)), allowed_origins_(std::move(allowed_origins)) {}

HttpResponse Service::answer(const HttpRequest& request) const {
  HttpResponse response = route(request);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  add_origin_headers(request, response);
  return response;
}

HttpResponse Service::route(const HttpRequest& request) const {
  const std::string_view path = request.path();
  for (const Route& each : kRoutes) {
    if (each.path != path) continue;
    if (request.method == "OPTIONS") return preflight(each.methods);
    return each.takes(request.method) ? (this->*each.answer)(request)
                                      : method_not_allowed(each.methods);
  }
  if (const StaticFile* file = files_.find(path)) {
    if (request.method == "OPTIONS") return preflight(kReadMethods);
    return is_read(request.method) ? static_file(request, *file) : method_not_allowed(kReadMethods);
  }
  return error_response(404, "not_found", "there is nothing at this address");
}

HttpResponse Service::check(const HttpRequest& request) const {
  if (!is_json_type(request.header("Content-Type"))) {
    return error_response(415, "not_json_type", "send Content-Type: application/json");
  }
  if (!request.header("Content-Encoding").empty()) {
    return error_response(415, "encoded_body", "send the body without Content-Encoding");
  }
  const ParsedRequest parsed = parse_request(request.body);
  if (!parsed.request) {
    return error_response(400, parsed.error.code, parsed.error.message, parsed.error.pointer);
  }
  const Verdict verdict = policies_.current()->policy->check(*parsed.request);
  HttpResponse response = json_response(200, to_json(verdict));
  response.outcome = to_string(verdict.action);
  return response;
}

HttpResponse Service::published_policy(const HttpRequest& request) const {
  const auto served = policies_.current();
  return tagged_response(request, served->published, "application/json", served->tag,
                         "public, max-age=60");
}

HttpResponse Service::health(const HttpRequest&) const {
  return json_response(200, R"({"status":"ok"})");
}

HttpResponse Service::readiness(const HttpRequest&) const {
  const auto served = policies_.current();
  nlohmann::ordered_json state;
  state["ready"] = !stopping_;
  state["policy"]["name"] = served->policy->name();
  state["policy"]["revision"] = served->policy->revision();
  return json_response(
      stopping_ ? 503 : 200,
      state.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

// The loader and what it loads must be of one build, so a browser asks each time; mostly the answer
// is a short "not modified".
HttpResponse Service::static_file(const HttpRequest& request, const StaticFile& file) const {
  return tagged_response(request, file.content, file.type, file.tag, "public, no-cache");
}

HttpResponse Service::preflight(std::string_view methods) const {
  HttpResponse response;
  response.status = 204;
  response.headers.emplace_back("Allow", methods);
  if (allowed_origins_.empty()) return response;
  response.headers.emplace_back("Access-Control-Allow-Methods", methods);
  response.headers.emplace_back("Access-Control-Allow-Headers", "Content-Type");
  response.headers.emplace_back("Access-Control-Max-Age", "600");
  return response;
}

bool Service::allows_origin(std::string_view origin) const {
  return std::any_of(allowed_origins_.begin(), allowed_origins_.end(),
                     [&](const std::string& each) { return each == "*" || each == origin; });
}

void Service::add_origin_headers(const HttpRequest& request, HttpResponse& response) const {
  if (allowed_origins_.empty()) return;
  response.headers.emplace_back("Vary", "Origin");
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || !allows_origin(origin)) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", origin);
}

}  // namespace precheck::service
