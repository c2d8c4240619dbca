// precheck explain: what people and programs are told.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "command.h"

namespace {

using command::count;
using command::Folder;
using command::Outcome;
using Json = nlohmann::json;

constexpr char kPolicy[] = R"({
  "format": 1, "name": "Test",
  "rules": [
    {"id": "rude", "category": "c", "action": "warn", "message": "No.",
     "match": {"all": [{"words": ["idiot"]}, {"not": {"words": ["please"]}}]}},
    {"id": "long", "category": "c", "action": "warn", "message": "Shorter.",
     "match": {"measure": "words", "over": 50}},
    {"id": "mad", "category": "c", "action": "warn", "message": "No.",
     "match": {"words": ["mad"]}, "unless": {"words": ["scientist"]}}]
})";

class Explain : public testing::Test {
 protected:
  Explain() { folder.write("policy.json", kPolicy); }
  Folder folder;
};

TEST_F(Explain, TellsEachStage) {
  const Outcome outcome =
      folder.run("explain", "> mad as ever\nA mad scientist. You are an 1diot!\n");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  for (const char* part : {"Sentences as read\n", "  2. a mad scientist\n", "quote: “> mad as ever",
                           "“1diot” read as “idiot”", "rude: yes\n", "    all yes: “1diot”\n",
                           "      words yes: “1diot”\n", "      not yes\n", "long: no\n",
                           "mad: no, because of `unless`\n", "Verdict: warn"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << '\n' << outcome.out;
  }
  EXPECT_LT(outcome.out.find("rude: yes"), outcome.out.find("long: no"));
  EXPECT_EQ(count(outcome.out, "measure"), 0u) << "a rule that says no takes one line";
}

TEST_F(Explain, OneRuleIsShownInFull) {
  const Outcome outcome = folder.run("explain --rule long", "two words\n");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_NE(outcome.out.find("long: no\n  match\n    measure no, figure 2\n"), std::string::npos)
      << outcome.out;
  EXPECT_EQ(outcome.out.find("rude:"), std::string::npos);
}

TEST_F(Explain, JsonIsTheCoresOwn) {
  const Outcome whole = folder.run("explain --format json", "you idiot\n");
  const Json json = Json::parse(whole.out, nullptr, /*allow_exceptions=*/false);
  ASSERT_TRUE(json.is_object()) << whole.out;
  EXPECT_EQ(json["rules"].size(), 3u);
  EXPECT_EQ(json["verdict"]["action"], "warn");
  const Outcome one = folder.run("explain --format json --rule mad", "you idiot\n");
  const Json kept = Json::parse(one.out, nullptr, /*allow_exceptions=*/false);
  ASSERT_EQ(kept["rules"].size(), 1u);
  EXPECT_EQ(kept["rules"][0], json["rules"][2]);
}

TEST_F(Explain, ReadsThePostAndTheParent) {
  folder.write("policy.json", R"({"format": 1, "name": "Test", "rules": [
    {"id": "away", "category": "c", "action": "advise", "message": "m",
     "match": {"topic": ["post", "parent"], "under": 0.1}}]})");
  folder.write("post.json", R"({"title":"Trains between Chengdu and Chongqing"})");
  folder.write("parent.txt", "The stations in Chengdu are far from everything\n");
  const std::string comment = "Chengdu stations\n";
  EXPECT_NE(folder.run("explain", comment).out.find("away: no"), std::string::npos);
  const Outcome told =
      folder.run("explain --rule away --post post.json --parent parent.txt", comment);
  EXPECT_NE(told.out.find("topic no, figure 1\n"), std::string::npos) << told.out;
  EXPECT_EQ(folder.run("explain --parent missing.txt", comment).status, 2);
}

TEST_F(Explain, AnUnknownRuleIsBadUsage) {
  const Outcome outcome = folder.run("explain --rule rud", "hello\n");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("rude, long, mad"), std::string::npos) << outcome.err;
}

}  // namespace
