// Findings -> action, points, and what follows.
#include <gtest/gtest.h>

#include <precheck/precheck.hpp>

#include "policy.h"

namespace {

using precheck::Action;

std::string rule(const std::string& word, const std::string& action, int points = -1) {
  return R"({"id":")" + word + R"(","category":"c","action":")" + action + "\"," +
         (points < 0 ? "" : "\"points\":" + std::to_string(points) + ",") +
         R"("message":"m","match":{"words":[")" + word + "\"]}}";
}

const std::string kRules = rule("tip", "advise") + "," + rule("loud-tip", "advise", 100) + "," +
                           rule("small", "warn", 1) + "," + rule("nothing", "warn", 0) + "," +
                           rule("rude", "warn") + "," + rule("spam", "hold") + "," +
                           rule("threat", "reject") + "," + rule("gentle", "reject", 0) + "," +
                           rule("grave", "warn", 10);

const std::string kSteps =
    R"({"strikes":1,"do":"delete"},{"strikes":3,"do":"hold"},{"strikes":5,"do":"block"})";

std::shared_ptr<const precheck::Policy> policy_with(const std::string& more) {
  precheck::Compilation result =
      precheck::compile(R"({"format":1,"name":"P",)" + more + "\"rules\":[" + kRules + "]}");
  EXPECT_TRUE(result.ok()) << precheck::to_json(result.errors());
  return result.policy;
}

precheck::Verdict check(const precheck::Policy& policy, const std::string& comment,
                        std::int64_t strikes = 0, const std::string& language = "") {
  precheck::Request request;
  request.comment = comment;
  request.author.strikes = strikes;
  request.language = language;
  return policy.check(request);
}

std::string outcome(const precheck::Policy& policy, const std::string& comment) {
  const precheck::Verdict verdict = check(policy, comment);
  return std::string(precheck::to_string(verdict.action)) + " " + std::to_string(verdict.points);
}

TEST(Decide, PointsAndFloors) {
  const auto policy = policy_with("");
  EXPECT_EQ(outcome(*policy, "all is well"), "allow 0");
  EXPECT_EQ(outcome(*policy, ""), "allow 0");
  EXPECT_EQ(outcome(*policy, "rude"), "warn 3");
  EXPECT_EQ(outcome(*policy, "spam"), "hold 6");
  EXPECT_EQ(outcome(*policy, "threat"), "reject 10");
  // A rule's own action is its floor, whatever its points.
  EXPECT_EQ(outcome(*policy, "nothing"), "warn 0");
  EXPECT_EQ(outcome(*policy, "small"), "warn 1");
  EXPECT_EQ(outcome(*policy, "gentle"), "reject 0");
  // Points add up over the sums.
  EXPECT_EQ(outcome(*policy, "rude small"), "warn 4");
  EXPECT_EQ(outcome(*policy, "rude spam"), "hold 9");
  EXPECT_EQ(outcome(*policy, "rude spam small"), "reject 10");
  EXPECT_EQ(outcome(*policy, "grave"), "reject 10");
}

TEST(Decide, ARuleCountsOnceHoweverOftenItFits) {
  const auto policy = policy_with("");
  EXPECT_EQ(outcome(*policy, "rude rude rude rude"), "warn 3");
  EXPECT_EQ(check(*policy, "rude, rude").findings.at(0).spans.size(), 2u);
}

TEST(Decide, AdviceInformsAndNeverCounts) {
  const auto policy = policy_with("");
  EXPECT_EQ(outcome(*policy, "tip"), "advise 0");
  EXPECT_EQ(outcome(*policy, "loud tip"), "advise 0");
  EXPECT_EQ(outcome(*policy, "tip rude"), "warn 3");
  for (const precheck::Finding& finding : check(*policy, "tip").findings) {
    EXPECT_EQ(finding.points, 0);
  }
}

