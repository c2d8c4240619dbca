// The contract with Coral: https://docs.coralproject.net, "External Moderation".
#include "service/coral.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "command.h"
#include "hmac_sha256.h"
#include "service/routes.h"

namespace {

using precheck::service::Coral;
using precheck::service::HttpRequest;
using precheck::service::HttpResponse;
using precheck::service::PolicyStore;
using precheck::service::Service;
using Json = nlohmann::json;

constexpr char kSecret[] = "a-signing-secret-of-coral";
constexpr char kNewSecret[] = "the-signing-secret-of-tomorrow";

constexpr char kCoralPolicy[] = R"({
  "format": 1, "name": "Test",
  "rules": [
    {"id": "bad", "category": "c", "action": "warn", "points": 3, "message": "No.",
     "match": {"words": ["bad"]}, "unless": {"post": "open"}},
    {"id": "meh", "category": "c", "action": "advise", "message": "m", "match": {"words": ["meh"]}},
    {"id": "vile", "category": "c", "action": "hold", "points": 6, "message": "m",
     "match": {"all": [{"words": ["vile"]}, {"not": {"author": "trusted"}}]}},
    {"id": "buy", "category": "c", "action": "reject", "points": 10, "message": "m",
     "match": {"phrases": ["buy now"]}}],
  "posts": {"open": {"any": [{"tags": ["open"]}]}}
})";

// As Coral sends it.
Json request(const std::string& body) {
  return {{"action", "NEW"},
          {"comment", {{"body", body}, {"parentID", "c0"}}},
          {"author", {{"id", "u1"}, {"role", "COMMENTER"}}},
          {"story", {{"id", "s1"}, {"url", "https://blog.example/story"}}},
          {"site", {{"id", "site1"}}},
          {"tenantID", "t1"},
          {"tenantDomain", "blog.example"}};
}

class CoralTest : public testing::Test {
 protected:
  CoralTest() {
    EXPECT_TRUE(policies.replace(kCoralPolicy).empty());
    EXPECT_EQ(coral.read_secrets(std::string(kSecret) + "\n# next\n" + kNewSecret + "\n"), "");
    EXPECT_EQ(coral.read_posts(R"({"https://blog.example/open/": {"tags": ["open"]}})"), "");
    add_coral(service, coral);
  }

  HttpResponse send(const std::string& body, const std::string& signature,
                    std::string_view type = "application/json") {
    HttpRequest http;
    http.method = "POST";
    http.target = "/v1/coral";
    http.headers = {{"content-type", type}};
    if (!signature.empty()) http.headers.emplace_back("x-coral-signature", signature);
    http.body = body;
    return service.answer_and_wait(http);
  }

  static std::string sign(const std::string& body, const std::string& secret = kSecret) {
    return "sha256=" + precheck::hmac_sha256_hex(secret, body);
  }

  HttpResponse ask(const Json& asked) {
    const std::string body = asked.dump();
    return send(body, sign(body));
  }

  PolicyStore policies{"policy.json"};
  Coral coral;
  Service service{policies};
};

TEST_F(CoralTest, NoOpinionOnWhatIsFine) {
  for (const char* fine : {"A fine comment.", "meh", "&lt;b&gt;ad"}) {
    const HttpResponse response = ask(request(fine));
    EXPECT_EQ(response.status, 204) << fine;
    EXPECT_FALSE(response.has_body());
  }
}

TEST_F(CoralTest, TheHarderTheVerdictTheHarderTheStatus) {
  const std::pair<const char*, const char*> cases[] = {
      {"<div>This is <b>bad</b></div>", R"({"status":"PREMOD"})"},
      {"<p>a</p><p>vile</p>", R"({"status":"PREMOD"})"},
      {"buy&nbsp;now", R"({"status":"REJECTED"})"}};
  for (const auto& [comment, expected] : cases) {
    const HttpResponse response = ask(request(comment));
    EXPECT_EQ(response.status, 200) << comment;
    EXPECT_EQ(response.text(), expected) << comment;
  }
}

TEST_F(CoralTest, AnEditIsJudgedLikeANewOne) {
  Json edit = request("bad");
  edit["action"] = "EDIT";
  edit["comment"].erase("parentID");
  EXPECT_EQ(ask(edit).text(), R"({"status":"PREMOD"})");
}

TEST_F(CoralTest, TheTableSaysWhatThePostIsAbout) {
  for (const char* url : {"https://blog.example/open", "https://blog.example/open/",
                          "https://blog.example/open?utm=1#comments"}) {
    Json asked = request("bad");
    asked["story"]["url"] = url;
    EXPECT_EQ(ask(asked).status, 204) << url;
  }
  Json other = request("bad");
  other["story"]["url"] = "https://blog.example/opener";
  EXPECT_EQ(ask(other).status, 200);
}

TEST_F(CoralTest, StaffIsTrusted) {
  Json asked = request("vile");
  asked["author"]["role"] = "MODERATOR";
  EXPECT_EQ(ask(asked).status, 204);
}

TEST_F(CoralTest, OnlyWhatIsSignedIsAnswered) {
  const std::string body = request("bad").dump();
  const std::string good = sign(body);
  for (const std::string& signature :
       {good, sign(body, kNewSecret), "sha256=00," + good, good + ", sha1=00", " " + good}) {
    EXPECT_EQ(send(body, signature).status, 200) << signature;
  }
  std::string almost = good;
  almost.back() = almost.back() == '0' ? '1' : '0';
  for (const std::string& signature :
       {std::string(), std::string("sha256="), good.substr(7), almost, sign(body + " "),
        sign(body, "another-secret-altogether"), "sha1" + good.substr(6), good.substr(0, 40)}) {
    const HttpResponse response = send(body, signature);
    EXPECT_EQ(response.status, 401) << signature;
    EXPECT_EQ(Json::parse(response.text())["error"]["field"], "X-Coral-Signature");
  }
  EXPECT_EQ(send(body + " ", good).status, 401);
}

TEST_F(CoralTest, WhatIsNoRequestNamesItsField) {
  const std::pair<const char*, const char*> cases[] = {
      {"{", "body"},
      {"{}", "/comment"},
      {R"({"comment":{}})", "/comment/body"},
      {R"({"comment":{"body":7}})", "/comment/body"},
      {R"({"comment":{"body":"a"},"author":7})", "/author"},
      {R"({"comment":{"body":"a"},"story":{"url":7}})", "/story/url"}};
  for (const auto& [body, field] : cases) {
    const HttpResponse response = send(body, sign(body));
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(Json::parse(response.text())["error"]["field"], field) << body;
  }
  EXPECT_EQ(send("{}", sign("{}"), "text/plain").status, 415);
  // Keys that we do not know, or that are not there, are nobody's fault.
  const std::string least = R"({"comment":{"body":"bad"},"new":[1]})";
  EXPECT_EQ(send(least, sign(least)).status, 200);
}

TEST_F(CoralTest, AFileThatIsNotUnderstoodChangesNothing) {
  EXPECT_NE(coral.read_secrets("short"), "");
  EXPECT_NE(coral.read_secrets("# none"), "");
  for (const char* text : {"", "[]", R"({"https://a":7})", R"({"https://a":{"tags":"x"}})"}) {
    EXPECT_NE(coral.read_posts(text), "") << text;
  }
  const std::string body = request("bad").dump();
  EXPECT_EQ(send(body, sign(body)).status, 200);
  Json open = request("bad");
  open["story"]["url"] = "https://blog.example/open";
  EXPECT_EQ(ask(open).status, 204);
}

}  // namespace
