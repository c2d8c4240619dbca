// Words, sentences, parts and readings: what the matchers get to see of a text.
#include <gtest/gtest.h>

#include <algorithm>

#include "matching.h"

namespace {

using precheck::Gap;
using precheck::Part;
using precheck::Text;
using precheck::Token;

using Strings = std::vector<std::string>;

// For a policy without words, so that there is nothing to read a second time.
Text normalise(std::string_view source) {
  static const precheck::Vocabulary no_words;
  Text text;
  precheck::normalise(source, no_words, precheck::Readings::all, text);
  return text;
}

Strings words(const std::string& source) {
  const Text text = normalise(source);
  Strings out;
  for (const Token& token : text.tokens) out.emplace_back(text.word(token));
  return out;
}

Strings typed(const std::string& source) {
  const Text text = normalise(source);
  Strings out;
  for (const Token& token : text.tokens) out.emplace_back(text.typed(token));
  return out;
}

// Each sentence as its words, joined by a space.
Strings sentences(const std::string& source) {
  const Text text = normalise(source);
  Strings out;
  for (const precheck::Sentence& sentence : text.sentences) {
    std::string joined;
    for (std::uint32_t at = sentence.first; at < sentence.last; ++at) {
      joined += (at == sentence.first ? "" : " ");
      joined += text.word(text.tokens[at]);
    }
    out.push_back(joined);
  }
  return out;
}

Strings parts(const std::string& source, Part kind) {
  Strings out;
  const Text text = normalise(source);
  for (const precheck::PartInterval& part : text.parts) {
    if (part.part != kind) continue;
    out.push_back(source.substr(part.begin, part.end - part.begin));
  }
  return out;
}

// What `word` is found as, when just these disguises are undone; "" when it is not found.
std::string reads_as(const std::string& source, const std::string& word, std::uint16_t folds) {
  precheck::WordMatcher matcher;
  const precheck::SetId set = matcher.new_set();
  EXPECT_TRUE(matcher.add(set, word));
  matcher.prepare();
  const matching::Found found(matcher, source);
  for (const precheck::Hit& hit : found.hits.of(set)) {
    if ((hit.folds & ~precheck::kFoldCase) == folds) {
      return source.substr(hit.begin, hit.end - hit.begin);
    }
  }
  return "";
}

TEST(Tokens, Words) {
  EXPECT_EQ(words("But America does it too!"), (Strings{"but", "america", "does", "it", "too"}));
  EXPECT_EQ(words(""), Strings{});
  EXPECT_EQ(words("?! ... --"), Strings{});
  EXPECT_EQ(words("anti-China and/or pro_China"),
            (Strings{"anti", "china", "and", "or", "pro", "china"}));
  EXPECT_EQ(words("\u00C9cole STRASSE Stra\u00DFe"), (Strings{"\u00E9cole", "strasse", "strasse"}));
}

TEST(Tokens, ApostrophesBelongToWords) {
  EXPECT_EQ(words("don't"), Strings{"don't"});
  EXPECT_EQ(words("don\u2019t"), Strings{"don't"});
  EXPECT_EQ(words("Xi'an"), Strings{"xi'an"});
  EXPECT_EQ(words("'tis the dogs' day"), (Strings{"tis", "the", "dogs", "day"}));
}

TEST(Tokens, NumbersKeepTheirPointsAndCommas) {
  EXPECT_EQ(words("3.5 percent of 1,200,000"), (Strings{"3.5", "percent", "of", "1,200,000"}));
  EXPECT_EQ(words("It cost 3, 4 or 5."), (Strings{"it", "cost", "3", "4", "or", "5"}));
}

TEST(Tokens, AcronymsWithPointsAreOneWord) {
  EXPECT_EQ(words("the U.S.A. and the U.S. too"),
            (Strings{"the", "usa", "and", "the", "us", "too"}));
  EXPECT_EQ(typed("the U.S. too"), (Strings{"the", "U.S", "too"}));
  EXPECT_EQ(words("e.g. this"), (Strings{"eg", "this"}));
}

TEST(Tokens, HanCharactersStandAlone) {
  EXPECT_EQ(words("\u7f8e\u56fdUSA\u4e5f"), (Strings{"\u7f8e", "\u56fd", "usa", "\u4e5f"}));
  EXPECT_EQ(words("\u30A2\u30E1\u30EA\u30AB"), (Strings{"\u30A2", "\u30E1", "\u30EA", "\u30AB"}));
  EXPECT_EQ(words("2024\u5e74"), (Strings{"2024", "\u5e74"}));
}

TEST(Tokens, EmojiStandAlone) {
  EXPECT_EQ(words("ok\U0001F44D\U0001F3FD"), (Strings{"ok", "\U0001F44D"}));
}

TEST(Tokens, WhatShowsNothingDoesNotEndAWord) {
  EXPECT_EQ(words("sc\u200Bam"), Strings{"scam"});
  EXPECT_EQ(words("sc\u00ADam"), Strings{"scam"});
  EXPECT_EQ(words("\u202Escam\u202C"), Strings{"scam"});
  EXPECT_EQ(typed("sc\u200Bam!"), Strings{"sc\u200Bam"});
  const std::string source = "sc\u200Bam";
  EXPECT_EQ(normalise(source).tokens[0].folds, precheck::kFoldInvisible);
}

TEST(Tokens, AccentsJoinTheirLetters) {
  EXPECT_EQ(words("cafe\u0301"), Strings{"caf\u00E9"});
  const std::string composed = "cafe\u0301";
  EXPECT_EQ(normalise(composed).tokens[0].folds, 0);
  // Marks that make no letter only decorate.
  const std::string struck = "s\u0336c\u0336a\u0336m\u0336";
  EXPECT_EQ(words(struck), Strings{"scam"});
  EXPECT_EQ(normalise(struck).tokens[0].folds, precheck::kFoldInvisible);
  EXPECT_EQ(normalise(struck).tokens[0].end, struck.size());
}

TEST(Tokens, WidthIsFolded) {
  const std::string wide = "\uFF35\uFF33\uFF21";
  EXPECT_EQ(words(wide), Strings{"usa"});
  EXPECT_EQ(normalise(wide).tokens[0].folds, precheck::kFoldWidth);
  EXPECT_EQ(words("\u24E4\u24E2\u24D0"), Strings{"usa"});
  EXPECT_EQ(words("\U0001D42E\U0001D42C\U0001D41A"), Strings{"usa"});
}

TEST(Tokens, CountLettersAndCapitals) {
  const std::string source = "WHO and McDonald 3G \u4e2d";
  const Text text = normalise(source);
  ASSERT_EQ(text.tokens.size(), 5u);
  EXPECT_EQ(text.tokens[0].capitals, 3u);
  EXPECT_EQ(text.tokens[1].capitals, 0u);
  EXPECT_EQ(text.tokens[2].capitals, 2u);
  EXPECT_EQ(text.tokens[2].letters, 8u);
  EXPECT_EQ(text.tokens[3].letters, 1u);
  EXPECT_EQ(text.tokens[4].kind, precheck::CharClass::han);
}

TEST(Tokens, GapsBetweenThem) {
  const std::string source = "a b,c \u4e2d\u56fd. D";
  const Text text = normalise(source);
  ASSERT_EQ(text.tokens.size(), 6u);
  EXPECT_EQ(text.tokens[0].gap, Gap::sentence);
  EXPECT_EQ(text.tokens[1].gap, Gap::space);
  EXPECT_EQ(text.tokens[2].gap, Gap::mark);
  EXPECT_EQ(text.tokens[3].gap, Gap::space);
  EXPECT_EQ(text.tokens[4].gap, Gap::none);
  EXPECT_EQ(text.tokens[5].gap, Gap::sentence);
}

TEST(Tokens, OffsetsAreThoseOfTheSource) {
  const std::string source = "  \U0001F600 na\u00EFve \u7f8e\u56fd";
  EXPECT_EQ(typed(source), (Strings{"\U0001F600", "na\u00EFve", "\u7f8e", "\u56fd"}));
}

TEST(Tokens, BrokenBytesEndAWordAndNothingElse) {
  EXPECT_EQ(words("one\xFFtwo \xE4\xB8 three"), (Strings{"one", "two", "three"}));
}

TEST(Sentences, EndAtStopsAndMarks) {
  EXPECT_EQ(sentences("One. Two! Three? Four"), (Strings{"one", "two", "three", "four"}));
  EXPECT_EQ(sentences("Really?! Yes."), (Strings{"really", "yes"}));
  EXPECT_EQ(sentences("He said (so.) Then left."), (Strings{"he said so", "then left"}));
  EXPECT_EQ(sentences("It ended in 1997. Then peace."),
            (Strings{"it ended in 1997", "then peace"}));
  EXPECT_EQ(sentences("one, two; three: four"), (Strings{"one two three four"}));
}

TEST(Sentences, DoNotEndInNumbersAndNames) {
  EXPECT_EQ(sentences("It rose 3.5 percent."), (Strings{"it rose 3.5 percent"}));
  EXPECT_EQ(sentences("see example.com for more"), (Strings{"see example com for more"}));
  EXPECT_EQ(sentences("version 2.0.1 is out"), (Strings{"version 2.0.1 is out"}));
}

TEST(Sentences, DoNotEndAtAbbreviations) {
  EXPECT_EQ(sentences("Mr. Li met Dr. Wang."), (Strings{"mr li met dr wang"}));
  EXPECT_EQ(sentences("J. Smith wrote it."), (Strings{"j smith wrote it"}));
  EXPECT_EQ(sentences("cats vs. Dogs"), (Strings{"cats vs dogs"}));
  EXPECT_EQ(sentences("Some fruit, e.g. Apples."), (Strings{"some fruit eg apples"}));
}

TEST(Sentences, MayEndAtWordsThatOftenAreLast) {
  EXPECT_EQ(sentences("pens, paper, etc. are here"), (Strings{"pens paper etc are here"}));
  EXPECT_EQ(sentences("pens, paper, etc. They are here"),
            (Strings{"pens paper etc", "they are here"}));
}

TEST(Sentences, NoIsAnAnswerUnlessANumberFollows) {
  EXPECT_EQ(sentences("No. America does it too."), (Strings{"no", "america does it too"}));
  EXPECT_EQ(sentences("Rule No. 5 applies."), (Strings{"rule no 5 applies"}));
}

TEST(Sentences, DoNotEndInTheUS) {
  EXPECT_EQ(sentences("The U.S. economy grew."), (Strings{"the us economy grew"}));
  EXPECT_EQ(sentences("In the U.S. Senate they vote."), (Strings{"in the us senate they vote"}));
}

TEST(Sentences, AnEllipsisIsAPause) {
  EXPECT_EQ(sentences("well... maybe"), (Strings{"well maybe"}));
  EXPECT_EQ(sentences("well\u2026 maybe"), (Strings{"well maybe"}));
  EXPECT_EQ(sentences("well... Maybe"), (Strings{"well", "maybe"}));
}

TEST(Sentences, LineBreaks) {
  EXPECT_EQ(sentences("a line that\ngoes on"), (Strings{"a line that goes on"}));
  EXPECT_EQ(sentences("a heading\nThe text"), (Strings{"a heading", "the text"}));
  EXPECT_EQ(sentences("one\n\ntwo"), (Strings{"one", "two"}));
  EXPECT_EQ(sentences("one\r\n\r\ntwo"), (Strings{"one", "two"}));
  EXPECT_EQ(sentences("a line that\r\ngoes on"), (Strings{"a line that goes on"}));
}

TEST(Sentences, ChineseStops) {
  EXPECT_EQ(sentences("\u4f60\u597d\u3002\u518d\u89c1"),
            (Strings{"\u4f60 \u597d", "\u518d \u89c1"}));
  EXPECT_EQ(sentences("\u771f\u7684\uFF1F\u5bf9\uFF01\u597d"),
            (Strings{"\u771f \u7684", "\u5bf9", "\u597d"}));
  EXPECT_EQ(sentences("\u4f60\uFF0C\u6211"), (Strings{"\u4f60 \u6211"}));
  EXPECT_EQ(sentences("\u4f60\u597d.\u518d\u89c1"), (Strings{"\u4f60 \u597d", "\u518d \u89c1"}));
  EXPECT_EQ(sentences("\u4f60\u597d\n\u518d\u89c1"), (Strings{"\u4f60 \u597d", "\u518d \u89c1"}));
}

TEST(Sentences, CoverEveryTokenOnce) {
  const std::string source = "A. b! C\n\n3.5 \u4f60\u3002\u597d U.S. Mr. X? \U0001F600";
  const Text text = normalise(source);
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    EXPECT_EQ(text.sentences[i].first, next);
    EXPECT_LT(next, text.sentences[i].last);
    for (; next < text.sentences[i].last; ++next) EXPECT_EQ(text.sentence_of(next), i);
  }
  EXPECT_EQ(next, text.tokens.size());
}

