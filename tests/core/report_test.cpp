// The bytes of every answer: key order, escapes, no white space. Hosts and tests compare bytes.
#include <gtest/gtest.h>

#include <precheck/precheck.hpp>

namespace {

using precheck::Action;
using precheck::to_json;

TEST(Report, AnEmptyVerdict) {
  precheck::Verdict verdict;
  verdict.policy_name = "P";
  verdict.policy_revision = "sha256:00";
  EXPECT_EQ(to_json(verdict), R"({"id":null,"action":"allow","points":0,)"
                              R"("policy":{"name":"P","revision":"sha256:00"},"findings":[]})");
}

TEST(Report, AFullVerdict) {
  precheck::Verdict verdict;
  verdict.id = "c-1";
  verdict.action = Action::hold;
  verdict.points = 9;
  verdict.policy_name = "P";
  verdict.policy_revision = "sha256:00";
  precheck::Finding finding;
  finding.rule = "western-comparison";
  finding.category = "off-topic";
  finding.action = Action::warn;
  finding.points = 3;
  finding.message = "m";
  finding.advice = "a";
  finding.quote = "q";
  finding.url = "https://example.com/";
  finding.spans = {{{4, 30}, {4, 28}}, {{31, 32}, {29, 30}}};
  verdict.findings = {finding, finding};
  verdict.findings[1].rule = "other";
  verdict.findings[1].spans.clear();
  verdict.next = "n";
  EXPECT_EQ(to_json(verdict),
            R"({"id":"c-1","action":"hold","points":9,)"
            R"("policy":{"name":"P","revision":"sha256:00"},"findings":[)"
            R"({"rule":"western-comparison","category":"off-topic","action":"warn","points":3,)"
            R"("message":"m","advice":"a","quote":"q","url":"https://example.com/","spans":[)"
            R"({"bytes":[4,30],"utf16":[4,28]},{"bytes":[31,32],"utf16":[29,30]}]},)"
            R"({"rule":"other","category":"off-topic","action":"warn","points":3,)"
            R"("message":"m","advice":"a","quote":"q","url":"https://example.com/","spans":[]}],)"
            R"("next":"n"})");
}

TEST(Report, AnEmptyIdIsAnId) {
  precheck::Verdict verdict;
  verdict.id = "";
  EXPECT_EQ(to_json(verdict).rfind(R"({"id":"",)", 0), 0u);
}

TEST(Report, TextIsEscaped) {
  precheck::Verdict verdict;
  verdict.id = "\"\\\n\x01</script>\u4e2d\xFF";
  EXPECT_EQ(to_json(verdict).rfind("{\"id\":\"\\\"\\\\\\n\\u0001</script>\u4e2d\uFFFD\",", 0), 0u);
}

TEST(Report, ActionsByName) {
  EXPECT_EQ(precheck::to_string(Action::allow), "allow");
  EXPECT_EQ(precheck::to_string(Action::advise), "advise");
  EXPECT_EQ(precheck::to_string(Action::warn), "warn");
  EXPECT_EQ(precheck::to_string(Action::hold), "hold");
  EXPECT_EQ(precheck::to_string(Action::reject), "reject");
}

TEST(Report, RequestErrors) {
  precheck::Error error{"wrong_type", "/comment", 1, 12, "a \"string\""};
  EXPECT_EQ(
      to_json(std::optional<std::string>("7"), error),
      R"({"id":"7","error":{"code":"wrong_type","field":"/comment","message":"a \"string\""}})");
  EXPECT_EQ(
      to_json(std::nullopt, error),
      R"({"id":null,"error":{"code":"wrong_type","field":"/comment","message":"a \"string\""}})");
}

