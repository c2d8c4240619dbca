// precheck eval on a tiny made-up data set, and the arithmetic below it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "cli/eval_figures.h"
#include "command.h"

namespace {

using command::Folder;
using command::kPolicy;
using command::Outcome;
using precheck::cli::Confusion;
using precheck::cli::Ranking;
using Json = nlohmann::json;

// By "bad": 2 hits, 1 false alarm, 1 miss, 2 passes; 2 rows that do not count.
constexpr char kData[] = R"({"id":"1","text":"bad man","labels":{"rude":true},"lang":"en"}
{"id":"2","comment":"an awful <b>thing</b>","labels":{"rude":true},"lang":"zh"}
{"id":"3","text":"not bad & not good","labels":{"rude":false},"lang":"en"}
{"id":"4","text":"meh, he smells","labels":{"rude":true},"lang":"en"}
{"id":"5","text":"fine","labels":{"rude":false},"lang":"en"}
{"id":"6","text":"meh","label":false}

{"id":"7","text":"bad","labels":{"other":true}}
{"id":"8","text":"bad","labels":{"rude":null}}
)";

class Eval : public testing::Test {
 protected:
  Eval() {
    folder.write("policy.json", kPolicy);
    folder.write("data.jsonl", kData);
  }

  Json json(const std::string& options) {
    const Outcome outcome =
        folder.run("eval policy.json data.jsonl --label rude --format json " + options);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return Json::parse(outcome.out, nullptr, /*allow_exceptions=*/false);
  }

  Folder folder;
};

