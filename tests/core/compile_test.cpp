// What a policy becomes: defaults, limits, revision, publication, lint. The words of each error
// are held by tests/cases/policies.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>

#include "policy.h"
#include "sha256.h"

namespace {

using precheck::Action;
using precheck::Compilation;
using Json = nlohmann::ordered_json;

Json rule(const std::string& id) {
  return {{"id", id},
          {"category", "c"},
          {"action", "warn"},
          {"message", "m"},
          {"match", {{"words", {"scam"}}}}};
}

Json policy_of(Json rules) { return {{"format", 1}, {"name", "P"}, {"rules", std::move(rules)}}; }

Compilation compiled(const Json& policy) {
  Compilation result = precheck::compile(policy.dump());
  EXPECT_TRUE(result.ok()) << precheck::to_json(result.errors());
  return result;
}

// The codes of all errors, joined.
std::string codes(const std::vector<precheck::Error>& errors) {
  std::string out;
  for (const precheck::Error& error : errors) out += (out.empty() ? "" : " ") + error.code;
  return out;
}

std::string codes_of(const Json& policy) {
  return codes(precheck::compile(policy.dump()).errors());
}

precheck::Verdict check(const Compilation& policy, const std::string& comment,
                        const std::string& language = "") {
  precheck::Request request;
  request.comment = comment;
  request.language = language;
  return policy.policy->check(request);
}

TEST(Compile, Defaults) {
  const Compilation policy = compiled(policy_of({rule("a")}));
  const precheck::CompiledPolicy& inside = policy.policy->compiled();
  EXPECT_EQ(policy.policy->name(), "P");
  EXPECT_EQ(policy.policy->rule_count(), 1u);
  EXPECT_EQ(inside.languages, std::vector<std::string>{"en"});
  EXPECT_EQ(inside.decision.warn, 3);
  EXPECT_EQ(inside.decision.hold, 6);
  EXPECT_EQ(inside.decision.reject, 10);
  EXPECT_FALSE(inside.ladder);
  EXPECT_EQ(inside.rules[0].folds, precheck::kFoldAll);
  EXPECT_EQ(inside.rules[0].ignored, precheck::kPartAll);
  EXPECT_FALSE(inside.rules[0].for_server);
  EXPECT_EQ(inside.rules[0].url, "");
}

TEST(Compile, PointsByAction) {
  Json rules = Json::array();
  for (const char* action : {"advise", "warn", "hold", "reject"}) {
    rules.push_back(rule(action));
    rules.back()["action"] = action;
  }
  rules.push_back(rule("own-points"));
  rules.back()["points"] = 7;
  rules.push_back(rule("advise-never-counts"));
  rules.back()["action"] = "advise";
  rules.back()["points"] = 7;
  const Compilation policy = compiled(policy_of(rules));
  std::vector<int> points;
  for (const precheck::Rule& each : policy.policy->compiled().rules) points.push_back(each.points);
  EXPECT_EQ(points, (std::vector<int>{0, 3, 6, 10, 7, 0}));
}

TEST(Compile, ARuleNarrowsFoldAndIgnore) {
  Json policy = policy_of({rule("a"), rule("b")});
  policy["fold"] = {"case", "width"};
  policy["ignore"] = {"code"};
  policy["rules"][1]["fold"] = Json::array();
  policy["rules"][1]["ignore"] = {"quote", "link"};
  const Compilation result = compiled(policy);
  const auto& rules = result.policy->compiled().rules;
  EXPECT_EQ(rules[0].folds, precheck::kFoldCase | precheck::kFoldWidth);
  EXPECT_EQ(rules[0].ignored, precheck::kPartCode);
  EXPECT_EQ(rules[1].folds, 0);
  EXPECT_EQ(rules[1].ignored, precheck::kPartQuote | precheck::kPartLink);
}

TEST(Compile, TheRulesUrlElseThePolicys) {
  Json policy = policy_of({rule("a"), rule("b")});
  policy["url"] = "https://example.com/policy";
  policy["rules"][1]["url"] = "https://example.com/policy#b";
  const Compilation result = compiled(policy);
  EXPECT_EQ(result.policy->compiled().rules[0].url, "https://example.com/policy");
  EXPECT_EQ(result.policy->compiled().rules[1].url, "https://example.com/policy#b");
}

TEST(Compile, OnlyWebLinks) {
  for (const char* url : {"javascript:alert(1)", "//example.com", "ftp://example.com", "http://",
                          "https://a b", "https://a\"b", "https://<b>", "data:text/html,x", ""}) {
    Json policy = policy_of({rule("a")});
    policy["url"] = url;
    EXPECT_EQ(codes_of(policy), "bad_value") << url;
  }
}

TEST(Compile, TextsFallBackToTheFirstLanguage) {
  Json policy = policy_of({rule("a")});
  policy["languages"] = {"en", "zh", "zh-Hant"};
  policy["rules"][0]["message"] = {{"en", "No."}, {"zh", "\u4e0d"}};
  policy["rules"][0]["advice"] = "Mend it.";
  const Compilation result = compiled(policy);
  const auto message = [&](const std::string& language) {
    return check(result, "scam", language).findings.at(0).message;
  };
  EXPECT_EQ(message(""), "No.");
  EXPECT_EQ(message("en-GB"), "No.");
  EXPECT_EQ(message("fr"), "No.");
  EXPECT_EQ(message("zh"), "\u4e0d");
  EXPECT_EQ(message("ZH-cn"), "\u4e0d");
  EXPECT_EQ(message("zh_CN"), "\u4e0d");
  EXPECT_EQ(message("zhx"), "No.");
  EXPECT_EQ(message("zh-Hant-TW"), "No.");  // spoken by the policy, and not by this rule
  EXPECT_EQ(check(result, "scam", "zh").findings.at(0).advice, "Mend it.");
  EXPECT_EQ(check(result, "scam", "zh").findings.at(0).quote, "");
}

TEST(Compile, RevisionIsTheSumOfTheBytes) {
  const std::string policy = policy_of({rule("a")}).dump();
  EXPECT_EQ(precheck::compile(policy).policy->revision(), "sha256:" + precheck::sha256(policy));
  EXPECT_EQ(precheck::compile(policy + "\n").policy->revision(),
            "sha256:" + precheck::sha256(policy + "\n"));
}

TEST(Compile, AByteOrderMarkIsAllowed) {
  const std::string policy = "\xEF\xBB\xBF" + policy_of({rule("a")}).dump();
  ASSERT_TRUE(precheck::compile(policy).ok());
  EXPECT_EQ(precheck::compile(policy).policy->revision(), "sha256:" + precheck::sha256(policy));
}

TEST(Compile, AllOrNothing) {
  Json rules = Json::array();
  for (int i = 0; i < 100; ++i) rules.push_back(rule("rule-" + std::to_string(i)));
  rules[99]["action"] = "shout";
  const Compilation result = precheck::compile(policy_of(rules).dump());
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(result.policy, nullptr);
  EXPECT_EQ(codes(result.errors()), "bad_value");
  EXPECT_EQ(result.errors()[0].pointer, "/rules/99/action");
}

TEST(Compile, EveryErrorIsToldAtOnce) {
  Json policy = policy_of({rule("a"), rule("b")});
  policy["colour"] = "red";
  policy["rules"][0]["action"] = "shout";
  policy["rules"][1].erase("message");
  policy["rules"][1]["match"] = {{"words", Json::array()}};
  EXPECT_EQ(codes_of(policy), "unknown_key bad_value missing_key empty");
}

TEST(Compile, AFloodOfErrorsIsCounted) {
  Json rules = Json::array();
  for (int i = 0; i < 1000; ++i) rules.push_back(Json::object());
  const std::vector<precheck::Error>& errors = precheck::compile(policy_of(rules).dump()).problems;
  EXPECT_EQ(errors.size(), 201u);
  EXPECT_NE(errors.back().message.find("more errors"), std::string::npos);
}

TEST(Compile, AFailingExampleIsAnError) {
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["examples"] = {{"flags", {"a scam", "honest"}}, {"passes", {"fine", "scam!"}}};
  const Compilation result = precheck::compile(policy.dump());
  ASSERT_EQ(codes(result.errors()), "failing_example failing_example");
  EXPECT_EQ(result.errors()[0].pointer, "/rules/0/examples/flags/1");
  EXPECT_EQ(result.errors()[1].pointer, "/rules/0/examples/passes/1");
  EXPECT_NE(result.errors()[1].message.find("\"scam\""), std::string::npos);
}

TEST(Compile, AnExampleIsTriedOnItsOwnRuleOnly) {
  Json policy = policy_of({rule("a"), rule("b")});
  policy["rules"][1]["match"] = {{"words", {"fraud"}}};
  policy["rules"][1]["examples"] = {{"flags", {"fraud"}}, {"passes", {"a scam"}}};
  compiled(policy);
}

TEST(Limits, Rules) {
  Json rules = Json::array();
  for (int i = 0; i < 10'000; ++i) {
    rules.push_back(rule("rule-" + std::to_string(i)));
    rules.back()["match"] = {
        {"words", {"word" + std::to_string(i), "two words" + std::to_string(i)}}};
  }
  const Compilation most = compiled(policy_of(rules));
  ASSERT_TRUE(most.ok());
  EXPECT_EQ(most.policy->rule_count(), 10'000u);
  const precheck::Verdict verdict = check(most, "say word7777 and two words42");
  ASSERT_EQ(verdict.findings.size(), 2u);
  EXPECT_EQ(verdict.findings[0].rule, "rule-42");
  EXPECT_EQ(verdict.findings[1].rule, "rule-7777");

  rules.push_back(rule("one-more"));
  EXPECT_EQ(codes_of(policy_of(rules)), "too_many");
  EXPECT_EQ(codes_of(policy_of(Json::array())), "empty");
}

TEST(Limits, PatternBytes) {
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["match"] = {{"pattern", std::string(1'000, 'a')}};
  EXPECT_EQ(codes_of(policy), "");
  policy["rules"][0]["match"] = {{"pattern", std::string(1'001, 'a')}};
  EXPECT_EQ(codes_of(policy), "too_large");
}

TEST(Limits, PolicyBytes) {
  std::string policy = policy_of({rule("a")}).dump();
  policy.append(precheck::kMaxPolicyBytes - policy.size(), ' ');
  EXPECT_TRUE(precheck::compile(policy).ok());
  EXPECT_EQ(codes(precheck::compile(policy + " ").errors()), "too_large");
}

TEST(Limits, Depth) {
  const auto nested = [](int depth) {
    Json match = {{"words", {"scam"}}};
    for (int i = 0; i < depth; ++i) match = {{"not", match}};
    Json policy = policy_of({rule("a")});
    policy["rules"][0]["match"] = match;
    return policy;
  };
  EXPECT_EQ(codes_of(nested(59)), "");  // and policy, rules, rule, match, words: 64
  EXPECT_EQ(codes_of(nested(60)), "too_deep");
}

TEST(Limits, ManyChoicesAreAnErrorAndNoFlood) {
  Json templates = Json::array();
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (int j = 0; j < 6; ++j) text += "o" + std::to_string(i) + "x" + std::to_string(j) + "? ";
    for (int j = 0; j < 8; ++j) {
      const std::string name = std::to_string(i) + "x" + std::to_string(j);
      text += "(a" + name + "|b" + name + ") ";
    }
    templates.push_back(text);
  }
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["match"] = {{"phrases", templates}};
  EXPECT_EQ(codes_of(policy), "too_large");
}

TEST(Limits, OneLongEntryIsAnError) {
  std::string long_entry;
  for (int i = 0; i < 200'000; ++i) long_entry += "a b ";
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["match"] = {{"words", {long_entry}}};
  EXPECT_EQ(codes_of(policy), "too_large");
  policy["rules"][0]["match"] = {{"phrases", {long_entry}}};
  EXPECT_EQ(codes_of(policy), "too_large");
  policy = policy_of({rule("a")});
  policy["lexicons"] = {{"long", {{"entry", {long_entry}}}}};
  EXPECT_EQ(codes_of(policy), "too_large");
}

TEST(Publish, DropsWhatBrowsersMayNotSee) {
  Json policy = policy_of({rule("a"), rule("b"), rule("c")});
  policy["$schema"] = "policy.schema.json";
  policy["rules"][0]["examples"] = {{"flags", {"a scam"}},
                                    {"passes", {{{"comment", "fine"}}, "good", "better"}}};
  policy["rules"][1]["audience"] = "server";
  policy["rules"][2]["examples"] = {{"flags", {"a scam"}}};
  const precheck::Publication published = precheck::publish(policy.dump());
  ASSERT_TRUE(published.errors.empty());
  const std::string revision = precheck::compile(policy.dump()).policy->revision();
  EXPECT_EQ(published.json,
            R"({"format":1,"name":"P","revision":")" + revision +
                R"(","rules":[{"id":"a","category":"c","action":"warn","message":"m",)"
                R"("match":{"words":["scam"]},"examples":{"passes":["good"]}},)"
                R"({"id":"c","category":"c","action":"warn","message":"m",)"
                R"("match":{"words":["scam"]}}]})");
}

TEST(Publish, KeepsTheRevisionAndTheVerdict) {
  Json policy = policy_of({rule("a"), rule("b")});
  policy["lexicons"] = {{"thing", {{"x", {"ex", "\u4e2d\u56fd"}}, {"y", {"why"}}}}};
  policy["posts"] = {{"p", {{"tags", {"law"}}}}};
  policy["ladder"] = {{"decay_days", 90}, {"steps", {{{"strikes", 1}, {"do", "delete"}}}}};
  policy["rules"][0]["match"] = {{"all",
                                  {{{"lexicon", "thing"}},
                                   {{"not", {{"post", "p"}}}},
                                   {{"measure", "capitals"}, {"under", 0.7}}}}};
  policy["rules"][1]["message"] = {{"en", "\"quoted\" \\ \u4e2d\n"}};
  const Compilation before = compiled(policy);
  const precheck::Publication once = precheck::publish(policy.dump());
  const Compilation after = precheck::compile(once.json);
  ASSERT_TRUE(after.ok()) << precheck::to_json(after.errors());
  EXPECT_EQ(after.policy->revision(), before.policy->revision());
  for (const char* comment : {"a scam, says \u4e2d\u56fd", "EX SCAM", "why?", "fine"}) {
    EXPECT_EQ(precheck::to_json(check(after, comment)), precheck::to_json(check(before, comment)));
  }
  // Publishing what is published changes nothing.
  EXPECT_EQ(precheck::publish(once.json).json, once.json);
}

TEST(Publish, ListsThatOnlyTheServerUsesStayThere) {
  Json policy = policy_of({rule("a"), rule("b")});
  policy["lexicons"] = {{"open", {{"x", {"ex"}}}}, {"secret", {{"y", {"hush"}}}}};
  policy["posts"] = {{"open-post", {{"tags", {"law"}}}}, {"secret-post", {{"tags", {"whisper"}}}}};
  policy["rules"][0]["match"] = {{"all", {{{"lexicon", "open"}}, {{"post", "open-post"}}}}};
  policy["rules"][1]["audience"] = "server";
  policy["rules"][1]["match"] = {
      {"all",
       {{{"phrases", {"the [secret]"}}}, {{"lexicon", "secret"}}, {{"post", "secret-post"}}}}};
  const precheck::Publication published = precheck::publish(policy.dump());
  ASSERT_TRUE(published.errors.empty());
  EXPECT_EQ(published.json.find("hush"), std::string::npos);
  EXPECT_EQ(published.json.find("whisper"), std::string::npos);
  EXPECT_NE(published.json.find("open-post"), std::string::npos);
  EXPECT_TRUE(precheck::compile(published.json).ok());
}

TEST(Publish, ABrokenPolicyIsNotPublished) {
  const precheck::Publication published = precheck::publish("{}");
  EXPECT_EQ(published.json, "");
  EXPECT_FALSE(published.errors.empty());
}

TEST(Publish, WhatIsPublishedCompiles) {
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["audience"] = "server";
  const precheck::Publication published = precheck::publish(policy.dump());
  EXPECT_TRUE(!published.errors.empty() || precheck::compile(published.json).ok())
      << published.json;
}

TEST(Lint, SaysNothingAboutAGoodPolicy) {
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["advice"] = "Leave it out.";
  policy["rules"][0]["examples"] = {{"flags", {"scam", "a scam", "scam?"}},
                                    {"passes", {"fine", "good", "scampi"}}};
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "");
}

TEST(Lint, WarnsOfWhatCompiles) {
  Json policy = policy_of({rule("a")});
  policy["rules"][0]["advice"] = {{"en", "Leave it out."}};
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "few_examples");

  policy["languages"] = {"en", "zh"};
  policy["rules"][0]["advice"]["zh"] = "\u5220\u53bb\u3002";
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "few_examples missing_translation");
  policy["rules"][0]["message"] = {{"en", "No."}, {"zh", "\u4e0d"}};
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "few_examples");

  policy["rules"][0]["match"] = {{"words", {"the"}}};
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "few_examples over_broad over_broad");
  policy["rules"][0]["match"] = {{"all", {{{"words", {"the"}}}, {{"words", {"scam"}}}}}};
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "few_examples");

  policy["rules"][0]["audience"] = "server";
  EXPECT_EQ(codes(precheck::lint(policy.dump())), "nothing_published few_examples");
}

TEST(Lint, OfABrokenPolicyTellsItsErrors) { EXPECT_EQ(codes(precheck::lint("{")), "not_json"); }

}  // namespace