TEST(Parts, QuotedLines) {
  EXPECT_EQ(parts("> he said so\nI disagree", precheck::kPartQuote), Strings{"> he said so"});
  EXPECT_EQ(parts("  > indented\n&gt; escaped", precheck::kPartQuote),
            (Strings{"  > indented", "&gt; escaped"}));
  EXPECT_EQ(parts("5 > 3", precheck::kPartQuote), Strings{});
}

TEST(Parts, QuotationMarks) {
  EXPECT_EQ(parts("he said \"so what\" to me", precheck::kPartQuote), Strings{"\"so what\""});
  EXPECT_EQ(parts("he said \u201Cso what\u201D to me", precheck::kPartQuote),
            Strings{"\u201Cso what\u201D"});
  EXPECT_EQ(parts("\u4ed6\u8bf4\u300C\u597d\u300D\u4e86", precheck::kPartQuote),
            Strings{"\u300C\u597d\u300D"});
  EXPECT_EQ(parts("\u4ed6\u8bf4\u201C\u597d\u201D\u4e86", precheck::kPartQuote),
            Strings{"\u201C\u597d\u201D"});
  EXPECT_EQ(parts("\u300A\u7ea2\u697c\u68a6\u300B", precheck::kPartQuote),
            Strings{"\u300A\u7ea2\u697c\u68a6\u300B"});
  EXPECT_EQ(parts("\u00ABoui\u00BB et \u201Enein\u201C", precheck::kPartQuote),
            (Strings{"\u00ABoui\u00BB", "\u201Enein\u201C"}));
}

