#include "service/service.h"

#include <algorithm>
#include <future>
#include <memory>

namespace precheck::service {
namespace {

constexpr std::string_view kReadMethods = "GET, HEAD, OPTIONS";

// HEAD is GET; the server leaves the body out.
std::string_view method_of(const HttpRequest& request) {
  return request.method == "HEAD" ? std::string_view("GET") : request.method;
}

std::string_view next_segment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return segment;
}

// Whether `path` has the form of `pattern`. What stands for {...} goes to `parameter`, as it is.
bool fits(std::string_view pattern, std::string_view path, std::string_view& parameter) {
  if (pattern.find('{') == std::string_view::npos) return pattern == path;
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/'))
    return false;
  while (!pattern.empty()) {
    const std::string_view form = next_segment(pattern);
    const std::string_view segment = next_segment(path);
    if (form.substr(0, 1) != "{") {
      if (form != segment) return false;
    } else {
      if (segment.empty()) return false;
      parameter = segment;
    }
  }
  return true;
}

HttpResponse method_not_allowed(std::string_view methods) {
  HttpResponse response = error_response(405, "method_not_allowed",
                                         "this address answers " + std::string(methods) + " only");
  response.headers.emplace_back("Allow", methods);
  return response;
}

HttpResponse unauthorized() {
  HttpResponse response =
      error_response(401, "unauthorized", "send Authorization: Bearer and a token of this service",
                     "Authorization");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

Service::Service(const PolicyStore& policies, ServiceSettings settings)
    : policies_(policies),
      files_(std::move(settings.files)),
      allowed_origins_(std::move(settings.allowed_origins)),
      address_limiter_(settings.address_rate),
      account_limiter_(settings.account_rate),
      queue_(settings.queue_threads, settings.queue_length, settings.queue_time) {}

void Service::add(Route route) {
  auto address = std::find_if(addresses_.begin(), addresses_.end(),
                              [&](const Address& each) { return each.path == route.path; });
  if (address == addresses_.end()) {
    addresses_.push_back({route.path, "OPTIONS", {}});
    address = std::prev(addresses_.end());
  }
  const std::string methods = route.method == "GET" ? "GET, HEAD" : std::string(route.method);
  address->methods = methods + ", " + address->methods;
  address->routes.push_back(std::move(route));
}

void Service::answer(const HttpRequest& request, Reply reply) {
  Call call{request, policies_.current(), {}, {}};
  const Route* route = nullptr;
  if (auto response = answer_at_once(request, call, route)) {
    return reply(finished(request, std::move(*response)));
  }
  answer_in_queue(*route, std::move(call), std::move(reply));
}

HttpResponse Service::answer_and_wait(const HttpRequest& request) {
  std::promise<HttpResponse> answer;
  this->answer(request,
               [&answer](HttpResponse response) { answer.set_value(std::move(response)); });
  return answer.get_future().get();
}

// Everything that needs no worker. Nothing: `route` will answer in the queue.
std::optional<HttpResponse> Service::answer_at_once(const HttpRequest& request, Call& call,
                                                    const Route*& route) {
  const std::string_view path = request.path();
  std::string_view parameter;
  for (const Address& each : addresses_) {
    if (!fits(each.path, path, parameter)) continue;
    if (request.method == "OPTIONS") return preflight(each.methods);
    const auto found = std::find_if(
        each.routes.begin(), each.routes.end(),
        [&](const Route& candidate) { return candidate.method == method_of(request); });
    if (found == each.routes.end()) return method_not_allowed(each.methods);
    std::optional<std::string> decoded = percent_decoded(parameter);
    if (!decoded) {
      return error_response(400, "bad_escape", "a percent escape in the address is broken", "path");
    }
    call.parameter = std::move(*decoded);
    if (auto refused = refusal(request, *found, call)) return refused;
    route = &*found;
    if (route->runs == Runs::at_once) return route->answer(call);
    return std::nullopt;
  }
  const StaticFile* file = files_.find(path);
  if (file == nullptr) {
    return error_response(404, "not_found", "there is nothing at this address");
  }
  if (request.method == "OPTIONS") return preflight(kReadMethods);
  if (method_of(request) != "GET") return method_not_allowed(kReadMethods);
  // The loader and what it loads must be of one build, so a browser asks each time; mostly the
  // answer is a short "not modified".
  return tagged_response(request, file->content, file->type, file->tag, "public, no-cache");
}

// Why a call does not reach its route.
std::optional<HttpResponse> Service::refusal(const HttpRequest& request, const Route& route,
                                             Call& call) {
  if (route.access == Access::bearer) {
    std::optional<std::string> caller = tokens_.caller(request.header("Authorization"));
    if (!caller) return unauthorized();
    call.caller = std::move(*caller);
  }
  if (!route.limited) return std::nullopt;
  if (overloaded_) return busy("too much to do at the moment; try again");
  if (route.access == Access::open && !request.address.empty()) {
    if (const auto seconds = address_limiter_.take(request.address)) {
      return too_many_requests("too many requests from this address", *seconds);
    }
  }
  return std::nullopt;
}

void Service::answer_in_queue(const Route& route, Call call, Reply reply) {
  // One object, because a job must be copyable and an answer is given once.
  struct Pending {
    Call call;
    Reply reply;
  };
  const auto pending = std::make_shared<Pending>(Pending{std::move(call), std::move(reply)});
  WorkQueue::Job job = [this, &route, pending](bool in_time) {
    const HttpRequest& request = pending->call.request;
    HttpResponse response =
        in_time ? route.answer(pending->call) : busy("this waited for too long; try again");
    pending->reply(finished(request, std::move(response)));
  };
  if (!queue_.push(job)) {
    pending->reply(finished(pending->call.request, busy("too many are waiting; try again")));
  }
}

std::optional<HttpResponse> Service::limit_account(std::string_view account) {
  const auto seconds = account_limiter_.take(account);
  if (!seconds) return std::nullopt;
  return too_many_requests("too many requests for this account", *seconds);
}

// What every answer carries.
HttpResponse Service::finished(const HttpRequest& request, HttpResponse response) const {
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  add_origin_headers(request, response);
  return response;
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