TEST(Report, PolicyErrors) {
  const std::vector<precheck::Error> errors = {{"unknown_key", "/rules/0/mach", 3, 5, "m"},
                                               {"not_json", "", 0, 0, ""}};
  EXPECT_EQ(
      to_json(errors),
      R"([{"code":"unknown_key","pointer":"/rules/0/mach","line":3,"column":5,"message":"m"},)"
      R"({"code":"not_json","pointer":"","line":0,"column":0,"message":""}])");
  EXPECT_EQ(to_json(std::vector<precheck::Error>{}), "[]");
}

// The whole way, once: a request goes in, these bytes come out.
TEST(Report, TheOneStringBorder) {
  const precheck::Compilation compiled = precheck::compile(
      R"({"format":1,"name":"Law \u4e2d","url":"https://example.com/p","rules":[)"
      R"({"id":"no-scam","category":"spam","action":"warn","message":"No.","match":{"words":["scam"]}}]})");
  ASSERT_TRUE(compiled.ok());
  const std::string revision = compiled.policy->revision();
  EXPECT_EQ(compiled.policy->check_json("{\"id\":\"1\",\"comment\":\"\U0001F600 a SCAM\"}"),
            "{\"id\":\"1\",\"action\":\"warn\",\"points\":3,\"policy\":{\"name\":\"Law \u4e2d\","
            "\"revision\":\"" +
                revision +
                "\"},\"findings\":[{\"rule\":\"no-scam\","
                "\"category\":\"spam\",\"action\":\"warn\",\"points\":3,\"message\":\"No.\","
                "\"advice\":\"\",\"quote\":\"\",\"url\":\"https://example.com/p\",\"spans\":["
                "{\"bytes\":[7,11],\"utf16\":[5,9]}]}]}");
  EXPECT_EQ(compiled.policy->check_json("{\"id\":\"1\"}"),
            R"({"id":"1","error":{"code":"missing_key","field":"",)"
            R"("message":"the key \"comment\" is missing here; add \"comment\": \"…\""}})");
  EXPECT_EQ(
      compiled.policy->check_json("[]").rfind(R"({"id":null,"error":{"code":"wrong_type",)", 0),
      0u);
}

// The quick reader of requests leaves what it does not like to the thorough one; it must not like
// too much.
TEST(Report, AKeyGivenTwiceIsRefusedWhereverItStands) {
  const precheck::Compilation compiled =
      precheck::compile(R"({"format":1,"name":"n","rules":[{"id":"r","category":"c",)"
                        R"("action":"warn","message":"m","match":{"words":["w"]}}]})");
  ASSERT_TRUE(compiled.ok());
  for (const char* request :
       {R"({"comment":"a","comment":"b"})", R"({"id":"1","comment":"a","id":"2"})",
        R"({"comment":"a","author":{"strikes":1,"strikes":2}})",
        R"({"comment":"a","post":{"title":"a","body":"b","title":"a"}})"}) {
    EXPECT_NE(compiled.policy->check_json(request).find(R"("code":"duplicate_key")"),
              std::string::npos)
        << request;
  }
}

TEST(Request, KeysOfANewerHostAreLeftAlone) {
  const precheck::ParsedRequest parsed =
      precheck::parse_request(R"({"comment":"x","future":{"a":[1]},"post":{"also":true}})");
  EXPECT_TRUE(parsed.request);
}

