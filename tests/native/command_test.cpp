// What a shell sees of the command: exit status, streams, order.
#include "command.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using command::Folder;
using command::kPolicy;
using command::Outcome;
using command::shipped_policy;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

constexpr char kDeflection[] =
    "But America does it too. What about the kids who disappear there?\n";

TEST(Check, FlagsTheTurnToAmerica) {
  const Folder folder;
  const Outcome outcome = folder.run("check --policy " + shipped_policy(), kDeflection);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.out.find("western-comparison"), std::string::npos) << outcome.out;
  EXPECT_EQ(outcome.err, "");
}

TEST(Check, AllowsItWhereThePostInvitesComparison) {
  const Folder folder;
  const std::string posts[] = {
      R"({"title":"Missing children","tags":["comparison"]})",
      R"({"title":"Missing children","text":"How does China compare with other countries?"})"};
  for (const std::string& post : posts) {
    folder.write("post.json", post);
    const Outcome outcome =
        folder.run("check --post post.json --policy " + shipped_policy(), kDeflection);
    EXPECT_EQ(outcome.status, 0) << post << outcome.out;
    EXPECT_EQ(outcome.out.find("western-comparison"), std::string::npos) << post;
  }
}

TEST(Check, AllowsACountryThatIsOnlyNamed) {
  const Folder folder;
  const Outcome outcome = folder.run(
      "check --policy " + shipped_policy(),
      "I read the American journalist's report on Sichuan; its figures support yours.\n");
  EXPECT_EQ(outcome.status, 0) << outcome.out;
}

TEST(Check, AdviceIsAllowed) {
  const Folder folder;
  folder.write("policy.json", kPolicy);
  const Outcome outcome = folder.run("check --format json", "meh\n");
  EXPECT_EQ(outcome.status, 0);
  const auto verdict = nlohmann::json::parse(outcome.out, nullptr, false);
  EXPECT_EQ(verdict.value("action", ""), "advise");
}

TEST(Check, BadUsageSaysWhatIsAllowed) {
  const Folder folder;
  folder.write("policy.json", kPolicy);
  const std::string wrong[] = {"check --format yaml",
                               "check --polcy x",
                               "check missing.txt",
                               "check --policy missing.json",
                               "check --threads 2",
                               "nonsense",
                               "",
                               "check --post post.json"};
  folder.write("post.json", "[]");
  for (const std::string& arguments : wrong) {
    const Outcome outcome = folder.run(arguments, "hello\n");
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_EQ(outcome.err.rfind("precheck: ", 0), 0u) << arguments << ": " << outcome.err;
  }
}

TEST(CheckLines, AnswersTenThousandInOrder) {
  const Folder folder;
  folder.write("policy.json", kPolicy);
  std::string requests;
  for (int id = 0; id < 10'000; ++id) {
    const char* comment = id % 7 == 0 ? "this is bad" : "this is fine";
    requests += R"({"id":")" + std::to_string(id) + R"(","comment":")" + comment + "\"}\n";
  }
  const Outcome outcome = folder.run("check --jsonl --threads 2", requests);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "");
  const auto verdicts = lines_of(outcome.out);
  ASSERT_EQ(verdicts.size(), 10'000u);
  for (std::size_t id = 0; id < verdicts.size(); ++id) {
    const std::string begin = R"({"id":")" + std::to_string(id) + R"(","action":")" +
                              (id % 7 == 0 ? "warn" : "allow") + '"';
    ASSERT_EQ(verdicts[id].rfind(begin, 0), 0u) << verdicts[id];
    ASSERT_TRUE(nlohmann::json::accept(verdicts[id])) << verdicts[id];
  }
}

TEST(CheckLines, ABrokenLineIsAnsweredInItsPlace) {
  const Folder folder;
  folder.write("policy.json", kPolicy);
  const Outcome outcome = folder.run("check --jsonl --threads 2",
                                     "{\"id\":\"1\",\"comment\":\"fine\"}\n"
                                     "{\"id\":\"2\",\"comment\":7}\n"
                                     "\n"
                                     "not json\n"
                                     "{\"id\":\"5\",\"comment\":\"bad\"}");
  EXPECT_EQ(outcome.status, 2);
  const auto verdicts = lines_of(outcome.out);
  ASSERT_EQ(verdicts.size(), 5u);
  EXPECT_EQ(verdicts[1].rfind(R"({"id":"2","error":{"code":"wrong_type","field":"/comment")", 0),
            0u)
      << verdicts[1];
  EXPECT_EQ(verdicts[2].rfind(R"({"id":null,"error":{)", 0), 0u) << verdicts[2];
  EXPECT_EQ(verdicts[3].rfind(R"({"id":null,"error":{)", 0), 0u) << verdicts[3];
  EXPECT_EQ(verdicts[4].rfind(R"({"id":"5","action":"warn")", 0), 0u) << verdicts[4];
  EXPECT_NE(outcome.err.find("3 of 5 lines are not requests; the first is line 2"),
            std::string::npos)
      << outcome.err;
}

TEST(Lint, ABrokenPolicyNamesThePlace) {
  const Folder folder;
  folder.write("broken.json",
               "{\"format\": 1, \"name\": \"Test\",\n"
               " \"rules\": [{\"id\": \"a\", \"category\": \"c\", \"message\": \"m\",\n"
               "   \"action\": \"wrn\", \"match\": {\"words\": [\"w\"]}}]}\n");
  const Outcome outcome = folder.run("lint broken.json");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err.rfind("precheck: broken.json:3:14: /rules/0/action: ", 0), 0u)
      << outcome.err;
  EXPECT_NE(outcome.err.find("advise, warn, hold or reject"), std::string::npos) << outcome.err;
}

TEST(Lint, TheShippedPolicyCanBeUsed) {
  const Folder folder;
  EXPECT_EQ(folder.run("lint " + shipped_policy()).status, 0);
}

TEST(Publish, LeavesServerRulesOutAndKeepsTheRevision) {
  const Folder folder;
  folder.write("policy.json", R"({"format": 1, "name": "Test", "rules": [
    {"id": "open", "category": "c", "action": "warn", "message": "m", "match": {"words": ["a"]}},
    {"id": "secret", "category": "c", "action": "hold", "message": "m", "audience": "server",
     "match": {"words": ["b"]}}]})");
  ASSERT_EQ(folder.run("publish policy.json -o published.json").status, 0);
  const std::string published = folder.read("published.json");
  EXPECT_NE(published.find("\"open\""), std::string::npos);
  EXPECT_EQ(published.find("secret"), std::string::npos);
  const std::string arguments = "check --format json --policy ";
  const auto first = nlohmann::json::parse(folder.run(arguments + "policy.json", "a\n").out);
  const auto second = nlohmann::json::parse(folder.run(arguments + "published.json", "a\n").out);
  EXPECT_EQ(first["policy"], second["policy"]);
  EXPECT_EQ(folder.run("publish policy.json").out, published);
}

TEST(Command, HelpAndVersionAreAnswered) {
  const Folder folder;
  for (const char* arguments : {"--help", "--version", "check --help", "eval --help",
                                "explain --help", "lint --help", "publish --help"}) {
    const Outcome outcome = folder.run(arguments);
    EXPECT_EQ(outcome.status, 0) << arguments;
    EXPECT_NE(outcome.out, "") << arguments;
  }
}

}  // namespace
