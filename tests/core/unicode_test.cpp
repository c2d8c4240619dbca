// Holds our tables and our grapheme rules against the Unicode consortium's own test file.
#include "unicode.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace {

using precheck::CharClass;

TEST(Unicode, GraphemeBreakTest) {
  std::ifstream file("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt");
  ASSERT_TRUE(file.good()) << "the package unicode-data is missing";
  std::string line;
  int count = 0;
  while (std::getline(file, line)) {
    line = line.substr(0, line.find('#'));
    std::istringstream words(line);
    std::string word;
    precheck::GraphemeBreaker breaker;
    bool expected = false;
    bool any = false;
    while (words >> word) {
      if (word == "\u00F7" || word == "\u00D7") {
        expected = word == "\u00F7";
        continue;
      }
      const auto point = static_cast<char32_t>(std::stoul(word, nullptr, 16));
      EXPECT_EQ(breaker.boundary_before(point), expected) << line;
      any = true;
    }
    count += any;
  }
  EXPECT_GT(count, 600);
}

TEST(Unicode, Classes) {
  EXPECT_EQ(precheck::char_class(U'A'), CharClass::upper);
  EXPECT_EQ(precheck::char_class(U'\u00DF'), CharClass::lower);
  EXPECT_EQ(precheck::char_class(U'7'), CharClass::digit);
  EXPECT_EQ(precheck::char_class(U'\u4e2d'), CharClass::han);
  EXPECT_EQ(precheck::char_class(U'\u3042'), CharClass::han);
  EXPECT_EQ(precheck::char_class(U'\uAC00'), CharClass::letter);
  EXPECT_EQ(precheck::char_class(U'\u0301'), CharClass::mark);
  EXPECT_EQ(precheck::char_class(U'\u093F'), CharClass::letter);  // a Devanagari vowel sign
  EXPECT_EQ(precheck::char_class(U'\u200B'), CharClass::invisible);
  EXPECT_EQ(precheck::char_class(U'\u202E'), CharClass::invisible);
  EXPECT_EQ(precheck::char_class(U'\U0001F600'), CharClass::emoji);
  EXPECT_EQ(precheck::char_class(U'\U0001F3FB'), CharClass::invisible);  // a skin tone
  EXPECT_EQ(precheck::char_class(U','), CharClass::other);
  EXPECT_EQ(precheck::char_class(U'\u3000'), CharClass::space);
  EXPECT_EQ(precheck::char_class(0x10FFFF), CharClass::other);
}

std::u32string folded(char32_t point) {
  char32_t single = 0;
  const precheck::Folded result = precheck::fold_point(point, single);
  return std::u32string(result.points, result.count);
}

std::uint16_t folds(char32_t point) {
  char32_t single = 0;
  return precheck::fold_point(point, single).folds;
}

TEST(Unicode, Folding) {
  EXPECT_EQ(folded(U'A'), U"a");
  EXPECT_EQ(folded(U'\u00C9'), U"\u00E9");
  EXPECT_EQ(folded(U'\u00DF'), U"ss");
  EXPECT_EQ(folded(U'\uFB01'), U"fi");
  EXPECT_EQ(folded(U'\uFF21'), U"a");
  EXPECT_EQ(folded(U'\U0001D41E'), U"e");  // a mathematical bold letter
  EXPECT_EQ(folded(U'\u0130'), U"i\u0307");
  EXPECT_EQ(folded(U'\u4e2d'), U"\u4e2d");
  EXPECT_EQ(folds(U'A'), precheck::kFoldCase);
  EXPECT_EQ(folds(U'\uFF41'), precheck::kFoldWidth);
  EXPECT_EQ(folds(U'\uFF21'), precheck::kFoldWidth | precheck::kFoldCase);
  EXPECT_EQ(folds(U'a'), 0);
}

TEST(Unicode, Composition) {
  EXPECT_EQ(precheck::compose(U'e', U'\u0301'), U'\u00E9');
  EXPECT_EQ(precheck::compose(U'q', U'\u0301'), U'\0');
}

}  // namespace
