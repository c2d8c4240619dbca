// The service as a function from a request to a response.
#include "service/service.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>
#include <string>
#include <thread>

#include "command.h"
#include "service/routes.h"

namespace {

using precheck::service::Access;
using precheck::service::Call;
using precheck::service::HttpRequest;
using precheck::service::HttpResponse;
using precheck::service::json_response;
using precheck::service::PolicyStore;
using precheck::service::Runs;
using precheck::service::Service;
using precheck::service::ServiceSettings;
using precheck::service::StaticFiles;
using Json = nlohmann::json;

Json body_of(const HttpResponse& response) {
  return Json::parse(response.text(), nullptr, /*allow_exceptions=*/false);
}

std::string error_code(const HttpResponse& response) {
  const Json body = body_of(response);
  EXPECT_TRUE(body["error"]["field"].is_string()) << response.text();
  EXPECT_TRUE(body["error"]["message"].is_string()) << response.text();
  return body["error"].value("code", "");
}

ServiceSettings with_widget() {
  ServiceSettings settings;
  StaticFiles& files = settings.files;
  files.add("index.html", "<p>hello</p>");
  files.add("precheck.js", "// loader");
  files.add("precheck.wasm", "wasm");
  return settings;
}

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    EXPECT_TRUE(policies.replace(command::kPolicy).empty());
    add_check(service);
    add_published_policy(service);
    add_health(service, policies);
  }

  HttpResponse get(std::string_view target, std::string_view method = "GET",
                   std::string_view tag = {}) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    if (!tag.empty()) request.headers = {{"if-none-match", tag}};
    return service.answer_and_wait(request);
  }

  HttpResponse post(std::string_view body,
                    std::string_view type = "application/json; charset=utf-8") {
    HttpRequest request;
    request.method = "POST";
    request.target = "/v1/check";
    request.headers = {{"content-type", type}};
    request.body = body;
    return service.answer_and_wait(request);
  }

  PolicyStore policies{"policy.json"};
  Service service{policies, with_widget()};
};

TEST_F(ServiceTest, CheckAnswersWhatTheCoreAnswers) {
  const precheck::Compilation compiled = precheck::compile(command::kPolicy);
  ASSERT_TRUE(compiled.ok());
  const std::string requests[] = {
      R"({"comment":"bad"})", R"({"id":"7","comment":"meh 中文 😀"})", R"({"comment":""})",
      R"({"id":"x","comment":"\ud83d\ude00 awful","post":{"title":"t"},"author":{"strikes":2}})"};
  for (const std::string& request : requests) {
    const HttpResponse response = post(request);
    EXPECT_EQ(response.text(), compiled.policy->check_json(request));
  }
  EXPECT_EQ(post(R"({"comment":"bad"})").status, 200);
  EXPECT_EQ(post(R"({"comment":"bad"})").outcome, "warn");
  EXPECT_EQ(post(R"({"comment":"bad"})").header("Cache-Control"), "no-store");
}

TEST_F(ServiceTest, WhatIsNoRequestIsAnErrorWithItsField) {
  const HttpResponse wrong_type = post(R"({"comment":7})");
  EXPECT_EQ(wrong_type.status, 400);
  EXPECT_EQ(error_code(wrong_type), "wrong_type");
  EXPECT_EQ(body_of(wrong_type)["error"]["field"], "/comment");
  for (const char* body : {"", "[]", "{", "null", "{}", "{\"comment\":\"\xff\"}"})
    EXPECT_EQ(post(body).status, 400) << body;
}

TEST_F(ServiceTest, ABodyOverTheLimitIsRefused) {
  const std::string body = R"({"comment":")" + std::string(precheck::kMaxRequestBytes, 'a') + "\"}";
  EXPECT_EQ(post(body).status, 400);
  EXPECT_EQ(error_code(post(body)), "too_large");
}

TEST_F(ServiceTest, OnlyPlainJsonIsTaken) {
  EXPECT_EQ(post("comment=bad", "application/x-www-form-urlencoded").status, 415);
  EXPECT_EQ(post(R"({"comment":"bad"})", "text/plain").status, 415);
  EXPECT_EQ(post(R"({"comment":"bad"})", "Application/JSON").status, 200);
  HttpRequest request;
  request.method = "POST";
  request.target = "/v1/check";
  request.headers = {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}};
  EXPECT_EQ(service.answer_and_wait(request).status, 415);
}

