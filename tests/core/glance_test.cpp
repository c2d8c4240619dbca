// What a glance clears holds nothing: random policies and texts full of disguises. And it clears
// ordinary comments, or it would be of no use.
//
// PRECHECK_PAIRS sets how many (policy, text) pairs are drawn.
#include "glance.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <precheck/precheck.hpp>

#include "check.h"
#include "draw.h"
#include "matching.h"
#include "word_marks.h"

namespace {

using draw::Draw;
using precheck::Glance;
using precheck::SetId;
using precheck::WordMatcher;

const std::vector<std::string> kOrdinary = {"seven", "houses", "about",  "in",
                                            "my",    "car",    "good",   "letter",
                                            "It's",  "we",     "3",      "2019",
                                            "of",    "ago,",   "so:",    "(early",
                                            "on)",   "day.",   "\u2014", "\u201Cyes\u201D",
                                            "ok",    "a",      "I",      "U.S.A.",
                                            "s.b",   "x.y",    "10,0",   "isn\u2019t",
                                            "o",     "clock",  "b2.s",   "www.example.org"};

std::size_t wanted_pairs() {
  const char* wanted = std::getenv("PRECHECK_PAIRS");
  return wanted == nullptr ? 50'000 : std::strtoull(wanted, nullptr, 10);
}

// A few sets of a few words, one of them asked for through phrases.
void draw_policy(Draw& draw, WordMatcher& matcher) {
  std::vector<SetId> sets;
  for (std::uint32_t set = 1 + draw.below(2); set > 0; --set) {
    sets.push_back(matcher.new_set());
    for (std::uint32_t i = 1 + draw.below(3); i > 0; --i) {
      matcher.add(sets.back(), draw::words_in_a_row(draw, 3));
    }
    if (!draw.one_in(3)) matcher.watch(sets.back());
  }
  if (draw.one_in(2)) {
    const SetId result = matcher.new_set();
    matcher.watch(result);
    matcher.add_phrase({result,
                        {{sets.front(), 0}, {sets.back(), draw.below(4)}},
                        precheck::kFoldAll,
                        0,
                        false,
                        false});
  }
  matcher.prepare();
}

std::string ordinary_text(Draw& draw) {
  static const std::vector<std::string> kGaps = {
      " ", " ", " ",      " ",      "  ",     "\n",     "-",      ", ",     ".",     ",",
      "'", "&", "\u2019", "\u2014", "\u2018", "\u2013", "\u2026", "\u201C", "\u00E9"};
  std::string out;
  for (std::uint32_t i = draw.below(30); i > 0; --i) {
    out += draw.of(kOrdinary);
    out += draw.of(kGaps);
    if (draw.one_in(12)) out += draw::disguised(draw, draw.of(draw::kWords)) + ' ';
  }
  return out;
}

// The sets that the matcher was told to watch, and no others.
std::vector<bool> asked_for(const WordMatcher& matcher, const std::vector<SetId>& sets) {
  std::vector<bool> out(matcher.set_count());
  for (const SetId set : sets) out[set] = true;
  return out;
}

#if defined(__x86_64__) && defined(__GNUC__)
TEST(WordMarks, ThirtyTwoBytesAtATimeTellTheSame) {
  if (__builtin_cpu_supports("avx2") == 0) GTEST_SKIP() << "this machine has no AVX2";
  Draw draw(7);
  for (int i = 0; i < 10'000; ++i) {
    char bytes[64 + 16];
    for (char& byte : bytes) byte = static_cast<char>(draw.below(256));
    char narrow[64];
    char wide[64];
    const auto one = precheck::WordBlock::read(bytes, narrow);
    const auto other = precheck::WideWordBlock::read(bytes, wide);
    ASSERT_EQ(one.words, other.words);
    ASSERT_EQ(one.joints, other.joints);
    ASSERT_EQ(one.doubts, other.doubts);
    ASSERT_EQ(std::string_view(narrow, 64), std::string_view(wide, 64));
  }
}
#endif

TEST(Glance, ClearsNothingThatHoldsSomething) {
  constexpr std::size_t kTexts = 50;
  const std::size_t pairs = wanted_pairs();
  Draw draw(20'261'201);
  std::size_t cleared = 0;
  std::size_t clear = 0;
  for (std::size_t done = 0; done < pairs; done += kTexts) {
    WordMatcher matcher;
    draw_policy(draw, matcher);
    std::vector<SetId> sets;
    for (SetId set = precheck::kBuiltInSets; set < matcher.set_count(); ++set) sets.push_back(set);
    Glance glance;
    glance.prepare(matcher, asked_for(matcher, sets), true);
    Glance::Scratch scratch;
    for (std::size_t i = 0; i < kTexts; ++i) {
      const std::string source = draw.one_in(2) ? ordinary_text(draw) : draw::text(draw);
      matching::Found found(matcher, source);
      const bool holds_something = !found.hits.touched().empty();
      const bool may_find = glance.may_find(source, scratch);
      ASSERT_FALSE(holds_something && !may_find) << source;
      clear += holds_something ? 0 : 1;
      cleared += may_find ? 0 : 1;
    }
  }
  EXPECT_GT(cleared, pairs / 4);
  EXPECT_GT(cleared, clear / 2);
}

std::string quoted_list(Draw& draw, std::uint32_t most_entries, std::uint32_t most_words) {
  std::string out;
  for (std::uint32_t i = 1 + draw.below(most_entries); i > 0; --i) {
    out += (out.empty() ? "\"" : ",\"") + draw::words_in_a_row(draw, most_words) + '"';
  }
  return '[' + out + ']';
}

std::string draw_policy_json(Draw& draw) {
  static const std::vector<std::string> kFolds = {R"("fold":["case"],)", R"("fold":["case"],)",
                                                  R"("fold":["case","spaced"],)",
                                                  R"("fold":["case","leet","stretch"],)", ""};
  std::string rules;
  for (std::uint32_t i = 1 + draw.below(2); i > 0; --i) {
    std::string match = R"("words":)" + quoted_list(draw, 3, 3);
    if (draw.one_in(2)) {
      match = R"("phrases":[")" + draw::words_in_a_row(draw, 2) + " *3 " +
              draw::words_in_a_row(draw, 2) + R"("])";
    }
    rules += (rules.empty() ? "" : ",") + (R"({"id":"r)" + std::to_string(i)) +
             R"(","category":"c","action":"warn","message":"m","match":{)" + match + "}}";
  }
  return R"({"format":1,"name":"n",)" + draw.of(kFolds) + R"("ignore":[],"rules":[)" + rules + "]}";
}

