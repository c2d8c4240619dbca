// Compiled policies: the same verdicts as from JSON, and nothing but a refusal for broken bytes.
#include "compiled_policy.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "cases.h"
#include "compiled_bytes.h"
#include "compiled_format.h"

namespace {

using Json = nlohmann::ordered_json;

std::string compiled(const std::string& json) {
  const precheck::Compilation from_json = precheck::compile(json);
  EXPECT_TRUE(from_json.ok()) << precheck::to_json(from_json.errors());
  return from_json.ok() ? precheck::write_compiled_policy(from_json.policy->compiled()) : "";
}

const char* const kPolicy = R"({
  "format": 1, "name": "P", "languages": ["en", "zh"],
  "lexicons": {"party": {"usa": ["America", "the US", "美国"], "uk": ["Britain"]}},
  "posts": {"wide": {"any": [{"tags": ["compare"]}, {"phrases": ["how does * compare"]}]}},
  "matchers": {"long": {"measure": "words", "over": 3}},
  "rules": [
    {"id": "a", "category": "c", "action": "warn", "message": {"en": "m", "zh": "z"}, "url": "https://x.y/",
     "match": {"all": [{"lexicon": "party", "absent_from": ["post"]}, {"matcher": "long"},
                       {"not": {"post": "wide"}}], "within": "comment"},
     "unless": {"words": ["kill yourself", "\"quoted\""]},
     "examples": {"flags": ["But America does it too"], "passes": ["Tea"]}},
    {"id": "b", "category": "c", "action": "hold", "message": "m",
     "match": {"any": [{"phrases": ["^ you * (are|were) *3 [party] $", "[post] lies"]},
                       {"pattern": "wi.dow"}], "at_least": 1}},
    {"id": "c", "category": "c", "action": "advise", "message": "m",
     "match": {"unsupported": ["claim"]}}],
  "ladder": {"decay_days": 9, "steps": [{"strikes": 1, "do": "delete"}, {"strikes": 3, "do": "block"}]}
})";

const std::vector<std::string> kRequests = {
    R"({"comment":"But America does it too"})",
    R"({"comment":"But America does it too","post":{"title":"America"},"language":"zh"})",
    R"({"comment":"But America does it too","post":{"tags":["Compare"]}})",
    R"({"comment":"You people were all for Britain","id":"1"})",
    R"({"comment":"The lawyer lies","post":{"title":"A lawyer"},"author":{"strikes":2}})",
    R"({"comment":"Obviously a wisdow, killyourself America in the U S"})",
    R"({"comment":"美国也这样说了很多次"})",
    R"({"comment":""})",
    R"({"comment":5})"};

TEST(CompiledPolicy, JudgesAsItsJsonDoes) {
  const std::string bytes = compiled(kPolicy);
  const precheck::Compilation from_json = precheck::compile(kPolicy);
  const precheck::Compilation from_bytes = precheck::compile(bytes);
  ASSERT_TRUE(from_bytes.ok()) << precheck::to_json(from_bytes.errors());
  EXPECT_EQ(from_bytes.policy->revision(), from_json.policy->revision());
  EXPECT_EQ(from_bytes.policy->about_json(), from_json.policy->about_json());
  for (const std::string& request : kRequests) {
    EXPECT_EQ(from_bytes.policy->check_json(request), from_json.policy->check_json(request));
  }
  EXPECT_EQ(precheck::write_compiled_policy(from_bytes.policy->compiled()), bytes);
}

// Each sign of a template, beside its neighbours.
TEST(CompiledPolicy, TemplatesAreMultipliedOutAlike) {
  const std::string json = R"({
    "format": 1, "name": "P", "lexicons": {"land": {"x": ["Land"], "y": ["Sea"]}},
    "rules": [
      {"id": "a", "category": "c", "action": "warn", "message": "same", "fold": ["case"],
       "match": {"phrases": ["one two? three", "(four|five six) seven", "eight (nine|ten)?",
                             "[land]? eleven twelve", "[land] * [land]", "^ thirteen *2 fourteen? $"]}},
      {"id": "b", "category": "c", "action": "hold", "message": "same", "ignore": [],
       "match": {"only": ["(a|b) (c|d) e f? *1 g"]}}]
  })";
  const precheck::Compilation from_json = precheck::compile(json);
  ASSERT_TRUE(from_json.ok()) << precheck::to_json(from_json.errors());
  const std::string bytes = compiled(json);
  const precheck::Compilation from_bytes = precheck::compile(bytes);
  ASSERT_TRUE(from_bytes.ok()) << precheck::to_json(from_bytes.errors());
  EXPECT_EQ(precheck::write_compiled_policy(from_bytes.policy->compiled()), bytes);

  const std::vector<std::string> words = {"one",    "two",    "three",    "four",     "five", "six",
                                          "seven",  "eight",  "nine",     "ten",      "Land", "Sea",
                                          "eleven", "twelve", "thirteen", "fourteen", "a",    "b",
                                          "c",      "d",      "e",        "f",        "g",    "x."};
  std::mt19937 random(5);
  std::size_t found = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string comment;
    std::size_t at = random() % words.size();
    for (auto count = 1 + random() % 8; count > 0; --count) {
      comment += words[at] + ' ';
      // Mostly the next word or one soon after it, so that templates fit now and then.
      at = (at + (random() % 4 == 0 ? random() : 1 + random() % 3)) % words.size();
    }
    const std::string request = Json{{"comment", comment}}.dump();
    const std::string expected = from_json.policy->check_json(request);
    ASSERT_EQ(from_bytes.policy->check_json(request), expected);
    found += expected.find("\"rule\"") != std::string::npos;
  }
  EXPECT_GT(found, 1'000u);
}

