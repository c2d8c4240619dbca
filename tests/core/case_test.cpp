// Runs tests/cases/matchers (each file brings its policy) and tests/cases/shipped (policy.json).
#include <precheck/precheck.hpp>

#include "cases.h"
#include "matchers/matcher.h"

namespace {

using cases::Json;

precheck::Request request_of(const Json& each) {
  if (each.contains("comment")) {
    precheck::Request request;
    request.comment = each["comment"].get<std::string>();
    return request;
  }
  const precheck::ParsedRequest parsed = precheck::parse_request(each["request"].dump());
  EXPECT_TRUE(parsed.request) << parsed.error.message;
  return parsed.request.value_or(precheck::Request{});
}

std::set<std::string> set_of(const Json& list) {
  std::set<std::string> out;
  for (const Json& each : list) out.insert(each.get<std::string>());
  return out;
}

std::set<std::string> rules_found(const precheck::Verdict& verdict, precheck::Action least) {
  std::set<std::string> out;
  for (const precheck::Finding& finding : verdict.findings) {
    if (finding.action >= least) out.insert(finding.rule);
  }
  return out;
}

std::vector<std::string> marked_words(const precheck::Verdict& verdict,
                                      const std::string& comment) {
  std::vector<std::string> out;
  for (const precheck::Finding& finding : verdict.findings) {
    for (const precheck::Span& span : finding.spans) {
      out.push_back(comment.substr(span.bytes.begin, span.bytes.end - span.bytes.begin));
    }
  }
  return out;
}

// Returns whether the case expects a finding.
bool run_case(const precheck::Policy& policy, const Json& each, precheck::Action least) {
  const precheck::Request request = request_of(each);
  const precheck::Verdict verdict = policy.check(request);
  SCOPED_TRACE(each["name"].get<std::string>() + "\n  " + request.comment + "\n  " +
               precheck::to_json(verdict));
  bool expects_finding = false;
  EXPECT_TRUE(each.contains("flags") || each.contains("finds")) << "the case expects nothing";
  if (each.contains("flags")) {
    EXPECT_EQ(rules_found(verdict, least), set_of(each["flags"]));
    expects_finding = !each["flags"].empty();
  }
  if (each.contains("finds")) {
    EXPECT_EQ(rules_found(verdict, precheck::Action::advise), set_of(each["finds"]));
    expects_finding |= !each["finds"].empty();
  }
  if (each.contains("spans")) {
    EXPECT_EQ(marked_words(verdict, request.comment),
              each["spans"].get<std::vector<std::string>>());
  }
  if (each.contains("action")) {
    EXPECT_EQ(precheck::to_string(verdict.action), each["action"].get<std::string>());
  }
  return expects_finding;
}

const std::set<std::string> kCaseKeys = {"name",  "comment", "request", "flags",
                                         "finds", "spans",   "action",  "why"};

precheck::Compilation compiled(const std::string& policy_json) {
  precheck::Compilation result = precheck::compile(policy_json);
  EXPECT_TRUE(result.ok()) << precheck::to_json(result.errors());
  return result;
}

TEST(Cases, Matchers) {
  std::set<std::string> covered;
  for (const cases::File& file :
       cases::read_folder("matchers", {"about", "policy", "cases"}, kCaseKeys)) {
    SCOPED_TRACE(file.name);
    covered.insert(file.name);
    const precheck::Compilation policy = compiled(file.json["policy"].dump());
    if (!policy.ok()) continue;
    for (const Json& each : file.json["cases"]) {
      run_case(*policy.policy, each, precheck::Action::advise);
    }
  }
  for (const precheck::Matcher& matcher : precheck::matcher_table()) {
    EXPECT_TRUE(covered.count(std::string(matcher.name)))
        << "the matcher " << matcher.name << " has no case file";
  }
}

TEST(Cases, Shipped) {
  const precheck::Compilation policy =
      compiled(cases::read_file(cases::source_dir() / "policy.json"));
  ASSERT_TRUE(policy.ok());
  std::size_t flagged = 0;
  std::size_t passed = 0;
  for (const cases::File& file : cases::read_folder("shipped", {"about", "cases"}, kCaseKeys)) {
    SCOPED_TRACE(file.name);
    for (const Json& each : file.json["cases"]) {
      const bool expects_finding = run_case(*policy.policy, each, precheck::Action::warn);
      (expects_finding ? flagged : passed) += 1;
    }
  }
  EXPECT_GT(passed, flagged) << "must-not-flag cases must outnumber must-flag cases";
}

}  // namespace