std::vector<std::pair<std::size_t, std::size_t>> places(const std::vector<precheck::Span>& spans) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (const precheck::Span& span : spans) {
    out.emplace_back(span.bytes.begin, span.bytes.end);
  }
  return out;
}

// What every rule says by itself, which no glance stands before.
std::size_t count_spans(precheck::Checker& checker, std::size_t rules) {
  std::size_t spans = 0;
  for (std::size_t rule = 0; rule < rules; ++rule) {
    spans += checker.check_rule(checker.request, rule).spans.size();
  }
  return spans;
}

TEST(Glance, ChangesNoVerdict) {
  constexpr std::size_t kTexts = 50;
  const std::size_t pairs = wanted_pairs();
  Draw draw(20'261'202);
  std::size_t compiled = 0;
  std::size_t silent = 0;
  for (std::size_t done = 0; done < pairs; done += kTexts) {
    const std::string json = draw_policy_json(draw);
    const precheck::Compilation compilation = precheck::compile(json);
    if (!compilation.ok()) continue;
    ++compiled;
    const precheck::CompiledPolicy& policy = compilation.policy->compiled();
    precheck::Checker checker(policy);
    for (std::size_t i = 0; i < kTexts; ++i) {
      const std::string source = draw.one_in(2) ? ordinary_text(draw) : draw::text(draw);
      checker.request.clear();
      checker.request.comment = source;
      const std::size_t spans = checker.check(checker.request).spans.size();
      silent += spans == 0 ? 1 : 0;
      ASSERT_EQ(spans, count_spans(checker, policy.rules.size())) << json << '\n' << source;
    }
  }
  EXPECT_GT(compiled * kTexts, pairs / 2);
  EXPECT_GT(silent, pairs / 8);
}

