#include "json_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>

#include "json_writer.h"

namespace {

using precheck::JsonReader;
using precheck::JsonValue;
using precheck::parse_json;
using precheck::ParsedJson;

std::string place(const precheck::Error& error) {
  return error.pointer + " " + std::to_string(error.line) + ":" + std::to_string(error.column);
}

std::string code_of(std::string_view text) {
  const ParsedJson parsed = parse_json(text);
  return parsed.ok ? "ok" : parsed.error.code;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(JsonParse, ReadsEachKind) {
  const ParsedJson parsed = parse_json(
      R"({"null":null,"yes":true,"no":false,"n":-3,"f":0.5,"s":"a\u00e9\n","l":[1,[2]]})");
  ASSERT_TRUE(parsed.ok);
  EXPECT_EQ(parsed.root.find("null")->kind, JsonValue::Kind::null);
  EXPECT_TRUE(parsed.root.find("yes")->boolean);
  EXPECT_FALSE(parsed.root.find("no")->boolean);
  EXPECT_EQ(parsed.root.find("n")->integer, -3);
  EXPECT_TRUE(parsed.root.find("n")->is_integer);
  EXPECT_EQ(parsed.root.find("f")->number, 0.5);
  EXPECT_FALSE(parsed.root.find("f")->is_integer);
  EXPECT_EQ(parsed.root.find("s")->text, "a\u00e9\n");
  EXPECT_EQ(parsed.root.find("l")->elements[1].elements[0].integer, 2);
  EXPECT_EQ(parsed.root.find("missing"), nullptr);
}

TEST(JsonParse, IntegersThatDoNotFitAreNoIntegers) {
  EXPECT_TRUE(parse_json("9223372036854775807").root.is_integer);
  EXPECT_TRUE(parse_json("-9223372036854775808").root.is_integer);
  EXPECT_FALSE(parse_json("9223372036854775808").root.is_integer);
  EXPECT_FALSE(parse_json("18446744073709551616").root.is_integer);
  EXPECT_EQ(code_of("1e999"), "not_json");
}

TEST(JsonParse, KnowsWhereEverythingStands) {
  const std::string text = "{\n  \"a\": [10, {\"b\": 2}],\n  \"c\" : [[3],4 ,-5.5e1,true]\n}";
  const ParsedJson parsed = parse_json(text);
  ASSERT_TRUE(parsed.ok);
  const auto starts = [&text](const JsonValue& value) { return text.substr(value.offset, 2); };
  const JsonValue& a = *parsed.root.find("a");
  const JsonValue& c = *parsed.root.find("c");
  EXPECT_EQ(starts(parsed.root), "{\n");
  EXPECT_EQ(starts(a), "[1");
  EXPECT_EQ(starts(a.elements[0]), "10");
  EXPECT_EQ(starts(a.elements[1]), "{\"");
  EXPECT_EQ(starts(*a.elements[1].find("b")), "2}");
  EXPECT_EQ(starts(c.elements[0]), "[3");
  EXPECT_EQ(starts(c.elements[0].elements[0]), "3]");
  EXPECT_EQ(starts(c.elements[1]), "4 ");
  EXPECT_EQ(starts(c.elements[2]), "-5");
  EXPECT_EQ(starts(c.elements[3]), "tr");
  EXPECT_EQ(text.substr(parsed.root.members[1].offset, 3), "\"c\"");
  EXPECT_EQ(c.elements[2].pointer, "/c/2");
  EXPECT_EQ(a.elements[1].find("b")->pointer, "/a/1/b");
}

TEST(JsonParse, NumbersFollowedByBrackets) {
  for (const std::string text :
       {"[[1],[2]]", "[[1] , [2]]", "[{\"a\":1},{\"a\":2}]", "[[1.5e3],[2]]", "[[1]\n,\n[2]]"}) {
    const ParsedJson parsed = parse_json(text);
    ASSERT_TRUE(parsed.ok) << text;
    const std::size_t second = text.find_last_of(text[1]);
    EXPECT_EQ(parsed.root.elements[1].offset, second) << text;
  }
}

TEST(JsonParse, PointersAreEscaped) {
  const ParsedJson parsed = parse_json(R"({"a/b":{"c~d":{"":[0]}}})");
  ASSERT_TRUE(parsed.ok);
  EXPECT_EQ(parsed.root.members[0].value.members[0].value.members[0].value.elements[0].pointer,
            "/a~1b/c~0d//0");
}

TEST(JsonParse, DepthHasALimit) {
  EXPECT_EQ(code_of(nested(64)), "ok");
  EXPECT_EQ(code_of(nested(65)), "too_deep");
  EXPECT_EQ(code_of(std::string(1'000'000, '[')), "too_deep");
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  const ParsedJson parsed = parse_json(objects);
  EXPECT_EQ(parsed.error.code, "too_deep");
  EXPECT_EQ(parsed.error.line, 1u);
  EXPECT_EQ(parsed.error.column, 64u * 5 + 1);
}

TEST(JsonParse, AKeyStandsOnce) {
  const ParsedJson parsed = parse_json("{\"a\": 1,\n  \"b\": {\"x\": 1,\n \"x\": 2}}");
  EXPECT_EQ(parsed.error.code, "duplicate_key");
  EXPECT_EQ(place(parsed.error), "/b/x 3:2");
  // The same key written in two ways.
  EXPECT_EQ(code_of(R"({"a":1,"\u0061":2})"), "duplicate_key");
  // The same key in two objects.
  EXPECT_EQ(code_of(R"([{"a":1},{"a":2}])"), "ok");
}

TEST(JsonParse, SaysWhereTheJsonBreaks) {
  EXPECT_EQ(place(parse_json("{\"a\": 1,\n \"b\": tru }").error), "/b 2:7");
  EXPECT_EQ(place(parse_json("[1, 2 3]").error), "/2 1:7");
  EXPECT_EQ(place(parse_json("{\"a\": [1, 2,]}").error), "/a/2 1:13");
  EXPECT_EQ(place(parse_json("{\"a\":1}x").error), " 1:8");
  EXPECT_EQ(place(parse_json("").error), " 1:1");
  EXPECT_EQ(place(parse_json("{\"a\":\n").error), "/a 2:1");
  for (const char* text : {"",    " ",    "{",          "[1",        "{\"a\"",  "\"abc", "nul",
                           "{,}", "[1,]", "{'a':1}",    "// no\n{}", "NaN",     "01",    "+1",
                           "1.",  ".5",   "{\"a\":1,}", "\"\t\"",    "\"\\x\"", "[]]",   "{}{}"}) {
    const ParsedJson parsed = parse_json(text);
    EXPECT_FALSE(parsed.ok) << text;
    EXPECT_EQ(parsed.error.code, "not_json") << text;
    EXPECT_FALSE(parsed.error.message.empty());
  }
}

TEST(JsonParse, LinesEndInLfOrCrlf) {
  EXPECT_EQ(place(parse_json("{\r\n\"a\": 1,\r\n  oops}").error), " 3:3");
}

TEST(JsonParse, AByteOrderMarkMayStandFirst) {
  const std::string mark = "\xEF\xBB\xBF";
  const ParsedJson parsed = parse_json(mark + "{\"a\":[1]}");
  ASSERT_TRUE(parsed.ok);
  EXPECT_EQ(parsed.root.offset, 3u);
  EXPECT_EQ(parsed.root.find("a")->offset, 8u);
  // A later line is not moved by it.
  EXPECT_EQ(place(parse_json(mark + "{\n oops}").error), " 2:2");
  EXPECT_EQ(code_of(mark), "not_json");
  EXPECT_EQ(code_of("{" + mark + "}"), "not_json");
}

TEST(JsonParse, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(code_of("\"\xFF\""), "not_json");
  EXPECT_EQ(code_of("\"\xC0\x80\""), "not_json");
  EXPECT_EQ(code_of("\"\xED\xA0\x80\""), "not_json");
  EXPECT_EQ(code_of("\"\xF4\x90\x80\x80\""), "not_json");
  EXPECT_EQ(code_of("\"\xE4\xB8\""), "not_json");
}

TEST(JsonParse, RefusesHalfASurrogatePair) {
  EXPECT_EQ(code_of(R"("\ud83d\ude00")"), "ok");
  EXPECT_EQ(code_of(R"("\ud83d")"), "not_json");
  EXPECT_EQ(code_of(R"("\ude00")"), "not_json");
  EXPECT_EQ(code_of(R"("\ud83dx")"), "not_json");
  EXPECT_EQ(code_of(R"("\ud83d\u0041")"), "not_json");
}

TEST(JsonParse, ANulByteEndsNothing) {
  EXPECT_EQ(code_of(std::string_view("{}\0", 3)), "not_json");
  EXPECT_EQ(code_of(std::string_view("{}\0{]", 5)), "not_json");
  EXPECT_EQ(code_of(std::string_view("\"a\0b\"", 5)), "not_json");
  EXPECT_EQ(code_of(R"("a\u0000b")"), "ok");
}

// The same value by the reader that everybody else uses.
nlohmann::json as_theirs(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
      return nullptr;
    case JsonValue::Kind::boolean:
      return value.boolean;
    case JsonValue::Kind::number:
      if (value.is_integer) return value.integer;
      return value.number;
    case JsonValue::Kind::string:
      return value.text;
    case JsonValue::Kind::array: {
      nlohmann::json list = nlohmann::json::array();
      for (const JsonValue& each : value.elements) list.push_back(as_theirs(each));
      return list;
    }
    case JsonValue::Kind::object:
      break;
  }
  nlohmann::json object = nlohmann::json::object();
  for (const precheck::JsonMember& member : value.members) {
    object[member.key] = as_theirs(member.value);
  }
  return object;
}

// Pieces of JSON in a row, mostly such as fit; every kind of token and of mistake among them.
std::string random_json(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ",",
                                                  ":",
                                                  " ",
                                                  "\n",
                                                  "null",
                                                  "true",
                                                  "false",
                                                  "tru",
                                                  "0",
                                                  "-0",
                                                  "01",
                                                  "1.",
                                                  "-",
                                                  "12",
                                                  "-7",
                                                  "0.5",
                                                  "1e3",
                                                  "2E-2",
                                                  "1e+",
                                                  "1e999",
                                                  "1e-999",
                                                  "9223372036854775807",
                                                  "9223372036854775808",
                                                  "-9223372036854775808",
                                                  "-9223372036854775809",
                                                  "18446744073709551616",
                                                  "\"a\"",
                                                  "\"b\"",
                                                  "\"\"",
                                                  "\"\\n\\u00e9\\ud83d\\ude00\"",
                                                  "\"\\ud83d\"",
                                                  "\"\\x\"",
                                                  "\"\\u12g4\"",
                                                  "\"\u4e2d\U0001F600\"",
                                                  "\"\xC3\"",
                                                  "\"\t\"",
                                                  "\"\xEF\xBF\xBD\"",
                                                  "\"",
                                                  "\\",
                                                  "'"};
  static const std::vector<std::string> openings = {"[", "{\"k\":", "[1,", "{\"a\":[", ""};
  static const std::vector<std::string> endings = {"]", "}", "]}", ""};
  const auto any_of = [&random](const std::vector<std::string>& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
  };
  std::string json = any_of(openings);
  for (int count = std::uniform_int_distribution<int>(0, 6)(random); count > 0; --count) {
    json += any_of(pieces);
    if (count % 2 == 0) json += any_of({",", ":", ""});
  }
  return json + any_of(endings);
}