TEST(Decide, SumsOfTheOwner) {
  const auto policy = policy_with(R"("decision":{"warn":1,"hold":4,"reject":1000},)");
  EXPECT_EQ(outcome(*policy, "small"), "warn 1");
  EXPECT_EQ(outcome(*policy, "rude"), "warn 3");
  EXPECT_EQ(outcome(*policy, "rude small"), "hold 4");
  EXPECT_EQ(outcome(*policy, "grave rude spam small"), "hold 20");
}

TEST(Decide, FindingsAreInTheOrderOfThePolicy) {
  const precheck::Verdict verdict = check(*policy_with(""), "threat spam rude");
  ASSERT_EQ(verdict.findings.size(), 3u);
  EXPECT_EQ(verdict.findings[0].rule, "rude");
  EXPECT_EQ(verdict.findings[1].rule, "spam");
  EXPECT_EQ(verdict.findings[2].rule, "threat");
}

TEST(Decide, TheIdIsEchoed) {
  precheck::Request request;
  request.id = "42";
  EXPECT_EQ(policy_with("")->check(request).id, "42");
  request.id.reset();
  EXPECT_FALSE(policy_with("")->check(request).id);
}

TEST(Next, IsAbsentWithoutALadder) { EXPECT_FALSE(check(*policy_with(""), "rude").next); }

TEST(Next, TellsTheStepsInEnglish) {
  const auto policy = policy_with(R"("ladder":{"decay_days":90,"steps":[)" + kSteps + "]},");
  const auto next = [&policy](const std::string& comment, std::int64_t strikes) {
    return check(*policy, comment, strikes).next.value_or("absent");
  };
  EXPECT_EQ(next("fine", 0), "If you post this, it appears at once.");
  EXPECT_EQ(next("tip", 2), "If you post this, it appears at once.");
  EXPECT_EQ(next("rude", 0),
            "If you post this as it is, it can count as strike 1: the comment may be deleted. From "
            "strike 3 on your comments wait for a moderator. Strikes fade after 90 days.");
  EXPECT_EQ(next("rude", 1),
            "If you post this as it is, it can count as strike 2: the comment may be deleted. From "
            "strike 3 on your comments wait for a moderator. Strikes fade after 90 days.");
  EXPECT_EQ(next("rude", 2),
            "If you post this as it is, it can count as strike 3: your comments then wait for a "
            "moderator. From strike 5 on your account is blocked. Strikes fade after 90 days.");
  EXPECT_EQ(next("spam", 0),
            "If you post this as it is, a moderator looks at it first. It can count as strike 1: "
            "the comment may be deleted. From strike 3 on your comments wait for a moderator. "
            "Strikes fade after 90 days.");
  EXPECT_EQ(next("threat", 0),
            "If you post this as it is, it will be refused. It can count as strike 1. From strike "
            "3 on your comments wait for a moderator. Strikes fade after 90 days.");
  EXPECT_EQ(next("threat", 2),
            "If you post this as it is, it will be refused. It can count as strike 3: your "
            "comments then wait for a moderator. From strike 5 on your account is blocked. Strikes "
            "fade after 90 days.");
}

// Whoever enforces the ladder holds or refuses whatever such an account writes.
TEST(Next, AnAccountThatStandsOnAStep) {
  const auto policy = policy_with(R"("ladder":{"decay_days":90,"steps":[)" + kSteps + "]},");
  const auto next = [&policy](const std::string& comment, std::int64_t strikes) {
    return check(*policy, comment, strikes).next.value_or("absent");
  };
  const std::string held = "A moderator looks at each of your comments before it appears.";
  EXPECT_EQ(next("fine", 3), held);
  EXPECT_EQ(next("tip", 4), held);
  EXPECT_EQ(next("rude", 3), held +
                                 " It can count as strike 4. From strike 5 on your account is "
                                 "blocked. Strikes fade after 90 days.");
  EXPECT_EQ(next("spam", 4), held +
                                 " It can count as strike 5: your account is then blocked. "
                                 "Strikes fade after 90 days.");
  const std::string blocked =
      "Your account is blocked, so this will be refused. Strikes fade after 90 days.";
  for (const char* comment : {"fine", "rude", "threat"}) EXPECT_EQ(next(comment, 5), blocked);
  EXPECT_EQ(next("threat", 100), blocked);
}

