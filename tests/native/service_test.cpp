// The service as a function from a request to a response.
#include "service/service.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>
#include <string>

#include "command.h"

namespace {

using precheck::service::HttpRequest;
using precheck::service::HttpResponse;
using precheck::service::PolicyStore;
using precheck::service::Service;
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

StaticFiles widget() {
  StaticFiles files;
  files.add("index.html", "<p>hello</p>");
  files.add("precheck.js", "// loader");
  files.add("precheck.wasm", "wasm");
  return files;
}

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() { EXPECT_TRUE(policies.replace(command::kPolicy).empty()); }

  HttpResponse get(std::string_view target, std::string_view method = "GET",
                   std::string_view tag = {}) const {
    HttpRequest request;
    request.method = method;
    request.target = target;
    if (!tag.empty()) request.headers = {{"if-none-match", tag}};
    return service.answer(request);
  }

  HttpResponse post(std::string_view body,
                    std::string_view type = "application/json; charset=utf-8") const {
    HttpRequest request;
    request.method = "POST";
    request.target = "/v1/check";
    request.headers = {{"content-type", type}};
    request.body = body;
    return service.answer(request);
  }

  PolicyStore policies{"policy.json"};
  Service service{policies, widget()};
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
  EXPECT_EQ(service.answer(request).status, 415);
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
  const Service service(policies, StaticFiles(), {"https://blog.example"});
  const auto origin_told = [&](std::string_view origin) {
    HttpRequest request;
    request.method = "GET";
    request.target = "/v1/policy";
    request.headers = {{"Origin", origin}};
    return std::string(service.answer(request).header("Access-Control-Allow-Origin"));
  };
  EXPECT_EQ(origin_told("https://blog.example"), "https://blog.example");
  EXPECT_EQ(origin_told("https://evil.example"), "");
}

}  // namespace