TEST(JsonParse, ReadsWhatNlohmannReadsAndAlike) {
  std::mt19937 random(1);
  int read = 0;
  for (int round = 0; round < 200'000; ++round) {
    const std::string json = random_json(random);
    const nlohmann::json theirs = nlohmann::json::parse(json, nullptr, false);
    const ParsedJson ours = parse_json(json);
    if (!ours.ok && ours.error.code == "duplicate_key") continue;
    ASSERT_EQ(ours.ok, !theirs.is_discarded()) << json;
    if (!ours.ok) continue;
    ++read;
    ASSERT_EQ(as_theirs(ours.root), theirs) << json;
  }
  EXPECT_GT(read, 5'000);
}

TEST(JsonParse, ReadsNumbersToTheNearestDouble) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 100'000; ++round) {
    const auto bits = random();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (!std::isfinite(number)) continue;
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.17g", number);
    ASSERT_EQ(parse_json(digits).root.number, number) << digits;
  }
}

class JsonReaderTest : public ::testing::Test {
 protected:
  const JsonValue& parse(std::string text) {
    document_ = std::move(text);
    parsed_ = parse_json(document_);
    EXPECT_TRUE(parsed_.ok) << document_;
    reader_ = std::make_unique<JsonReader>(document_, errors_);
    return parsed_.root;
  }