TEST(Request, EveryFieldIsRead) {
  const precheck::ParsedRequest parsed = precheck::parse_request(
      R"({"id":"i","comment":"c","language":"zh","parent":"p","earlier":["a","b"],)"
      R"("post":{"id":"pi","title":"t","text":"x","tags":["law"],"invites":["comparison"]},)"
      R"("author":{"id":"ai","strikes":2,"trusted":true}})");
  ASSERT_TRUE(parsed.request);
  const precheck::Request& request = *parsed.request;
  EXPECT_EQ(request.id, "i");
  EXPECT_EQ(request.comment, "c");
  EXPECT_EQ(request.language, "zh");
  EXPECT_EQ(request.parent, "p");
  EXPECT_EQ(request.earlier, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(request.post.id, "pi");
  EXPECT_EQ(request.post.title, "t");
  EXPECT_EQ(request.post.text, "x");
  EXPECT_EQ(request.post.tags, std::vector<std::string>{"law"});
  EXPECT_EQ(request.post.invites, std::vector<std::string>{"comparison"});
  EXPECT_EQ(request.author.id, "ai");
  EXPECT_EQ(request.author.strikes, 2);
  EXPECT_TRUE(request.author.trusted);
}

TEST(Request, ErrorsNameTheFieldAndKeepTheId) {
  const struct {
    const char* json;
    const char* code;
    const char* pointer;
  } cases[] = {
      {R"({"id":"i","comment":7})", "wrong_type", "/comment"},
      {R"({"id":"i","comment":null})", "wrong_type", "/comment"},
      {R"({"id":"i"})", "missing_key", ""},
      {R"({"id":"i","comment":"c","post":[]})", "wrong_type", "/post"},
      {R"({"id":"i","comment":"c","post":{"tags":"law"}})", "wrong_type", "/post/tags"},
      {R"({"id":"i","comment":"c","post":{"tags":["law",1]}})", "wrong_type", "/post/tags/1"},
      {R"({"id":"i","comment":"c","author":{"strikes":-1}})", "bad_value", "/author/strikes"},
      {R"({"id":"i","comment":"c","author":{"strikes":"3"}})", "wrong_type", "/author/strikes"},
      {R"({"id":"i","comment":"c","author":{"trusted":1}})", "wrong_type", "/author/trusted"},
      {R"({"id":"i","comment":"c","earlier":"x"})", "wrong_type", "/earlier"},
      {R"({"id":"i","comment":"c","language":5})", "wrong_type", "/language"},
  };
  for (const auto& each : cases) {
    const precheck::ParsedRequest parsed = precheck::parse_request(each.json);
    EXPECT_FALSE(parsed.request) << each.json;
    EXPECT_EQ(parsed.id, "i") << each.json;
    EXPECT_EQ(parsed.error.code, each.code) << each.json;
    EXPECT_EQ(parsed.error.pointer, each.pointer) << each.json;
  }
  EXPECT_EQ(precheck::parse_request(R"({"id":5,"comment":"c"})").error.pointer, "/id");
  EXPECT_EQ(precheck::parse_request("{").error.code, "not_json");
}

TEST(Request, NullIsAsGoodAsAbsent) {
  const precheck::ParsedRequest parsed = precheck::parse_request(
      R"({"id":null,"comment":"c","language":null,"parent":null,"earlier":null,)"
      R"("post":{"id":null,"title":null,"text":null,"tags":null,"invites":null},)"
      R"("author":{"id":null,"strikes":null,"trusted":null}})");
  EXPECT_TRUE(parsed.request) << parsed.error.message;
  EXPECT_TRUE(precheck::parse_request(R"({"comment":"c","post":null,"author":null})").request);
}

TEST(Request, HasALimit) {
  const std::string frame = R"({"comment":""})";
  const std::string most(precheck::kMaxRequestBytes - frame.size(), 'a');
  EXPECT_TRUE(precheck::parse_request("{\"comment\":\"" + most + "\"}").request);
  EXPECT_EQ(precheck::parse_request("{\"comment\":\"a" + most + "\"}").error.code, "too_large");
}

TEST(Post, IsReadOnItsOwn) {
  const precheck::ParsedPost parsed = precheck::parse_post(R"({"title":"t","tags":["a"]})");
  ASSERT_TRUE(parsed.post);
  EXPECT_EQ(parsed.post->title, "t");
  EXPECT_EQ(precheck::parse_post(R"({"title":1})").error.pointer, "/title");
  EXPECT_EQ(precheck::parse_post("[]").error.code, "wrong_type");
  EXPECT_EQ(precheck::parse_post("").error.code, "not_json");
}

}  // namespace