TEST_F(ServiceTest, RoutesAndMethods) {
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/v1/policy?now=1").status, 200);
  EXPECT_EQ(get("/nowhere").status, 404);
  EXPECT_EQ(error_code(get("/nowhere")), "not_found");
  const HttpResponse read_check = get("/v1/check");
  EXPECT_EQ(read_check.status, 405);
  EXPECT_EQ(read_check.header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(get("/v1/policy", "DELETE").status, 405);
  EXPECT_EQ(get("/precheck.js", "POST").header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(get("/v1/check", "OPTIONS").status, 204);
}

TEST_F(ServiceTest, ReadinessEndsBeforeTheServiceDoes) {
  EXPECT_EQ(get("/readyz").status, 200);
  service.begin_stop();
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_EQ(get("/healthz").status, 200);
}

TEST_F(ServiceTest, ThePolicyIsPublishedAndTagged) {
  const HttpResponse first = get("/v1/policy");
  EXPECT_EQ(first.text(), precheck::publish(command::kPolicy).json);
  const std::string tag(first.header("ETag"));
  ASSERT_FALSE(tag.empty());
  const HttpResponse again = get("/v1/policy", "GET", tag);
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.text(), "");
  EXPECT_EQ(again.header("ETag"), tag);
  EXPECT_EQ(get("/v1/policy", "GET", "\"other\"").status, 200);
}

TEST_F(ServiceTest, ABrokenPolicyLeavesTheOldOne) {
  const std::string before(get("/v1/policy").text());
  EXPECT_FALSE(policies.replace("{}").empty());
  EXPECT_EQ(get("/v1/policy").text(), before);
}

TEST_F(ServiceTest, FilesAreServedWithTheirTypes) {
  EXPECT_EQ(get("/").text(), "<p>hello</p>");
  EXPECT_EQ(get("/precheck.wasm").header("Content-Type"), "application/wasm");
  EXPECT_EQ(get("/precheck%2Ejs").text(), "// loader");
  EXPECT_EQ(get("/precheck.js").header("X-Content-Type-Options"), "nosniff");
  const std::string tag(get("/precheck.js").header("ETag"));
  EXPECT_EQ(get("/precheck.js", "GET", tag).status, 304);
}

TEST_F(ServiceTest, HeadHasTheHeadersOfGet) {
  for (const char* target : {"/precheck.js", "/v1/policy", "/healthz"}) {
    const HttpResponse head = get(target, "HEAD");
    EXPECT_EQ(head.status, 200) << target;
    EXPECT_EQ(head.headers, get(target).headers) << target;
  }
}

TEST_F(ServiceTest, NoPathLeadsOutOfTheFolder) {
  for (const char* target : {"/../policy.json", "/%2e%2e/policy.json", "/..%2fpolicy.json",
                             "//etc/passwd", "/./precheck.js", "/precheck.js%00", "/%", "/%zz",
                             "precheck.js", "", "/\\..\\policy.json"}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
}

constexpr char kToken[] = "a-token-of-some-length";

class RouteTest : public ServiceTest {
 protected:
  RouteTest() { EXPECT_EQ(service.tokens().read("# who\nblog " + std::string(kToken) + "\n"), ""); }

  HttpResponse call(std::string_view method, std::string_view target,
                    std::string_view authorization = {}) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    if (!authorization.empty()) request.headers = {{"authorization", authorization}};
    return service.answer_and_wait(request);
  }
};

TEST_F(RouteTest, APathMayHaveAParameter) {
  service.add({.method = "GET", .path = "/v1/things/{id}/name", .answer = [](const Call& call) {
                 return json_response(200, call.parameter);
               }});
  EXPECT_EQ(call("GET", "/v1/things/7/name").text(), "7");
  EXPECT_EQ(call("GET", "/v1/things/a%2Fb%20c/name?x=/1").text(), "a/b c");
  EXPECT_EQ(call("HEAD", "/v1/things/7/name").status, 200);
  for (const char* other : {"/v1/things//name", "/v1/things/name", "/v1/things/7",
                            "/v1/things/7/8/name", "/v1/things/7/names", "/v1/things/7/name/"}) {
    EXPECT_EQ(call("GET", other).status, 404) << other;
  }
  EXPECT_EQ(call("GET", "/v1/things/%zz/name").status, 400);
}

TEST_F(RouteTest, APathMayHaveSeveralMethods) {
  for (const std::string_view method : {"GET", "DELETE"}) {
    service.add({.method = method, .path = "/v1/things/{id}", .answer = [method](const Call&) {
                   return json_response(200, std::string(method));
                 }});
  }
  EXPECT_EQ(call("DELETE", "/v1/things/1").text(), "DELETE");
  EXPECT_EQ(call("GET", "/v1/things/1").text(), "GET");
  EXPECT_EQ(call("POST", "/v1/things/1").header("Allow"), "DELETE, GET, HEAD, OPTIONS");
}

TEST_F(RouteTest, ABearerRouteIsForKnownCallersOnly) {
  service.add({.method = "POST",
               .path = "/v1/things",
               .access = Access::bearer,
               .answer = [](const Call& call) { return json_response(200, call.caller); }});
  EXPECT_EQ(call("POST", "/v1/things", "Bearer a-token-of-some-length").text(), "blog");
  EXPECT_EQ(call("POST", "/v1/things", "bearer  a-token-of-some-length ").text(), "blog");
  for (const char* wrong : {"", "Bearer", "Bearer ", "Bearer a-token-of-some-lengt", "Basic YTpi",
                            "Bearer a-token-of-some-lengthx", "a-token-of-some-length",
                            "Bearer blog a-token-of-some-length"}) {
    const HttpResponse refused = call("POST", "/v1/things", wrong);
    EXPECT_EQ(refused.status, 401) << wrong;
    EXPECT_EQ(error_code(refused), "unauthorized");
    EXPECT_EQ(refused.header("WWW-Authenticate"), "Bearer");
  }
}

TEST_F(RouteTest, WhatWaitsIsAnsweredOffTheEventLoop) {
  const std::thread::id here = std::this_thread::get_id();
  service.add({.method = "POST",
               .path = "/v1/things",
               .runs = Runs::in_queue,
               .answer = [here](const Call&) {
                 return json_response(std::this_thread::get_id() == here ? 500 : 200, "1");
               }});
  EXPECT_EQ(call("POST", "/v1/things").status, 200);
}

TEST(RouteQueue, IsBounded) {
  PolicyStore policies("policy.json");
  ASSERT_TRUE(policies.replace(command::kPolicy).empty());
  ServiceSettings settings;
  settings.queue_threads = 1;
  settings.queue_length = 2;
  Service service(policies, std::move(settings));
  std::promise<void> open;
  std::shared_future<void> opened = open.get_future().share();
  std::promise<void> entered;
  std::atomic<int> calls = 0;
  service.add(
      {.method = "POST", .path = "/wait", .runs = Runs::in_queue, .answer = [&](const Call&) {
         if (calls++ == 0) entered.set_value();
         opened.wait();
         return json_response(200, "1");
       }});
  HttpRequest request;
  request.method = "POST";
  request.target = "/wait";
  std::atomic<int> good = 0;
  std::atomic<int> refused = 0;
  const auto ask = [&] {
    service.answer(request, [&](const HttpResponse& response) {
      if (response.status == 200) ++good;
      if (response.status == 503 && response.header("Retry-After") == "1") ++refused;
    });
  };
  ask();
  entered.get_future().wait();  // one is being answered, the line is empty
  for (int each = 0; each < 5; ++each) ask();
  EXPECT_EQ(refused, 3);
  open.set_value();
  service.finish();
  EXPECT_EQ(good, 3);
}

TEST(StaticFilesTest, HiddenFilesAndLinksAreLeftOut) {
  const command::Folder folder;
  folder.write("secret.txt", "secret");
  std::filesystem::create_directory(folder.path("site"));
  folder.write("site/page.html", "page");
  folder.write("site/.env", "secret");
  std::filesystem::create_symlink(folder.path("secret.txt"), folder.path("site/link.txt"));
  StaticFiles files;
  ASSERT_EQ(files.load(folder.path("site")), "");
  EXPECT_NE(files.find("/page.html"), nullptr);
  EXPECT_EQ(files.find("/.env"), nullptr);
  EXPECT_EQ(files.find("/link.txt"), nullptr);
  EXPECT_NE(files.load(folder.path("missing")), "");
}

TEST(ServiceOrigins, OnlyAllowedOnesAreTold) {
  PolicyStore policies("policy.json");
  ASSERT_TRUE(policies.replace(command::kPolicy).empty());
  ServiceSettings settings;
  settings.allowed_origins = {"https://blog.example"};
  Service service(policies, std::move(settings));
  add_published_policy(service);
  const auto origin_told = [&](std::string_view origin) {
    HttpRequest request;
    request.method = "GET";
    request.target = "/v1/policy";
    request.headers = {{"Origin", origin}};
    return std::string(service.answer_and_wait(request).header("Access-Control-Allow-Origin"));
  };
  EXPECT_EQ(origin_told("https://blog.example"), "https://blog.example");
  EXPECT_EQ(origin_told("https://evil.example"), "");
}

}  // namespace