TEST(CompiledPolicy, TheShippedOneJudgesAsItsJsonDoes) {
  const std::string json = cases::read_file(cases::source_dir() / "policy.json");
  const precheck::Publication published = precheck::publish(json);
  const precheck::CompiledPublication compiled = precheck::publish_compiled(json);
  ASSERT_TRUE(compiled.errors.empty()) << precheck::to_json(compiled.errors);
  const precheck::Compilation from_json = precheck::compile(published.json);
  const precheck::Compilation from_bytes = precheck::compile(compiled.bytes);
  ASSERT_TRUE(from_json.ok());
  ASSERT_TRUE(from_bytes.ok()) << precheck::to_json(from_bytes.errors());
  EXPECT_LT(compiled.bytes.size(), json.size() * 8);
  std::size_t count = 0;
  const Json policy = Json::parse(json);
  for (const auto& rule : policy["rules"]) {
    for (const char* kind : {"flags", "passes"}) {
      if (!rule.contains("examples") || !rule["examples"].contains(kind)) continue;
      for (const Json& example : rule["examples"][kind]) {
        const Json request = example.is_string() ? Json{{"comment", example}} : example;
        EXPECT_EQ(from_bytes.policy->check_json(request.dump()),
                  from_json.policy->check_json(request.dump()));
        ++count;
      }
    }
  }
  EXPECT_GT(count, 50u);
}

TEST(CompiledPolicy, BrokenBytesAreRefused) {
  const std::string bytes = compiled(kPolicy);
  for (std::size_t at = 0; at < bytes.size(); at += at < 64 ? 1 : 7) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 1);
    EXPECT_FALSE(precheck::compile(broken).ok()) << at;
    EXPECT_EQ(precheck::load_compiled_policy(broken).policy, nullptr) << at;
    EXPECT_EQ(precheck::load_compiled_policy(bytes.substr(0, at)).policy, nullptr) << at;
  }
  EXPECT_EQ(precheck::load_compiled_policy(bytes + "x").policy, nullptr);
  const precheck::Compilation refused = precheck::compile(bytes.substr(0, bytes.size() - 1));
  ASSERT_EQ(refused.errors().size(), 1u);
  EXPECT_EQ(refused.errors()[0].code, "bad_compiled_policy");
}

// With a right hash nothing but the bounds is left to hold.
TEST(CompiledPolicy, HostileBytesDoNoHarm) {
  const std::string rest = compiled(kPolicy).substr(precheck::kCompiledHeader);
  std::mt19937 random(8);
  std::size_t loaded = 0;
  for (int round = 0; round < 4'000; ++round) {
    std::string hostile = rest;
    for (auto edits = 1 + random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % hostile.size();
      switch (random() % 4) {
        case 0:
          hostile[at] = static_cast<char>(random());
          break;
        case 1:
          hostile[at] = static_cast<char>(hostile[at] + 1);
          break;
        case 2:
          hostile.erase(at, 1 + random() % 8);
          break;
        default:
          hostile.insert(at, 1, static_cast<char>(random() % 3 == 0 ? 255 : random() % 4));
      }
      if (hostile.empty()) hostile = rest;
    }
    const precheck::Compilation result =
        precheck::compile(precheck::seal_compiled_policy(hostile, true));
    if (!result.ok()) continue;
    ++loaded;
    for (const std::string& request : kRequests) result.policy->check_json(request);
  }
  EXPECT_GT(loaded, 100u);
}

TEST(CompiledPolicy, ATextThatGoesOnBeyondTheEndIsRefused) {
  precheck::ByteReader in("\x02z");
  EXPECT_EQ(in.text(), "");
  EXPECT_FALSE(in.ok());
}

TEST(CompiledPolicy, IsNoSourceForThePublisher) {
  const precheck::Publication published = precheck::publish(compiled(kPolicy));
  ASSERT_EQ(published.errors.size(), 1u);
  EXPECT_EQ(published.errors[0].code, "compiled_policy");
}

}  // namespace
