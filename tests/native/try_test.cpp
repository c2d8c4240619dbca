// precheck try: each kind of archive, what moderators did, two policies, and a run that goes on.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command.h"

namespace {

using command::Folder;
using command::kPolicy;
using command::Outcome;
using Json = nlohmann::json;

const std::string kArchives = PRECHECK_SOURCE_DIR "/tests/native/archives/";

Json try_json(const Folder& folder, const std::string& arguments) {
  const Outcome outcome = folder.run("try policy.json " + arguments + " --format json");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return Json::parse(outcome.out, nullptr, false);
}

class Try : public testing::Test {
 protected:
  Try() { folder_.write("policy.json", kPolicy); }
  Folder folder_;
};

TEST_F(Try, ReadsAWordPressExport) {
  const Json report = try_json(folder_, kArchives + "wordpress.xml");
  EXPECT_EQ(report["archive"]["format"], "wxr");
  EXPECT_EQ(report["archive"]["comments"], 4);
  EXPECT_EQ(report["archive"]["skipped"], 1);  // the pingback
  EXPECT_EQ(report["rules"][0]["flagged"], 2);
  EXPECT_EQ(report["rules"][0]["by_moderation"]["deleted"], 1);
  EXPECT_EQ(report["rules"][0]["by_moderation"]["spam"], 1);
  EXPECT_EQ(report["agreement"]["precision"], 1.0);
  EXPECT_EQ(report["months"].size(), 2u);  // a date of zeros is none
}

TEST_F(Try, ReadsADisqusExport) {
  const Json report = try_json(folder_, kArchives + "disqus.xml");
  EXPECT_EQ(report["archive"]["comments"], 3);
  EXPECT_EQ(report["moderation"]["spam"]["allow"], 1);
  EXPECT_EQ(report["rules"][0]["samples"][0]["text"].get<std::string>().find('<'),
            std::string::npos);
}

TEST_F(Try, ReadsCsvAndJsonLines) {
  const Json csv = try_json(folder_, kArchives + "comments.csv");
  EXPECT_EQ(csv["archive"]["comments"], 4);
  EXPECT_EQ(csv["moderation"]["deleted"]["warn"], 1);
  const Json lines = try_json(folder_, kArchives + "comments.jsonl");
  EXPECT_EQ(lines["archive"]["comments"], 4);
  EXPECT_EQ(lines["broken"]["count"], 2);
  EXPECT_EQ(lines["broken"]["first"][0]["line"], 4);
}

TEST_F(Try, ReadsOtherEncodings) {
  folder_.write("latin.csv", "comment\ncaf\xE9 bad\n");
  const Json latin = try_json(folder_, "latin.csv --encoding windows-1252");
  EXPECT_EQ(latin["rules"][0]["samples"][0]["text"], "caf\u00e9 bad");
  EXPECT_EQ(try_json(folder_, "latin.csv")["archive"]["replaced_bytes"], 1);
  std::string wide = "\xFF\xFE";
  for (const char sign : std::string("comment\nbad\n")) wide += std::string{sign, '\0'};
  folder_.write("wide.csv", wide);
  EXPECT_EQ(try_json(folder_, "wide.csv")["rules"][0]["flagged"], 1);
}

TEST_F(Try, SaysWhatItCannotRead) {
  folder_.write("other.csv", "a,b\n1,2\n");
  const Outcome other = folder_.run("try policy.json other.csv");
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.err.find("--column comment=NAME"), std::string::npos) << other.err;
  folder_.write("cut.xml", "<?xml version=\"1.0\"?><rss><channel><item>");
  EXPECT_EQ(folder_.run("try policy.json cut.xml").status, 2);
  folder_.write("bomb.xml", "<!DOCTYPE r [<!ENTITY a \"aaaa\">]><rss>&a;</rss>");
  const Outcome bomb = folder_.run("try policy.json bomb.xml");
  EXPECT_EQ(bomb.status, 2);
  EXPECT_NE(bomb.err.find("entities"), std::string::npos) << bomb.err;
}

TEST_F(Try, ComparesTwoPolicies) {
  folder_.write("old.json", R"({"format": 1, "name": "Old", "rules": [
    {"id": "meh", "category": "c", "action": "hold", "message": "m", "match": {"words": ["meh"]}}]})");
  const Json report = try_json(folder_, kArchives + "comments.csv --against old.json");
  EXPECT_EQ(report["against"]["changes"]["hold"]["advise"], 1);
  EXPECT_EQ(report["against"]["changes"]["allow"]["warn"], 1);
  EXPECT_EQ(report["against"]["rules"]["meh"], 1);
  EXPECT_EQ(report["against"]["milder"].size(), 1u);
}

std::string many_comments() {
  std::string lines;
  for (int i = 0; i < 5'000; ++i) {
    lines += "{\"comment\":\"number " + std::to_string(i) + (i % 7 == 0 ? " is bad" : " is fine") +
             "\",\"status\":\"" + (i % 5 == 0 ? "trash" : "approved") + "\",\"date\":\"20" +
             std::to_string(10 + i / 500) + "-05-01\"}\n";
  }
  return lines;
}

TEST_F(Try, AStoppedRunGoesOnToTheSameReport) {
  folder_.write("many.jsonl", many_comments());
  ASSERT_EQ(folder_.run("try policy.json many.jsonl -o whole.html").status, 0);
  ASSERT_EQ(
      folder_.run("try policy.json many.jsonl --limit 2001 --resume state -o part.html").status, 0);
  ASSERT_EQ(
      folder_.run("try policy.json many.jsonl --resume state -o resumed.html --threads 1").status,
      0);
  EXPECT_EQ(folder_.read("whole.html"), folder_.read("resumed.html"));
  EXPECT_NE(folder_.read("whole.html"), folder_.read("part.html"));
  EXPECT_EQ(folder_.read("state"), "");  // it is done with
}

TEST_F(Try, AStateOfSomethingElseIsRefused) {
  folder_.write("many.jsonl", many_comments());
  ASSERT_EQ(folder_.run("try policy.json many.jsonl --limit 2001 --resume state").status, 0);
  const std::string state = folder_.read("state");
  folder_.write("other.jsonl", "{\"comment\":\"another\"}\n");
  EXPECT_EQ(folder_.run("try policy.json other.jsonl --resume state").status, 2);
  EXPECT_EQ(folder_.run("try policy.json many.jsonl --samples 5 --resume state").status, 2);
  folder_.write("state", state.substr(0, state.size() / 2));
  const Outcome damaged = folder_.run("try policy.json many.jsonl --resume state");
  EXPECT_EQ(damaged.status, 2);
  EXPECT_NE(damaged.err.find("delete it"), std::string::npos) << damaged.err;
}

TEST_F(Try, ThePageRunsNoScriptAndShowsNoMarkupOfComments) {
  folder_.write("evil.csv", "comment\n\"<script>alert(1)</script> bad\"\n");
  ASSERT_EQ(folder_.run("try policy.json evil.csv -o report.html").status, 0);
  const std::string page = folder_.read("report.html");
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

}  // namespace