TEST(Parts, UnclosedMarksOpenNothing) {
  for (const char* source :
       {"he said \"so what", "he said \u201Cso what", "`code", "``` fence", "<code>x",
        "<blockquote>x", "\u300C\u597d", "6\" of snow and 7\" more"}) {
    EXPECT_TRUE(normalise(source).parts.empty()) << source;
  }
}

TEST(Parts, QuotationsEndWithTheParagraph) {
  EXPECT_EQ(parts("he said \"so\n\nwhat\" to me", precheck::kPartQuote), Strings{});
  EXPECT_EQ(parts("he said \u201Cso\n\nwhat\u201D", precheck::kPartQuote), Strings{});
  EXPECT_EQ(parts("he said \u201Cso\nwhat\u201D", precheck::kPartQuote),
            Strings{"\u201Cso\nwhat\u201D"});
}

TEST(Parts, Code) {
  EXPECT_EQ(parts("run `rm -rf` now", precheck::kPartCode), Strings{"`rm -rf`"});
  EXPECT_EQ(parts("``a ` b``", precheck::kPartCode), Strings{"``a ` b``"});
  EXPECT_EQ(parts("```\nint x;\n```\ntext", precheck::kPartCode), Strings{"```\nint x;\n```"});
  EXPECT_EQ(parts("<code>x</code> <PRE class='y'>z</PRE>", precheck::kPartCode),
            (Strings{"<code>x</code>", "<PRE class='y'>z</PRE>"}));
  EXPECT_EQ(parts("<codex>x</code>", precheck::kPartCode), Strings{});
}

