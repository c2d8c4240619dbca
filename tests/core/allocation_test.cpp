// Memory that runs out, at every single allocation: a C caller gets NULL, nothing leaks or breaks,
// and the next call works as if nothing had happened.
#include <gtest/gtest.h>
#include <precheck/precheck.h>

#include <cstdlib>
#include <new>
#include <string>

namespace {

thread_local long until_failure = -1;  // -1: never

void* allocate(std::size_t size) {
  if (until_failure >= 0 && until_failure-- == 0) throw std::bad_alloc();
  void* block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }

namespace {

// Every one of the first few hundred, then fewer and fewer.
long next(long at) { return at + 1 + (at > 400 ? at / 40 : 0); }

const std::string kPolicy = R"({
  "format": 1, "name": "P", "languages": ["en", "zh"],
  "lexicons": {"party": {"usa": ["America", "the US", "美国"], "uk": ["Britain"]}},
  "rules": [
    {"id": "a", "category": "c", "action": "warn", "message": {"en": "m", "zh": "z"},
     "match": {"all": [{"lexicon": "party", "absent_from": ["post"]}, {"measure": "words", "over": 3}]},
     "examples": {"flags": ["But America does it too"], "passes": ["Tea"]}},
    {"id": "b", "category": "c", "action": "hold", "message": "m",
     "match": {"any": [{"phrases": ["you * (are|were) *3 [party]", "[post] lies"]}, {"repeats": 0.8},
                       {"topic": ["post"], "under": 0.2}, {"unsupported": ["claim"]}]}}],
  "ladder": {"decay_days": 9, "steps": [{"strikes": 1, "do": "delete"}, {"strikes": 3, "do": "block"}]}
})";

const std::string kRequest =
    R"({"id":"7","comment":"But America does it too, you were all Britain 😀 1d1ot b.u.y",)"
    R"("post":{"title":"A lawyer","text":"on courts and law"},"earlier":["But America does it too"],"parent":"a"})";

std::string checked(const precheck_policy* policy) {
  char* answer = precheck_check(policy, kRequest.data(), kRequest.size());
  const std::string text = answer == nullptr ? "" : answer;
  precheck_free(answer);
  return text;
}

TEST(Allocation, APolicyIsCompiledWholeOrNotAtAll) {
  long failures = 0;
  for (long bad = 0;; bad = next(bad)) {
    char* errors = nullptr;
    until_failure = bad;
    precheck_policy* policy = precheck_compile(kPolicy.data(), kPolicy.size(), &errors);
    const bool failed = until_failure == -1;
    until_failure = -1;
    precheck_free(errors);
    if (failed) ++failures;
    if (policy != nullptr) {
      EXPECT_NE(checked(policy).find("\"findings\""), std::string::npos) << bad;
    }
    precheck_policy_free(policy);
    if (!failed) {
      EXPECT_NE(policy, nullptr);
      break;
    }
    EXPECT_EQ(policy, nullptr) << bad;
  }
  EXPECT_GT(failures, 200);
}

TEST(Allocation, ACheckAnswersRightOrNotAtAll) {
  precheck_policy* calm = precheck_compile(kPolicy.data(), kPolicy.size(), nullptr);
  ASSERT_NE(calm, nullptr);
  const std::string expected = checked(calm);
  precheck_policy_free(calm);
  ASSERT_NE(expected.find("\"findings\""), std::string::npos);
  long failures = 0;
  for (long bad = 0;; bad = next(bad)) {
    // A new one each time, or its checkers would have all the memory they need.
    precheck_policy* policy = precheck_compile(kPolicy.data(), kPolicy.size(), nullptr);
    ASSERT_NE(policy, nullptr);
    until_failure = bad;
    const std::string answer = [&] {
      char* text = precheck_check(policy, kRequest.data(), kRequest.size());
      const bool failed = until_failure == -1;
      until_failure = -1;
      if (failed) ++failures;
      std::string out = text == nullptr ? "" : text;
      if (!failed) out += "!";
      precheck_free(text);
      return out;
    }();
    EXPECT_EQ(checked(policy), expected) << bad;
    precheck_policy_free(policy);
    if (answer == expected + "!") break;
    EXPECT_TRUE(answer.empty() || answer == expected) << bad << ' ' << answer;
  }
  EXPECT_GT(failures, 20);
}

TEST(Allocation, PublishingFailsWhole) {
  long failures = 0;
  for (long bad = 0;; bad = next(bad)) {
    char* errors = nullptr;
    until_failure = bad;
    char* published = precheck_publish(kPolicy.data(), kPolicy.size(), &errors);
    const bool failed = until_failure == -1;
    until_failure = -1;
    const bool is_there = published != nullptr;
    precheck_free(published);
    precheck_free(errors);
    if (!failed) {
      EXPECT_TRUE(is_there);
      break;
    }
    ++failures;
    EXPECT_FALSE(is_there) << bad;
  }
  EXPECT_GT(failures, 200);
}

}  // namespace