TEST_F(Eval, CountsOnlyWhatIsLabelled) {
  const Json report = json("");
  EXPECT_EQ(report["rows"], 6);
  EXPECT_EQ(report["unlabelled"], 2);
  const Json& all = report["policy"]["together"];
  EXPECT_EQ(all["hits"], 2);
  EXPECT_EQ(all["false_alarms"], 1);
  EXPECT_EQ(all["misses"], 1);
  EXPECT_EQ(all["passes"], 2);
  EXPECT_EQ(all["support"], 3);
  EXPECT_DOUBLE_EQ(all["precision"].get<double>(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(all["recall"].get<double>(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(all["f1"].get<double>(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(all["accuracy"].get<double>(), 4.0 / 6);
}

TEST_F(Eval, ShowsTheRowsItGotWrongWithTheirLines) {
  const Json report = json("");
  ASSERT_EQ(report["false_alarms"].size(), 1u);
  EXPECT_EQ(report["false_alarms"][0]["line"], 3);
  EXPECT_EQ(report["false_alarms"][0]["spans"][0]["bytes"], Json({4, 7}));
  ASSERT_EQ(report["misses"].size(), 1u);
  EXPECT_EQ(report["misses"][0]["id"], "4");
  EXPECT_TRUE(json("--misses 0")["misses"].empty());
}

TEST_F(Eval, AdviceCountsWhenItIsAskedFor) {
  const Json report = json("--rules meh --least advise");
  ASSERT_EQ(report["policy"]["rules"].size(), 1u);
  EXPECT_EQ(report["policy"]["rules"][0]["hits"], 1);
  EXPECT_EQ(report["policy"]["rules"][0]["false_alarms"], 1);
  EXPECT_EQ(json("--categories quality --least advise")["policy"], report["policy"]);
  EXPECT_EQ(json("--rules meh")["policy"]["together"]["precision"], nullptr);
}

TEST_F(Eval, ComparesWithABaseline) {
  std::string other = kPolicy;
  other.replace(other.find("\"awful\""), 7, "\"smells\"");
  folder.write("other.json", other);
  const Json report = json("--baseline other.json");
  EXPECT_EQ(report["baseline"]["together"]["hits"], 2);
  EXPECT_EQ(report["changes"]["now_flagged"], Json({{"rightly", 1}, {"wrongly", 0}}));
  EXPECT_EQ(report["changes"]["no_longer_flagged"], Json({{"rightly", 0}, {"wrongly", 1}}));
  ASSERT_EQ(report["newly_wrong"].size(), 1u);
  EXPECT_EQ(report["newly_wrong"][0]["line"], 4);
}

TEST_F(Eval, GroupsByAField) {
  const Json groups = json("--by lang")["groups"];
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0]["group"], "(none)");
  EXPECT_EQ(groups[1]["group"], "en");
  EXPECT_DOUBLE_EQ(groups[1]["flagged_share"].get<double>(), 0.5);
  EXPECT_EQ(groups[2]["flagged"], 1);
}

TEST_F(Eval, ThreadsChangeNothing) {
  std::string data;
  for (int copy = 0; copy < 3000; ++copy) data += kData;
  folder.write("data.jsonl", data);
  EXPECT_EQ(json("--threads 1"), json("--threads 3"));
}

TEST_F(Eval, TextAndPageSayTheSame) {
  const Outcome text = folder.run("eval policy.json data.jsonl --label rude");
  EXPECT_EQ(text.status, 0);
  EXPECT_NE(text.out.find("6 labelled rows, 3 true; 2 rows without the label"), std::string::npos)
      << text.out;
  EXPECT_NE(text.out.find("0.667"), std::string::npos);
  ASSERT_EQ(folder.run("eval policy.json data.jsonl --label rude --format html -o r.html").status,
            0);
  const std::string page = folder.read("r.html");
  EXPECT_NE(page.find("not <mark>bad</mark> &amp; not good"), std::string::npos) << page;
  EXPECT_NE(page.find("<svg"), std::string::npos);
  for (const char* unwanted : {"<script", "http://", "https://", "<b>thing"}) {
    EXPECT_EQ(page.find(unwanted), std::string::npos) << unwanted;
  }
}

TEST_F(Eval, BrokenDataGivesNoFiguresButPlaces) {
  folder.write("data.jsonl",
               "{\"text\":\"a\",\"labels\":{\"rude\":true}}\n{\"text\":7}\n\n{\"text\":\"b\",}\n"
               "{\"text\":\"c\",\"labels\":{\"rude\":\"yes\"}}\n[]\n" +
                   std::string(100, '[') + "\n");
  const Outcome outcome = folder.run("eval policy.json data.jsonl --label rude");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  for (const char* place :
       {"data.jsonl:2:1: /text: ", "data.jsonl:4:13: ", "data.jsonl:5:1: /labels/rude: ",
        "data.jsonl:6:1: ", "data.jsonl:7:"}) {
    EXPECT_NE(outcome.err.find(place), std::string::npos) << place << '\n' << outcome.err;
  }
}

TEST_F(Eval, WrongNamesAreAnsweredWithTheRightOnes) {
  folder.write("named.jsonl", R"({"text":"a","labels":{"rude":true,"other":false}})");
  const Outcome label = folder.run("eval policy.json named.jsonl --label nice");
  EXPECT_EQ(label.status, 2);
  EXPECT_NE(label.err.find("other, rude"), std::string::npos) << label.err;
  const Outcome rule = folder.run("eval policy.json data.jsonl --label rude --rules good");
  EXPECT_EQ(rule.status, 2);
  EXPECT_NE(rule.err.find("there are: bad, meh"), std::string::npos) << rule.err;
  EXPECT_EQ(folder.run("eval policy.json missing.jsonl --label rude").status, 2);
  EXPECT_EQ(folder.run("eval policy.json data.jsonl").status, 2);
}

TEST(EvalFigures, WhatWouldDivideByNothingIsAbsent) {
  const Confusion none;
  EXPECT_FALSE(none.precision() || none.recall() || none.f1() || none.accuracy());
  Confusion one;
  one.count(/*flagged=*/false, /*label=*/true);
  EXPECT_FALSE(one.precision());
  EXPECT_EQ(one.recall(), 0.0);
}

TEST(EvalFigures, AreaUnderTheCurveCountsPairs) {
  Ranking ranking;
  EXPECT_FALSE(ranking.area());
  ranking.count(0.9, true);
  ranking.count(0.5, true);
  ranking.count(0.5, false);
  EXPECT_FALSE(!ranking.area());
  EXPECT_DOUBLE_EQ(*ranking.area(), 0.75);  // one pair won, one drawn
  Ranking later;
  later.count(0.1, false);
  later.count_without_figure();
  ranking.add(later);
  EXPECT_DOUBLE_EQ(*ranking.area(), 0.875);
  EXPECT_EQ(ranking.with_figure(), 4u);
  EXPECT_EQ(ranking.without_figure(), 1u);
}

}  // namespace
