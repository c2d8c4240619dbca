// A route: an address, what may be done with it, and the function that answers.
//
// How a route is added:
//
//   1. Write it in a file of its own, native/service/<name>.cpp (and put that in CMakeLists.txt):
//
//        void add_accounts(Service& service, Ledger& ledger) {
//          service.add({.method = "GET",
//                       .path = "/v1/accounts/{id}",
//                       .access = Access::bearer,   // without a good token: 401, never called
//                       .runs = Runs::in_queue,     // it waits for a disk: off the event loop
//                       .answer = [&ledger](const Call& call) { return account(ledger, call); }});
//        }
//
//   2. Declare it in routes.h and call it where the service is put together (cli/serve.cpp), before
//      serving begins.
//
// The function runs on one thread from beginning to end, on several at the same time for several
// requests, and answers with a value: json_response() or error_response() of http.h. OPTIONS, HEAD,
// unknown methods, bearer tokens and a full queue never reach it. Limits by account are asked for
// with Service::limit_account(). The body, if it must be JSON, is looked at with
// json_body_problem(). A test calls Service::answer_and_wait() and needs no socket.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "service/http.h"
#include "service/policy_store.h"

namespace precheck::service {

// One request on its way through the service.
struct Call {
  const HttpRequest& request;  // and all it views: there until the answer is given
  // The policy in use when the call began. Use no other, so that a call is never judged by two.
  std::shared_ptr<const ServedPolicy> policy;
  std::chrono::steady_clock::time_point begun;
  std::string parameter;  // what stands for the {...} of the path, percent escapes undone
  std::string caller;     // the name beside the bearer token; empty on an open route
};

enum class Access { open, bearer };

enum class Runs {
  at_once,   // on the event loop, where nobody may wait: no disk, no network, no lock held for long
  in_queue,  // on a worker; when too many wait already, the answer is 503 with Retry-After
};

struct Route {
  std::string_view method;  // "GET" answers HEAD as well
  std::string_view path;    // at most one segment may be a {name}: it stands for any but ""
  Access access = Access::open;
  Runs runs = Runs::at_once;
  // Counts against the limit of the client's address and is shed under overload. Not for what
  // operators ask for.
  bool limited = true;
  // Its answers name the revision they go by in a header Precheck-Policy. A client that sends that
  // header is answered by that revision or told (412) that it has an old one.
  bool by_policy = false;
  std::function<HttpResponse(const Call&)> answer;
};

}  // namespace precheck::service