// A rule that folds everything makes the policy read all disguises; the others say what they said.
TEST(Readings, TypedOnesAreEnoughWhereRulesFoldCaseAlone) {
  constexpr std::size_t kTexts = 50;
  const std::string other =
      R"(,{"id":"o","category":"c","action":"warn","message":"m","fold":["case","leet"],"match":{"words":["zqzq"]}}]})";
  Draw draw(20'261'203);
  std::size_t compiled = 0;
  std::size_t spans = 0;
  for (std::size_t done = 0; done < wanted_pairs(); done += kTexts) {
    const std::string json = draw_policy_json(draw);
    if (json.find(R"("fold":["case"],)") == std::string::npos) continue;
    const precheck::Compilation typed = precheck::compile(json);
    const precheck::Compilation all = precheck::compile(json.substr(0, json.size() - 2) + other);
    if (!typed.ok() || !all.ok()) continue;
    ++compiled;
    const std::size_t rules = typed.policy->compiled().rules.size();
    ASSERT_EQ(typed.policy->compiled().readings, precheck::Readings::typed);
    ASSERT_EQ(all.policy->compiled().readings, precheck::Readings::all);
    precheck::Checker checker(typed.policy->compiled());
    precheck::Checker reader(all.policy->compiled());
    for (std::size_t i = 0; i < kTexts; ++i) {
      const std::string source = draw.one_in(2) ? ordinary_text(draw) : draw::text(draw);
      checker.request.clear();
      checker.request.comment = source;
      for (std::size_t rule = 0; rule < rules; ++rule) {
        const auto& found = checker.check_rule(checker.request, rule).spans;
        const auto& expected = reader.check_rule(checker.request, rule).spans;
        ASSERT_EQ(places(found), places(expected)) << json << '\n' << source;
        spans += found.size();
      }
    }
  }
  EXPECT_GT(compiled * kTexts, wanted_pairs() / 5);
  EXPECT_GT(spans, wanted_pairs() / 100);
}

// A matcher with these entries in one set, asked for.
void expect_cleared(const std::vector<std::string>& entries, const std::string& text,
                    bool is_cleared) {
  WordMatcher matcher;
  const SetId set = matcher.new_set();
  for (const std::string& entry : entries) matcher.add(set, entry);
  matcher.watch(set);
  matcher.prepare();
  Glance glance;
  glance.prepare(matcher, asked_for(matcher, {set}), true);
  Glance::Scratch scratch;
  EXPECT_EQ(!glance.may_find(text, scratch), is_cleared) << text;
}

TEST(Glance, ClearsOrdinaryComments) {
  const std::vector<std::string> entries = {"moron", "scam", "go back to your country"};
  for (const char* text :
       {"", "   ", "A good post, and I learnt a lot!",
        "It's 2019, isn't it? (Yes.) \u2014 No \u201Cthanks\u201D",
        "We go there each year; this country, back and forth.",
        "Prices rose 3.5% in the north-west, see https://example.org/a?b=c&d=1 for more",
        "R & D costs $5, caf\u00e9 or not \U0001F602", "I'm here and you don\u2019t care"}) {
    expect_cleared(entries, text, true);
  }
}

TEST(Glance, SeesWhatMayBeSomething) {
  const std::vector<std::string> entries = {"moron", "scam", "go back to your country"};
  for (const char* text : {"moron",
                           "a MORON.",
                           "m0ron",
                           "m()r()n",
                           "mor-on",
                           "mo ron",
                           "m o r o n",
                           "moooron",
                           "moron's",
                           "mor\u00f6n",
                           "m\u043eron",
                           "sca m",
                           "5cam",
                           "5 cam",
                           "sca\u200Bm",
                           "mor-\non",
                           "mor<b>on</b>",
                           "\u202Enorom",
                           "Go back to  your country",
                           "m*ron",
                           "x s c a m",
                           "&#109;oron"}) {
    expect_cleared(entries, text, false);
  }
}

}  // namespace
