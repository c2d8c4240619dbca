// What policy authors run beside lint: import, fmt, diff, and lint's reports for editors.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <precheck/precheck.hpp>

#include "command.h"

namespace {

using command::Folder;
using command::kPolicy;
using command::Outcome;
using Json = nlohmann::json;

const std::string kLists = PRECHECK_SOURCE_DIR "/tests/native/lists/";

struct Imported {
  Json policy;
  Json losses;
};

Imported import(const Folder& folder, const std::string& arguments) {
  const Outcome outcome =
      folder.run("import " + arguments + " -o imported.json --losses losses.json");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::string text = folder.read("imported.json");
  EXPECT_TRUE(precheck::compile(text).ok());
  return {Json::parse(text, nullptr, false),
          Json::parse(folder.read("losses.json"), nullptr, false)};
}

// Every entry stands in the policy or among the losses.
TEST(Import, WordPressKeysBecomeWholeWords) {
  const Folder folder;
  const Imported got =
      import(folder, "--from wordpress " + kLists + "wordpress-moderation-keys.txt");
  EXPECT_EQ(got.policy["rules"][0]["match"]["words"],
            Json({"press", "viagra", "敏感词", "buy cheap pills"}));
  EXPECT_EQ(got.losses["entries"], 9);
  std::size_t dropped = 0;
  for (const Json& loss : got.losses["losses"]) dropped += loss["dropped"] == true;
  EXPECT_EQ(dropped, 4u);
  folder.write("innocent.txt", "I write on WordPress.");
  EXPECT_EQ(folder.run("check --policy imported.json innocent.txt").status, 0);
  folder.write("link.txt", "see https://casino-win.example.com/now");
  EXPECT_EQ(folder.run("check --policy imported.json link.txt").status, 1);
}

TEST(Import, DiscourseNamesTheActionInTheFile) {
  const Folder folder;
  const Imported got = import(folder, kLists + "watched_words_block.csv");
  EXPECT_EQ(got.policy["rules"][0]["action"], "reject");
  folder.write("shill.txt", "Such shillery!");
  EXPECT_EQ(folder.run("check --policy imported.json shill.txt").status, 1);
}

TEST(Import, CoralListsLoseNothing) {
  const Folder folder;
  const Imported got = import(folder, "--from coral " + kLists + "coral-suspect.txt");
  EXPECT_EQ(got.policy["rules"][0]["match"]["words"], Json({"damn", "hell", "bloody fool"}));
  EXPECT_TRUE(got.losses["losses"].empty());
  // As the settings page has it: one a line.
  const Imported lines = import(folder, "--from coral " + kLists + "coral-banned.txt");
  EXPECT_EQ(lines.policy["rules"][0]["match"]["words"], Json({"damn", "bloody fool", "hell"}));
  EXPECT_TRUE(lines.losses["losses"].empty());
}

TEST(Import, AutoModeratorRulesThatAskForMoreAreLeftOut) {
  const Folder folder;
  const Imported got = import(folder, kLists + "automoderator.yaml");
  ASSERT_EQ(got.policy["rules"].size(), 4u);
  EXPECT_EQ(got.policy["rules"][0]["id"], "selling-things");
  EXPECT_EQ(got.policy["rules"][0]["action"], "reject");
  folder.write("comment.txt", "Wait for the election.");
  EXPECT_EQ(folder.run("check --policy imported.json comment.txt").status, 1);
  folder.write("post.json", R"({"tags": ["politics"]})");
  EXPECT_EQ(folder.run("check --policy imported.json --post post.json comment.txt").status, 0);
}

TEST(Import, AListGoesRoundUnchanged) {
  const Folder folder;
  folder.write("list.txt", "scam\nfree money\n敏感词\nfraud\n");
  const Imported first = import(folder, "list.txt");
  std::string words;
  for (const Json& word : first.policy["rules"][0]["match"]["words"]) {
    words += word.get<std::string>() + '\n';
  }
  EXPECT_EQ(words, "scam\nfree money\n敏感词\nfraud\n");
  folder.write("again.txt", words);
  EXPECT_EQ(import(folder, "again.txt").policy, first.policy);
}

TEST(Import, ABrokenListIsNoPolicy) {
  const Folder folder;
  folder.write("rules.yaml", "body: [a\n");
  EXPECT_EQ(folder.run("import rules.yaml").status, 2);
  folder.write("alias.yaml", "a: &x [1]\nb: *x\n");
  EXPECT_EQ(folder.run("import alias.yaml").status, 2);
  folder.write("nothing.txt", "!!!\n");
  EXPECT_EQ(folder.run("import nothing.txt").status, 2);
}

TEST(Fmt, SetsAPolicyOnceAndForAll) {
  const Folder folder;
  folder.write("policy.json", kPolicy);
  EXPECT_EQ(folder.run("fmt --check policy.json").status, 1);
  ASSERT_EQ(folder.run("fmt -w policy.json").status, 0);
  EXPECT_EQ(folder.run("fmt --check policy.json").status, 0);
  EXPECT_EQ(Json::parse(folder.read("policy.json")), Json::parse(std::string(kPolicy)));
  EXPECT_EQ(folder.run("fmt -", "{").status, 2);
}

TEST(Diff, SaysInWordsWhatChanged) {
  const Folder folder;
  folder.write("a.json", kPolicy);
  std::string later = kPolicy;
  later.replace(later.find("\"awful\""), 7, "\"dire\", \"grim\"");
  later.replace(later.find("\"warn\""), 6, "\"hold\"");
  folder.write("b.json", later);
  const Outcome outcome = folder.run("diff a.json b.json");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out,
            "the rule \"bad\": its action is \"hold\" now, before \"warn\"  (/rules/0/action)\n"
            "the rule \"bad\": words \"dire\", \"grim\" are new  (/rules/0/match/words)\n"
            "the rule \"bad\": words \"awful\" is gone  (/rules/0/match/words)\n");
  EXPECT_EQ(folder.run("diff a.json a.json").status, 0);
}