TEST(Parts, Links) {
  EXPECT_EQ(parts("see https://example.com/a?b=1#c.", precheck::kPartLink),
            Strings{"https://example.com/a?b=1#c"});
  EXPECT_EQ(parts("(see https://en.wikipedia.org/wiki/Law_(principle))", precheck::kPartLink),
            Strings{"https://en.wikipedia.org/wiki/Law_(principle)"});
  EXPECT_EQ(parts("see www.example.com, please", precheck::kPartLink), Strings{"www.example.com"});
  EXPECT_EQ(parts("\u89c1https://example.com\u3002\u597d", precheck::kPartLink),
            Strings{"https://example.com"});
  EXPECT_EQ(parts("a :// b, awww.no", precheck::kPartLink), Strings{});
  EXPECT_EQ(parts("https://www.example.com", precheck::kPartLink),
            Strings{"https://www.example.com"});
}

TEST(Parts, ALinkInsideALinkIsNoSecondLink) {
  EXPECT_EQ(parts("https://web.archive.org/web/2020/https://example.com/", precheck::kPartLink),
            Strings{"https://web.archive.org/web/2020/https://example.com/"});
}

TEST(Parts, TokensKnowWhereTheyStand) {
  const std::string source = "I read \"so what\" at https://a.example `x`";
  const Text text = normalise(source);
  for (const Token& token : text.tokens) {
    const std::string_view word = text.word(token);
    int expected = 0;
    if (word == "so" || word == "what") expected = precheck::kPartQuote;
    if (token.begin >= source.find("https") && word != "x") expected = precheck::kPartLink;
    if (word == "x") expected = precheck::kPartCode;
    EXPECT_EQ(token.parts, expected) << word;
  }
}

