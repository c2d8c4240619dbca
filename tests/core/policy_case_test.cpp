// Runs tests/cases/policies: what is wrong with each policy, where, and in which words.
#include <precheck/precheck.hpp>

#include "cases.h"

namespace {

using cases::Json;

std::string from_base64(const std::string& text) {
  static const std::string kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char each : text) {
    const std::size_t value = kAlphabet.find(each);
    if (value == std::string::npos) continue;
    bits = bits << 6 | static_cast<unsigned>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count);
  }
  return out;
}

void expect_error(const Json& wanted, const precheck::Error& error) {
  EXPECT_EQ(error.code, wanted["code"].get<std::string>());
  if (wanted.contains("pointer")) {
    EXPECT_EQ(error.pointer, wanted["pointer"].get<std::string>());
  }
  if (wanted.contains("line")) {
    EXPECT_EQ(error.line, wanted["line"].get<std::size_t>());
  }
  if (wanted.contains("column")) {
    EXPECT_EQ(error.column, wanted["column"].get<std::size_t>());
  }
  // Read one by one: each says what is wrong and how to mend it.
  EXPECT_EQ(error.message, wanted["message"].get<std::string>());
}

TEST(BadPolicies, AreRefusedWithPlaceAndCause) {
  std::size_t count = 0;
  for (const cases::File& file :
       cases::read_folder("policies", {"about", "cases"},
                          {"name", "policy_text", "policy_base64", "errors", "why"})) {
    for (const Json& each : file.json["cases"]) {
      const std::string policy = each.contains("policy_base64")
                                     ? from_base64(each["policy_base64"].get<std::string>())
                                     : each["policy_text"].get<std::string>();
      const precheck::Compilation result = precheck::compile(policy);
      SCOPED_TRACE(file.name + ": " + each["name"].get<std::string>() + "\n  " +
                   precheck::to_json(result.errors()));
      EXPECT_FALSE(result.ok());
      ASSERT_EQ(result.errors().size(), each["errors"].size());
      for (std::size_t i = 0; i < result.errors().size(); ++i) {
        for (const char* key : {"pointer", "line", "column"}) {
          EXPECT_TRUE(each["errors"][i].contains(key)) << key;
        }
        expect_error(each["errors"][i], result.errors()[i]);
      }
      ++count;
    }
  }
  EXPECT_GE(count, 40u);
}

TEST(CarelessPolicies, AreWarnedOf) {
  std::size_t count = 0;
  for (const cases::File& file :
       cases::read_folder("lint", {"about", "cases"}, {"name", "policy", "warnings", "why"})) {
    for (const Json& each : file.json["cases"]) {
      const std::vector<precheck::Error> warnings = precheck::lint(each["policy"].dump());
      SCOPED_TRACE(file.name + ": " + each["name"].get<std::string>() + "\n  " +
                   precheck::to_json(warnings));
      ASSERT_EQ(warnings.size(), each["warnings"].size());
      for (std::size_t i = 0; i < warnings.size(); ++i) {
        expect_error(each["warnings"][i], warnings[i]);
      }
      ++count;
    }
  }
  EXPECT_GE(count, 30u);
}

}  // namespace
