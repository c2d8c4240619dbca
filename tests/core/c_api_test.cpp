#include <gtest/gtest.h>
#include <precheck/precheck.h>

#include <cstring>
#include <memory>
#include <string>

namespace {

struct FreeText {
  void operator()(char* text) const { precheck_free(text); }
};
struct FreePolicy {
  void operator()(precheck_policy* policy) const { precheck_policy_free(policy); }
};
using Text = std::unique_ptr<char, FreeText>;
using Policy = std::unique_ptr<precheck_policy, FreePolicy>;

const std::string kPolicy =
    R"({"format":1,"name":"P","rules":[{"id":"no-scam","category":"spam","action":"warn",)"
    R"("message":"No.","match":{"words":["scam"]}}]})";

// From exactly as many bytes as there are, so that a sanitizer sees one read too far.
Policy compiled(const std::string& json, std::string* errors = nullptr) {
  const std::unique_ptr<char[]> exact(new char[json.size()]);
  std::memcpy(exact.get(), json.data(), json.size());
  char* said = nullptr;
  Policy policy(precheck_compile(exact.get(), json.size(), &said));
  const Text owner(said);
  EXPECT_EQ(policy == nullptr, said != nullptr);
  if (errors != nullptr) *errors = said == nullptr ? "" : said;
  return policy;
}

std::string check(const Policy& policy, const std::string& request) {
  const std::unique_ptr<char[]> exact(new char[request.size()]);
  std::memcpy(exact.get(), request.data(), request.size());
  const Text answer(precheck_check(policy.get(), exact.get(), request.size()));
  return answer == nullptr ? "NULL" : answer.get();
}

TEST(CApi, CompilesAndChecks) {
  const Policy policy = compiled(kPolicy);
  ASSERT_NE(policy, nullptr);
  const std::string revision = precheck_policy_revision(policy.get());
  EXPECT_EQ(revision.substr(0, 7), "sha256:");
  EXPECT_EQ(revision.size(), 71u);
  EXPECT_EQ(check(policy, R"({"comment":"fine"})"),
            R"({"id":null,"action":"allow","points":0,"policy":{"name":"P","revision":")" +
                revision + R"("},"findings":[]})");
  EXPECT_NE(check(policy, R"({"comment":"a scam"})").find(R"("bytes":[2,6])"), std::string::npos);
}

TEST(CApi, WithoutAPolicyThereIsNoVerdict) {
  const Text answer(precheck_check(nullptr, "{}", 2));
  EXPECT_STREQ(answer.get(), R"({"id":null,"error":{"code":"no_policy","field":"",)"
                             R"("message":"there is no policy; precheck_compile() says why"}})");
  EXPECT_STREQ(precheck_policy_revision(nullptr), "");
}

TEST(CApi, ErrorsAreData) {
  std::string errors;
  EXPECT_EQ(compiled("{}", &errors), nullptr);
  EXPECT_NE(errors.find(R"("code":"missing_key")"), std::string::npos);
  EXPECT_EQ(errors.front(), '[');
  EXPECT_EQ(compiled("", &errors), nullptr);
  EXPECT_NE(errors.find("not_json"), std::string::npos);
  // Who does not ask is not told.
  EXPECT_EQ(precheck_compile("{}", 2, nullptr), nullptr);
  EXPECT_EQ(precheck_publish("{}", 2, nullptr), nullptr);
}

TEST(CApi, AnErrorNeverLooksLikeNoFindings) {
  const Policy policy = compiled(kPolicy);
  ASSERT_NE(policy, nullptr);
  for (const std::string request :
       {"", "{}", "[]", "\"scam\"", "{\"comment\":1}", "\xFF", "null"}) {
    const std::string answer = check(policy, request);
    EXPECT_NE(answer.find("\"error\":"), std::string::npos) << request << answer;
    EXPECT_EQ(answer.find("\"findings\""), std::string::npos) << request;
  }
}

TEST(CApi, NullIsAllowed) {
  precheck_policy_free(nullptr);
  precheck_free(nullptr);
  char* errors = nullptr;
  EXPECT_EQ(precheck_compile(nullptr, 0, &errors), nullptr);
  EXPECT_NE(errors, nullptr);
  precheck_free(errors);
  const Policy policy = compiled(kPolicy);
  const Text answer(precheck_check(policy.get(), nullptr, 0));
  EXPECT_NE(std::string(answer.get()).find("not_json"), std::string::npos);
}

TEST(CApi, TextWithANulByteInsideIsCarriedAsAnEscape) {
  const Policy policy = compiled(kPolicy);
  EXPECT_EQ(check(policy, R"({"id":"a\u0000b","comment":"x"})").rfind(R"({"id":"a\u0000b",)", 0),
            0u);
}

TEST(CApi, Publishes) {
  char* errors = nullptr;
  const Text published(precheck_publish(kPolicy.data(), kPolicy.size(), &errors));
  ASSERT_NE(published, nullptr);
  EXPECT_EQ(errors, nullptr);
  const Policy policy = compiled(published.get());
  ASSERT_NE(policy, nullptr);
  EXPECT_STREQ(precheck_policy_revision(policy.get()),
               precheck_policy_revision(compiled(kPolicy).get()));
  EXPECT_EQ(precheck_publish("{}", 2, &errors), nullptr);
  ASSERT_NE(errors, nullptr);
  precheck_free(errors);
}

TEST(CApi, Version) {
  const std::string version = precheck_version();
  EXPECT_EQ(version.find_first_not_of("0123456789."), std::string::npos) << version;
}

}  // namespace
