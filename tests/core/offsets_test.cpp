#include "offsets.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using precheck::Interval;
using precheck::Span;

std::vector<precheck::Span> to_spans(std::string_view text, std::vector<precheck::Interval> bytes) {
  std::vector<precheck::Span> spans;
  precheck::append_spans(text, bytes, spans);
  return spans;
}

// Compares with one line a span: "bytes utf16", each as begin-end.
std::string described(const std::vector<Span>& spans) {
  std::string out;
  for (const Span& span : spans) {
    out += std::to_string(span.bytes.begin) + "-" + std::to_string(span.bytes.end) + " " +
           std::to_string(span.utf16.begin) + "-" + std::to_string(span.utf16.end) + "\n";
  }
  return out;
}

std::string spans_of(std::string_view text, std::vector<Interval> bytes) {
  return described(to_spans(text, std::move(bytes)));
}

TEST(Offsets, CountBytesAndUtf16Units) {
  EXPECT_EQ(spans_of("but America", {{4, 11}}), "4-11 4-11\n");
  EXPECT_EQ(spans_of("d\u00e9j\u00e0 vu", {{7, 9}}), "7-9 5-7\n");
  EXPECT_EQ(spans_of("\u4f60\u597d USA", {{7, 10}}), "7-10 3-6\n");
  EXPECT_EQ(spans_of("\U0001F600 USA", {{5, 8}}), "5-8 3-6\n");
  EXPECT_EQ(spans_of("\U00020000\u4e2d", {{4, 7}}), "4-7 2-3\n");
  EXPECT_EQ(spans_of("\uFFFD\U00010000 a", {{8, 9}}), "8-9 4-5\n");
}

TEST(Offsets, NothingGivesNothing) {
  EXPECT_EQ(spans_of("", {}), "");
  EXPECT_EQ(spans_of("text", {}), "");
  EXPECT_EQ(spans_of("text", {{2, 2}}), "");
  EXPECT_EQ(spans_of("", {{0, 3}}), "");
}

TEST(Offsets, WholeText) { EXPECT_EQ(spans_of("caf\u00e9", {{0, 5}}), "0-5 0-4\n"); }

TEST(Offsets, SortsAndJoins) {
  EXPECT_EQ(spans_of("abcdefgh", {{6, 8}, {0, 2}}), "0-2 0-2\n6-8 6-8\n");
  EXPECT_EQ(spans_of("abcdefgh", {{2, 5}, {0, 3}}), "0-5 0-5\n");
  EXPECT_EQ(spans_of("abcdefgh", {{0, 8}, {2, 3}}), "0-8 0-8\n");
  EXPECT_EQ(spans_of("abcdefgh", {{0, 2}, {2, 4}}), "0-4 0-4\n");
  EXPECT_EQ(spans_of("abcdefgh", {{1, 2}, {1, 2}, {1, 2}}), "1-2 1-2\n");
}

TEST(Offsets, NeverCutAGrapheme) {
  // e and a combining accent: a mark on either covers both.
  EXPECT_EQ(spans_of("xe\u0301y", {{1, 2}}), "1-4 1-3\n");
  EXPECT_EQ(spans_of("xe\u0301y", {{2, 4}}), "1-4 1-3\n");
  EXPECT_EQ(spans_of("xe\u0301y", {{0, 1}, {2, 3}, {4, 5}}).size(),
            spans_of("abc", {{0, 1}}).size() * 3);
  // A family is one grapheme of three people and two joiners.
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  EXPECT_EQ(spans_of(family + "!", {{7, 11}}), "0-18 0-8\n");
  // A flag is two regional indicators.
  EXPECT_EQ(spans_of("\U0001F1FA\U0001F1F8\U0001F1E8\U0001F1F3", {{8, 12}}), "8-16 4-8\n");
  // A thumb with a skin tone.
  EXPECT_EQ(spans_of("\U0001F44D\U0001F3FD ok", {{0, 4}}), "0-8 0-4\n");
  // A line break of two bytes, and Hangul of three letters.
  EXPECT_EQ(spans_of("a\r\nb", {{1, 2}}), "1-3 1-3\n");
  EXPECT_EQ(spans_of("\u1112\u1161\u11AB", {{3, 6}}), "0-9 0-3\n");
}

TEST(Offsets, TwoPlacesInOneGraphemeAreOneSpan) {
  EXPECT_EQ(spans_of("e\u0301\u0327z", {{0, 1}, {3, 5}}), "0-5 0-3\n");
}

TEST(Offsets, BytesThatAreNotUtf8CountAsOneUnitEach) {
  EXPECT_EQ(spans_of("a\xFF"
                     "b",
                     {{2, 3}}),
            "2-3 2-3\n");
  EXPECT_EQ(spans_of("\xE4\xB8 x", {{3, 4}}), "3-4 2-3\n");
  EXPECT_EQ(spans_of("\xED\xA0\x80 x", {{4, 5}}), "4-5 4-5\n");
}

// Against the slowest way there is: cut the text into graphemes first, then look.
TEST(Offsets, ManyIntervalsAgreeWithOneByOne) {
  const std::string text =
      "But \U0001F1FA\U0001F1F8 e\u0301 does \u7f8e\u56fd\u4e5f\u4e00\u6837 "
      "\U0001F44D\U0001F3FD\r\n\xFF end";
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t end = begin + 1; end <= text.size(); ++end) {
      const std::vector<Span> alone = to_spans(text, {{begin, end}});
      ASSERT_EQ(alone.size(), 1u);
      EXPECT_LE(alone[0].bytes.begin, begin);
      EXPECT_GE(alone[0].bytes.end, end);
      // Widening once is enough.
      EXPECT_EQ(described(to_spans(text, {alone[0].bytes})), described(alone));
      // What stands before does not change it.
      if (alone[0].bytes.begin < 2) continue;
      EXPECT_EQ(described({to_spans(text, {{begin, end}, {0, 1}}).back()}), described(alone));
    }
  }
}

// Flags, families and accents, so that what begins a grapheme depends on what stands before it.
TEST(Offsets, EarlierSpansChangeNothing) {
  const std::vector<std::string> pieces = {"a",          " ",         "\u00e9", "e\u0301",
                                           "\u4e2d",     "\r\n",      "\u200d", "\U0001F1E9",
                                           "\U0001F469", "\U0001F3FD"};
  std::mt19937 random(20261201);
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (std::size_t count = 1 + below(40); count > 0; --count)
      text += pieces[below(pieces.size())];
    std::vector<Span> all;
    std::vector<Span> alone;
    for (int finding = 0; finding < 6; ++finding) {
      const std::size_t begin = below(text.size());
      std::vector<Interval> bytes = {{begin, begin + 1 + below(text.size() - begin)}};
      for (const Span& span : to_spans(text, bytes)) alone.push_back(span);
      precheck::append_spans(text, bytes, all);
    }
    ASSERT_EQ(described(all), described(alone)) << text;
  }
}

}  // namespace