TEST(Readings, Possessives) {
  EXPECT_EQ(reads_as("in America's name", "America", 0), "America's");
  EXPECT_EQ(reads_as("in America\u2019s name", "America", 0), "America\u2019s");
}

TEST(Readings, StretchedWords) {
  const std::uint16_t stretch = precheck::kFoldStretch;
  EXPECT_EQ(reads_as("you idioooot", "idiot", stretch), "idioooot");
  EXPECT_EQ(reads_as("IIIIDIOTTTT", "idiot", stretch), "IIIIDIOTTTT");
  EXPECT_EQ(reads_as("assssshole", "asshole", stretch), "assssshole");
  EXPECT_EQ(reads_as("cool", "col", stretch), "");
  EXPECT_EQ(reads_as("boot", "bot", stretch), "");
  EXPECT_EQ(reads_as("ashhhole", "asshole", stretch), "");
}

TEST(Readings, DigitsAndSignsForLetters) {
  const std::uint16_t leet = precheck::kFoldLeet;
  EXPECT_EQ(reads_as("a 5cam!", "scam", leet), "5cam");
  EXPECT_EQ(reads_as("sh!t happens", "shit", leet), "sh!t");
  EXPECT_EQ(reads_as("you $hit", "shit", leet), "$hit");
  EXPECT_EQ(reads_as("an @ss", "ass", leet), "@ss");
  EXPECT_EQ(reads_as("an a$$, no", "ass", leet), "a$$");
  EXPECT_EQ(reads_as("1diot", "idiot", leet), "1diot");
  EXPECT_EQ(reads_as("foo1", "fool", leet), "foo1");
  EXPECT_EQ(reads_as("2024", "zoza", leet), "");
}

TEST(Readings, MaskedLetters) {
  const std::uint16_t leet = precheck::kFoldLeet;
  EXPECT_EQ(reads_as("an id**t here", "idiot", leet), "id**t");
  EXPECT_EQ(reads_as("an i***t here", "idiot", leet), "");  // more is hidden than shown
  EXPECT_EQ(reads_as("*idiot*", "idiot", 0), "idiot");      // emphasis
  EXPECT_EQ(reads_as("2 * 3 * 4", "idiot", leet), "");
}

