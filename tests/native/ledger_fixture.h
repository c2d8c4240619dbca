// A ledger with a clock that obeys, on a database of either kind.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "command.h"
#include "ledger/ledger.h"

namespace ledger_test {

using namespace precheck::ledger;  // NOLINT(google-build-using-namespace): tests of just this

inline constexpr std::int64_t kMinute = 60 * 1000;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kStart = 1'780'000'000'000;  // in 2026

class TestClock : public Clock {
 public:
  std::int64_t utc() const override { return utc_; }
  std::int64_t steady() const override { return steady_; }
  void pass(std::int64_t milliseconds) {
    utc_ += milliseconds;
    steady_ += milliseconds;
  }
  void jump(std::int64_t milliseconds) { utc_ += milliseconds; }

 private:
  std::int64_t utc_ = kStart;
  std::int64_t steady_ = 0;
};

inline constexpr char kFirstKey[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
inline constexpr char kSecondKey[] =
    "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

inline Keys keys(const std::string& text = kFirstKey) {
  Result<Keys> parsed = Keys::parse(text);
  EXPECT_TRUE(parsed.ok());
  return parsed.value();
}

// The shipped policy's: 1 delete, 3 hold, 5 block, faded after 90 days.
inline Ladder usual_ladder() {
  return {90, {{1, Step::remove}, {3, Step::hold}, {5, Step::block}}};
}

inline precheck::Verdict verdict(const std::string& rule = "slur") {
  precheck::Verdict made;
  made.action = precheck::Action::warn;
  made.policy_revision = "sha256:0000";
  precheck::Finding finding;
  finding.rule = rule;
  made.findings.push_back(finding);
  return made;
}

inline std::string explain(const Status& status) {
  return status.ok() ? "" : status.error().message;
}

}  // namespace ledger_test