TEST(Next, BeforeTheFirstStep) {
  const auto policy = policy_with(R"("ladder":{"steps":[{"strikes":3,"do":"hold"}]},)");
  EXPECT_EQ(check(*policy, "rude", 0).next,
            "If you post this, it appears at once. From strike 3 on your comments wait for a "
            "moderator.");
  EXPECT_EQ(check(*policy, "rude", 2).next,
            "If you post this as it is, it can count as strike 3: your comments then wait for a "
            "moderator.");
}

TEST(Next, InChinese) {
  const auto policy = policy_with(R"("languages":["en","zh"],"ladder":{"decay_days":30,"steps":[)" +
                                  kSteps + "]},");
  EXPECT_EQ(check(*policy, "fine", 0, "zh-CN").next, "发表后会立即显示。");
  EXPECT_EQ(
      check(*policy, "rude", 0, "zh").next,
      "照现在的样子发表，可能记为第1次违规：评论可能被删除。从第3次起，您的评论须先经版主审核。"
      "违规记录在30天后失效。");
  EXPECT_EQ(
      check(*policy, "threat", 4, "zh").next,
      "照现在的样子发表，会被拒绝。这可能记为第5次违规：您的账号将被停用。违规记录在30天后失效。");
  EXPECT_EQ(check(*policy, "rude", 3, "zh").next,
            "您的评论须先经版主审核才会显示。这可能记为第4次违规。从第5次起，您的账号将被停用。"
            "违规记录在30天后失效。");
  EXPECT_EQ(check(*policy, "fine", 5, "zh").next,
            "您的账号已被停用，此评论会被拒绝。违规记录在30天后失效。");
  EXPECT_EQ(check(*policy, "spam", 2, "zh").next,
            "照现在的样子发表，会先由版主审核。这可能记为第3次违规：之后您的评论须先经版主审核。"
            "从第5次起，您的账号将被停用。违规记录在30天后失效。");
}

TEST(Next, SpeaksOnlyWhatThePolicySpeaks) {
  const std::string ladder = R"("ladder":{"steps":[)" + kSteps + "]},";
  const std::string english = "If you post this, it appears at once.";
  EXPECT_EQ(check(*policy_with(ladder), "fine", 0, "zh").next, english);
  EXPECT_EQ(check(*policy_with(ladder), "fine", 0, "fr").next, english);
  // A policy in a language that the program does not speak.
  EXPECT_EQ(check(*policy_with(R"("languages":["fr"],)" + ladder), "fine", 0, "fr").next, english);
  EXPECT_EQ(check(*policy_with(R"("languages":["zh"],)" + ladder), "fine", 0, "").next,
            "发表后会立即显示。");
}

TEST(Next, AnyNumberOfStrikesHasAnAnswer) {
  const auto policy = policy_with(R"("ladder":{"steps":[)" + kSteps + "]},");
  for (const std::int64_t strikes :
       {INT64_MAX, INT64_MAX - 1, std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
    EXPECT_TRUE(check(*policy, "rude", strikes).next);
  }
}

TEST(Languages, Match) {
  EXPECT_TRUE(precheck::language_matches("zh", "zh"));
  EXPECT_TRUE(precheck::language_matches("zh-Hans-CN", "zh"));
  EXPECT_TRUE(precheck::language_matches("ZH_hans", "zh-Hans"));
  EXPECT_FALSE(precheck::language_matches("zho", "zh"));
  EXPECT_FALSE(precheck::language_matches("zh", "zh-Hans"));
  EXPECT_FALSE(precheck::language_matches("", "zh"));
  EXPECT_FALSE(precheck::language_matches("zh", ""));
}

}  // namespace