  // The one error there must be.
  const precheck::Error& error() const {
    EXPECT_EQ(errors_.size(), 1u);
    static const precheck::Error none;
    return errors_.empty() ? none : errors_.back();
  }

  std::string document_;
  ParsedJson parsed_;
  std::vector<precheck::Error> errors_;
  std::unique_ptr<JsonReader> reader_;
};

TEST_F(JsonReaderTest, UnknownKeysAreNamedWithTheNearest) {
  const JsonValue& root = parse("{\n  \"mach\": 1 }");
  reader_->check_keys(root, {"id", "match", "unless"}, "a rule");
  EXPECT_EQ(error().code, "unknown_key");
  EXPECT_EQ(place(error()), "/mach 2:3");
  EXPECT_EQ(
      error().message,
      "\"mach\" is not a key of a rule; did you mean \"match\"? Allowed: id, match or unless");
}

TEST_F(JsonReaderTest, UnknownKeysFarFromAllListThem) {
  const JsonValue& root = parse(R"({"zzzzzzzz":1})");
  reader_->check_keys(root, {"id", "match"}, "a rule");
  EXPECT_EQ(error().message, "\"zzzzzzzz\" is not a key of a rule; allowed: id or match");
}

TEST_F(JsonReaderTest, MissingKeys) {
  const JsonValue& root = parse(R"([{"a":1}])");
  EXPECT_EQ(reader_->require(root.elements[0], "b"), nullptr);
  EXPECT_EQ(error().code, "missing_key");
  EXPECT_EQ(place(error()), "/0 1:2");
  EXPECT_NE(reader_->require(root.elements[0], "a"), nullptr);
}