TEST(Lint, ShowsTheLineWithACaret) {
  const Folder folder;
  const Outcome outcome = folder.run("lint -", "{\"format\": 1,\n  \"nam\": \"x\", \"rules\": []}");
  EXPECT_NE(outcome.err.find("  2 | \"nam\": \"x\", \"rules\": []}\n    | ^\n"), std::string::npos)
      << outcome.err;
}

TEST(Lint, WritesSarif) {
  const Folder folder;
  folder.write("policy.json", kPolicy);
  const Json log = Json::parse(folder.run("lint --format sarif policy.json").out, nullptr, false);
  EXPECT_EQ(log["version"], "2.1.0");
  const Json& run = log["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "precheck");
  ASSERT_FALSE(run["results"].empty());
  for (const Json& result : run["results"]) {
    const std::size_t index = result["ruleIndex"].get<std::size_t>();
    EXPECT_EQ(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    EXPECT_EQ(result["level"], "warning");
    const Json& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "policy.json");
    EXPECT_GE(place["region"]["startLine"], 1);
  }
}

// What docs/policies/README.md says of them is so.
TEST(ReadyPolicies, AreCleanAndDoWhatTheirPageSays) {
  const Folder folder;
  const std::string base = PRECHECK_SOURCE_DIR "/docs/policies/";
  std::ostringstream page;
  page << std::ifstream(base + "README.md").rdbuf();
  for (const std::string name : {"news-blog", "local-forum", "software-project"}) {
    const std::string policy = base + name + ".json";
    const Json lint = Json::parse(folder.run("lint --format json " + policy).out, nullptr, false);
    EXPECT_TRUE(lint["errors"].empty() && lint["warnings"].empty()) << name << lint;
    EXPECT_EQ(folder.run("fmt --check " + policy).status, 0) << name;
    const Outcome eval = folder.run("eval " + policy + ' ' + base + "judged/" + name +
                                    ".jsonl --label unwanted --format json");
    const Json report = Json::parse(eval.out, nullptr, false);
    const Json& together = report["policy"]["together"];
    const auto figure = [&together](const char* key) { return together[key].dump(); };
    const std::string row = "| " + name + " | " + report["rows"].dump() + " | " + figure("hits") +
                            " | " + figure("false_alarms") + " | " + figure("misses") + " |";
    EXPECT_NE(page.str().find(row), std::string::npos) << row;
  }
}

}  // namespace
