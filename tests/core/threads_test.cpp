// One policy, eight threads: the same answers as one thread gets. Worth most under a sanitizer.
#include <gtest/gtest.h>

#include <precheck/precheck.hpp>
#include <string>
#include <thread>
#include <vector>

namespace {

const char kPolicy[] = R"json({
  "format": 1, "name": "P", "languages": ["en", "zh"],
  "lexicons": { "country": { "usa": ["America", "the US", "美国"], "uk": ["Britain", "英国"] } },
  "posts": { "comparison": { "any": [ { "tags": ["comparison"] }, { "phrases": ["compare * with"] } ] } },
  "rules": [
    { "id": "comparison", "category": "c", "action": "warn", "message": { "en": "No.", "zh": "不。" },
      "match": { "all": [ { "lexicon": "country", "absent_from": ["post", "parent"] },
                          { "phrases": ["[country] (does|did) * (too|as well)", "[country] 也"] } ],
                 "within": "sentence" },
      "unless": { "post": "comparison" } },
    { "id": "pattern", "category": "c", "action": "advise", "message": "No.",
      "match": { "pattern": "\\bfree (money|gold)\\b" } },
    { "id": "post-words", "category": "c", "action": "advise", "message": "No.",
      "match": { "phrases": ["what about [post]"] } },
    { "id": "shouting", "category": "c", "action": "hold", "message": "No.",
      "match": { "all": [ { "measure": "capitals", "over": 0.7 }, { "measure": "letters", "over": 10 } ] } }
  ],
  "ladder": { "steps": [ { "strikes": 1, "do": "delete" } ] }
})json";

std::vector<std::string> requests() {
  const std::vector<std::string> comments = {"But America does it too", "美国也这样",
                                             "Free money for all!",     "ALL OF THIS IS LOUD",
                                             "what about water",        "the US did that as well",
                                             "“America does it too”",   "A quiet remark."};
  const std::vector<std::string> contexts = {
      "", R"(,"language":"zh")", R"(,"post":{"title":"Water","text":"Compare it with America"})",
      R"(,"post":{"tags":["comparison"]},"author":{"strikes":3})", R"(,"parent":"America is big")"};
  std::vector<std::string> out;
  for (const std::string& comment : comments) {
    for (const std::string& context : contexts) {
      out.push_back("{\"comment\":\"" + comment + "\"" + context + "}");
    }
  }
  return out;
}

TEST(Threads, ShareOnePolicy) {
  const precheck::Compilation compiled = precheck::compile(kPolicy);
  ASSERT_TRUE(compiled.ok()) << precheck::to_json(compiled.errors());
  const std::vector<std::string> asked = requests();
  std::vector<std::string> expected;
  std::size_t findings = 0;
  for (const std::string& request : asked) {
    // Another policy of the same bytes, so that the shared one is first used by the threads.
    expected.push_back(precheck::compile(kPolicy).policy->check_json(request));
    findings += expected.back().find("\"findings\":[]") == std::string::npos;
  }
  EXPECT_GT(findings, asked.size() / 3);

  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kRounds = 20;
  std::vector<std::size_t> differences(kThreads, 0);
  std::vector<std::thread> threads;
  for (std::size_t id = 0; id < kThreads; ++id) {
    threads.emplace_back([&, id] {
      for (std::size_t round = 0; round < kRounds; ++round) {
        for (std::size_t i = 0; i < asked.size(); ++i) {
          const std::size_t at = (i * 7 + id * 5) % asked.size();
          differences[id] += compiled.policy->check_json(asked[at]) != expected[at];
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(differences, std::vector<std::size_t>(kThreads, 0));
}

TEST(Threads, CompileAtTheSameTime) {
  std::vector<std::string> revisions(8);
  std::vector<std::thread> threads;
  for (std::string& revision : revisions) {
    threads.emplace_back([&revision] { revision = precheck::compile(kPolicy).policy->revision(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& revision : revisions) EXPECT_EQ(revision, revisions.front());
}

}  // namespace
