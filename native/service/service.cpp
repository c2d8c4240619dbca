#include "service/service.h"

#include <algorithm>
#include <future>
#include <memory>

namespace precheck::service {
namespace {

constexpr std::string_view kPolicyHeader = "Precheck-Policy";
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
  HttpResponse response =
      error_response(405, "method_not_allowed",
                     "this address answers " + std::string(methods) + " only", "method");
  response.headers.add("Allow", methods);
  return response;
}

HttpResponse stale_policy() {
  return error_response(412, "stale_policy",
                        "another policy is in use now; its revision is in Precheck-Policy",
                        kPolicyHeader);
}

HttpResponse unauthorized() {
  HttpResponse response =
      error_response(401, "unauthorized", "send Authorization: Bearer and a token of this service",
                     "Authorization");
  response.headers.add("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

constexpr std::string_view kRequests = "precheck_requests_total";
constexpr std::string_view kRequestsHelp = "Answers given, by status.";

StatusCounters::StatusCounters(Metrics& metrics)
    : others_(metrics.counter(kRequests, kRequestsHelp, "status=\"other\"")) {
  for (std::size_t at = 0; at < std::size(kStatuses); ++at) {
    counters_[at] = &metrics.counter(kRequests, kRequestsHelp,
                                     "status=\"" + std::to_string(kStatuses[at]) + "\"");
  }
}

void StatusCounters::count(int status) {
  const auto* const found = std::find(std::begin(kStatuses), std::end(kStatuses), status);
  (found == std::end(kStatuses) ? others_ : *counters_[found - kStatuses]).add();
}

Service::Service(const PolicyStore& policies, ServiceSettings settings)
    : policies_(policies),
      files_(std::move(settings.files)),
      allowed_origins_(std::move(settings.allowed_origins)),
      statuses_(metrics_),
      queue_stage_(metrics_.stage("queue")),
      address_limiter_(settings.address_rate),
      account_limiter_(settings.account_rate),
      queue_(settings.queue_threads, settings.queue_length, settings.queue_time) {
  metrics_.gauge("precheck_queue_length", "Calls that wait for a worker.", {},
                 [this] { return static_cast<double>(queue_.length()); });
}

void Service::add(Route route) {
  auto address = std::find_if(addresses_.begin(), addresses_.end(),
                              [&](const Address& each) { return each.path == route.path; });
  if (address == addresses_.end()) {
    addresses_.push_back({route.path, "OPTIONS", {}});
    address = std::prev(addresses_.end());
  }
  const std::string methods = route.method == "GET" ? "GET, HEAD" : std::string(route.method);
  address->methods = methods + ", " + address->methods;
  Histogram& seconds = metrics_.histogram(
      "precheck_request_seconds", "From a whole request to its answer, by route.",
      "route=\"" + std::string(route.path) + "\",method=\"" + std::string(route.method) + "\"");
  address->entries.push_back({std::move(route), &seconds});
}

Service::Answering Service::begin(const HttpRequest& request) const {
  return {{request, policies_.current(), Clock::now(), {}, {}}};
}

void Service::answer(const HttpRequest& request, Reply reply) {
  Answering answering = begin(request);
  if (auto response = answer_at_once(answering)) return reply(std::move(*response));
  answer_in_queue(std::move(answering), std::move(reply));
}

std::optional<HttpResponse> Service::answer_at_once(Answering& answering) {
  std::optional<HttpResponse> response = first_answer(answering.call, answering.entry);
  if (response) finish(answering, *response);
  return response;
}

HttpResponse Service::answer_and_wait(const HttpRequest& request) {
  std::promise<HttpResponse> answer;
  this->answer(request,
               [&answer](HttpResponse response) { answer.set_value(std::move(response)); });
  return answer.get_future().get();
}

// Everything that needs no worker. Nothing: `entry` will answer in the queue.
std::optional<HttpResponse> Service::first_answer(Call& call, const Entry*& entry) {
  const HttpRequest& request = call.request;
  const std::string_view path = request.path();
  std::string_view parameter;
  for (const Address& each : addresses_) {
    if (!fits(each.path, path, parameter)) continue;
    if (request.method == "OPTIONS") return preflight(each.methods);
    const auto found = std::find_if(
        each.entries.begin(), each.entries.end(),
        [&](const Entry& candidate) { return candidate.route.method == method_of(request); });
    if (found == each.entries.end()) return method_not_allowed(each.methods);
    entry = &*found;
    if (!parameter.empty()) {
      std::optional<std::string> decoded = percent_decoded(parameter);
      if (!decoded) {
        return error_response(400, "bad_escape", "a percent escape in the address is broken",
                              "path");
      }
      call.parameter = std::move(*decoded);
    }
    if (auto refused = refusal(request, entry->route, call)) return refused;
    if (entry->route.runs == Runs::at_once) return entry->route.answer(call);
    return std::nullopt;
  }
  return static_file(request, path);
}

HttpResponse Service::static_file(const HttpRequest& request, std::string_view path) const {
  const StaticFile* file = files_.find(path);
  if (file == nullptr && files_.is_folder(path)) {
    HttpResponse response;
    response.status = 308;
    response.headers.add("Location", std::string(path) + '/');
    response.body = std::string();
    return response;
  }
  if (file == nullptr) {
    return error_response(404, "not_found", "there is nothing at this address", "path");
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
  if (route.by_policy) {
    const std::string_view wanted = request.header(kPolicyHeader);
    if (!wanted.empty() && wanted != call.policy->policy->revision()) return stale_policy();
  }
  if (!route.limited) return std::nullopt;
  if (request.waited_too_long) return busy("too much to do at the moment; try again");
  if (route.access == Access::open && !request.client.empty()) {
    if (const auto seconds = address_limiter_.take(request.client)) {
      return too_many_requests("too many requests from this address", *seconds);
    }
  }
  return std::nullopt;
}

void Service::answer_in_queue(Answering answering, Reply reply) {
  // One object, because a job must be copyable and an answer is given once.
  struct Pending {
    Answering answering;
    Reply reply;
  };
  const auto pending = std::make_shared<Pending>(Pending{std::move(answering), std::move(reply)});
  const auto reply_with = [this, pending](HttpResponse response) {
    finish(pending->answering, response);
    pending->reply(std::move(response));
  };
  WorkQueue::Job job = [this, pending, reply_with](bool in_time) {
    const auto& [call, entry] = pending->answering;
    queue_stage_.observe(Clock::now() - call.begun);
    reply_with(in_time ? entry->route.answer(call) : busy("this waited for too long; try again"));
  };
  if (!queue_.push(job)) reply_with(busy("too many are waiting; try again"));
}

std::optional<HttpResponse> Service::limit_account(std::string_view account) {
  const auto seconds = account_limiter_.take(account);
  if (!seconds) return std::nullopt;
  return too_many_requests("too many requests for this account", *seconds);
}

// What every answer carries, and what is counted of it.
void Service::finish(const Answering& answering, HttpResponse& response) {
  const auto& [call, entry] = answering;
  response.headers.add("X-Content-Type-Options", "nosniff");
  if (entry != nullptr && entry->route.by_policy) {
    response.headers.add(kPolicyHeader, call.policy->policy->revision());
  }
  add_origin_headers(call.request, response);
  response.route = entry != nullptr ? entry->route.path : "other";
  statuses_.count(response.status);
  if (entry != nullptr) entry->seconds->observe(Clock::now() - call.begun);
}

HttpResponse Service::preflight(std::string_view methods) const {
  HttpResponse response;
  response.status = 204;
  response.headers.add("Allow", methods);
  if (allowed_origins_.empty()) return response;
  response.headers.add("Access-Control-Allow-Methods", methods);
  response.headers.add("Access-Control-Allow-Headers", "Content-Type, Precheck-Policy");
  response.headers.add("Access-Control-Max-Age", "600");
  return response;
}

bool Service::allows_origin(std::string_view origin) const {
  return std::any_of(allowed_origins_.begin(), allowed_origins_.end(),
                     [&](const std::string& each) { return each == "*" || each == origin; });
}

void Service::add_origin_headers(const HttpRequest& request, HttpResponse& response) const {
  if (allowed_origins_.empty()) return;
  response.headers.add("Vary", "Origin");
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || !allows_origin(origin)) return;
  response.headers.add("Access-Control-Allow-Origin", origin);
  response.headers.add("Access-Control-Expose-Headers", "ETag, Precheck-Policy, Retry-After");
}

}  // namespace precheck::service
