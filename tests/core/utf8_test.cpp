#include "utf8.h"

#include <gtest/gtest.h>

namespace {

using precheck::decode;

TEST(Utf8, DecodesEachLength) {
  EXPECT_EQ(decode("a", 0).point, U'a');
  EXPECT_EQ(decode("\u00e9", 0).point, U'\u00e9');
  EXPECT_EQ(decode("\u4e2d", 0).length, 3u);
  EXPECT_EQ(decode("\U0001F600", 0).point, U'\U0001F600');
}

TEST(Utf8, ReplacesMaximalPartsAsTheEncodingStandardDoes) {
  struct Case {
    std::string bytes;
    std::size_t replacements;
  };
  // From the WHATWG decoder: one U+FFFD for each maximal part of a well-formed sequence.
  const Case cases[] = {{"\x80", 1},         {"\xC0\x80", 2},         {"\xE4\xB8", 1},
                        {"\xF0\x9F\x98", 1}, {"\xED\xA0\x80", 3},     {"\xF4\x90\x80\x80", 4},
                        {"\xE0\x80\x80", 3}, {"\xF0\x80\x80\x80", 4}, {"\xFF\xFE", 2}};
  for (const Case& each : cases) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < each.bytes.size(); ++count) {
      const precheck::Decoded next = decode(each.bytes, at);
      EXPECT_EQ(next.point, U'\uFFFD');
      at += next.length;
    }
    EXPECT_EQ(count, each.replacements) << ::testing::PrintToString(each.bytes);
  }
}

TEST(Utf8, RoundTripsEveryCodePoint) {
  for (char32_t point = 0; point < 0x110000; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    precheck::append_utf8(text, point);
    const precheck::Decoded decoded = decode(text, 0);
    ASSERT_EQ(decoded.point, point);
    ASSERT_EQ(decoded.length, text.size());
  }
}

TEST(Utf8, RepairsOnlyWhatIsBroken) {
  EXPECT_EQ(precheck::repaired("d\u00e9j\u00e0"), "d\u00e9j\u00e0");
  EXPECT_EQ(precheck::repaired("a\xFF"
                               "b"),
            "a\uFFFDb");
}

}  // namespace