TEST(Readings, WordsInPieces) {
  const std::uint16_t spaced = precheck::kFoldSpaced;
  EXPECT_EQ(reads_as("a s c a m here", "scam", spaced), "s c a m");
  EXPECT_EQ(reads_as("s-c-a-m", "scam", spaced), "s-c-a-m");
  EXPECT_EQ(reads_as("an id-iot here", "idiot", spaced), "id-iot");
  EXPECT_EQ(reads_as("s! C a m", "scam", spaced), "");
  EXPECT_EQ(reads_as("Did I otherwise say", "idiot", spaced), "");
  EXPECT_EQ(reads_as("I went as so one does", "asso", spaced), "");
}

TEST(Readings, LettersOfOtherScripts) {
  const std::uint16_t alike = precheck::kFoldConfusable;
  EXPECT_EQ(reads_as("a s\u0441\u0430m", "scam", alike), "s\u0441\u0430m");  // Cyrillic c, a
  EXPECT_EQ(reads_as("\u00EFd\u00EFot", "idiot", alike), "\u00EFd\u00EFot");
  EXPECT_EQ(reads_as("Mor\u00F3n won", "moron", alike), "");  // a name as it is written
}

// What goes in is untrusted, so what comes out must hold together for any bytes at all.
TEST(Normalise, HoldsTogetherForAnyBytes) {
  std::uint32_t state = 12345;
  const auto random = [&state](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % below;
  };
  const Strings pieces = {"a",          "B",      "3",      ".",      ",",      "'",
                          " ",          "\n",     "\"",     "`",      "<q>",    "</q>",
                          "://",        "www.",   "\u200B", "\u0301", "\u4e2d", "\u3002",
                          "\U0001F600", "\xFF",   "\xE4",   "\u201C", "\u201D", "!",
                          "$",          "\u2026", "\r\n",   ">",      "(",      ")"};
  precheck::WordMatcher matcher;
  const precheck::SetId set = matcher.new_set();
  for (const char* each : {"a", "ab", "aab", "b 3", "\u4e2d", "ba a", "aaa"})
    matcher.add(set, each);
  matcher.prepare();
  for (int round = 0; round < 20'000; ++round) {
    std::string source;
    for (std::uint32_t i = random(14); i > 0; --i)
      source += pieces[random(static_cast<std::uint32_t>(pieces.size()))];
    const matching::Found found(matcher, source);
    const Text& text = found.text;
    SCOPED_TRACE(::testing::PrintToString(source));
    std::size_t end = 0;
    for (const Token& token : text.tokens) {
      ASSERT_LE(end, token.begin);
      ASSERT_LT(token.begin, token.end);
      ASSERT_FALSE(text.word(token).empty());
      end = token.end;
    }
    ASSERT_LE(end, source.size());
    for (const precheck::Reading& reading : text.readings) {
      ASSERT_LT(reading.first, reading.last);
      ASSERT_LE(reading.last, text.tokens.size());
      ASSERT_LT(reading.begin, reading.end);
      ASSERT_LE(reading.end, source.size());
    }
    ASSERT_TRUE(std::is_sorted(
        text.readings.begin(), text.readings.end(),
        [](const auto& left, const auto& right) { return left.first < right.first; }));
    for (const precheck::PartInterval& part : text.parts) {
      ASSERT_LT(part.begin, part.end);
      ASSERT_LE(part.end, source.size());
    }
    ASSERT_EQ(text.sentences.empty(), text.tokens.empty());
    for (const precheck::Hit& hit : found.all) {
      ASSERT_LT(hit.begin, hit.end);
      ASSERT_LE(hit.end, source.size());
      ASSERT_LT(hit.first, hit.last);
      ASSERT_LE(hit.last, text.tokens.size());
    }
  }
}

}  // namespace