TEST_F(JsonReaderTest, WrongTypesAreNamed) {
  const JsonValue& root = parse(R"([null,true,1,"s",[],{}])");
  EXPECT_EQ(reader_->string(root.elements[0], "x"), nullptr);
  EXPECT_EQ(reader_->number(root.elements[1], "x"), nullptr);
  EXPECT_EQ(reader_->boolean(root.elements[2], "x"), nullptr);
  EXPECT_FALSE(reader_->is_array(root.elements[3], "x"));
  EXPECT_FALSE(reader_->is_object(root.elements[4], "x"));
  EXPECT_EQ(reader_->string(root.elements[5], "x"), nullptr);
  std::string said;
  for (const precheck::Error& each : errors_) {
    EXPECT_EQ(each.code, "wrong_type");
    said += each.message + "\n";
  }
  EXPECT_EQ(said,
            "x must be a string, not null\n"
            "x must be a number, not true or false\n"
            "x must be true or false, not a number\n"
            "x must be a list, not a string; put it into brackets: [\"s\"]\n"
            "x must be an object, not a list; write {…}\n"
            "x must be a string, not an object\n");
}

TEST_F(JsonReaderTest, IntegersHaveBounds) {
  const JsonValue& root = parse("[0,10,11,-1,0.5,1e1,99999999999999999999]");
  EXPECT_EQ(*reader_->integer(root.elements[0], "x", 0, 10), 0);
  EXPECT_EQ(*reader_->integer(root.elements[1], "x", 0, 10), 10);
  EXPECT_TRUE(errors_.empty());
  for (const std::size_t at : {2u, 3u, 4u, 6u}) {
    EXPECT_EQ(reader_->integer(root.elements[at], "x", 0, 10), nullptr) << at;
  }
  EXPECT_EQ(errors_.size(), 4u);
  EXPECT_EQ(errors_[0].message, "x must be a whole number from 0 to 10, not 11");
}

TEST_F(JsonReaderTest, EmptyStrings) {
  const JsonValue& root = parse("[\"\",\" \\t\\n\",\"a\"]");
  EXPECT_EQ(reader_->non_empty_string(root.elements[0], "x"), nullptr);
  EXPECT_EQ(reader_->non_empty_string(root.elements[1], "x"), nullptr);
  EXPECT_EQ(*reader_->non_empty_string(root.elements[2], "x"), "a");
  EXPECT_EQ(errors_.size(), 2u);
}

TEST_F(JsonReaderTest, OneOf) {
  const JsonValue& root = parse(R"(["hold","holt","banana"])");
  EXPECT_EQ(reader_->one_of(root.elements[0], {"warn", "hold"}, "an action"), 1);
  EXPECT_EQ(reader_->one_of(root.elements[1], {"warn", "hold"}, "an action"), -1);
  EXPECT_EQ(error().message,
            "\"holt\" is not allowed as an action; did you mean \"hold\"? Allowed: warn or hold");
}

TEST(Words, Nearest) {
  EXPECT_EQ(precheck::nearest_word("mesage", {"message", "match"}), "message");
  EXPECT_EQ(precheck::nearest_word("cat", {"category", "match"}), "category");
  EXPECT_EQ(precheck::nearest_word("words_list", {"words", "phrases"}), "words");
  EXPECT_EQ(precheck::nearest_word("banana", {"message", "match"}), "");
  EXPECT_EQ(precheck::nearest_word("anything", {}), "");
  EXPECT_EQ(precheck::nearest_word(std::string(100'000, 'x'), {"match"}), "");
}

TEST(Words, Listed) {
  EXPECT_EQ(precheck::listed({}), "");
  EXPECT_EQ(precheck::listed({"a"}), "a");
  EXPECT_EQ(precheck::listed({"a", "b"}), "a or b");
  EXPECT_EQ(precheck::listed({"a", "b", "c"}), "a, b or c");
}

TEST(Words, InQuotesIsShortAndOneLine) {
  EXPECT_EQ(precheck::in_quotes("a\nb"), "\"a b\"");
  EXPECT_EQ(precheck::in_quotes("a\xFF"), "\"a\uFFFD\"");
  const std::string cut = precheck::in_quotes(std::string(1000, 'x'));
  EXPECT_LT(cut.size(), 80u);
  EXPECT_NE(cut.find("\u2026"), std::string::npos);
}

TEST(JsonWrite, Escapes) {
  std::string out;
  precheck::append_json_string(out, std::string_view("\"\\/\b\f\n\r\t\x01\x1F\0\x7F", 12));
  EXPECT_EQ(out, "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f\\u0000\x7F\"");
}

TEST(JsonWrite, KeepsUtf8AndReplacesWhatIsNot) {
  std::string out;
  precheck::append_json_string(out, "\u4e2d\U0001F600\u2028\xFF");
  EXPECT_EQ(out, "\"\u4e2d\U0001F600\u2028\uFFFD\"");
}

TEST(JsonWrite, WhatIsWrittenIsReadBack) {
  std::string every;
  for (char32_t point = 0; point < 0x300; ++point) {
    if (point < 0x80) {
      every += static_cast<char>(point);
    } else {
      every += static_cast<char>(0xC0 | (point >> 6));
      every += static_cast<char>(0x80 | (point & 0x3F));
    }
  }
  std::string out;
  precheck::append_json_string(out, every);
  const ParsedJson parsed = parse_json(out);
  ASSERT_TRUE(parsed.ok);
  EXPECT_EQ(parsed.root.text, every);
}

}  // namespace
