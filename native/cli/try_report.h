// What came of a try, for people and for programs. A report says the same however often the run
// was stopped, and holds no date of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/eval_figures.h"
#include "cli/terminal_text.h"
#include "cli/try_run.h"

namespace precheck::cli {

struct TryReport {
  const TryPlan& plan;
  const TryRun& run;
  std::string archive;  // the path as it is shown
};

std::string try_text(const TryReport& report, const Style& style);
std::string try_json(const TryReport& report);

// One file that opens without a network and runs no script.
std::string try_html(const TryReport& report);

// What the text and the page have in common.

std::string percent(std::size_t part, std::size_t whole);  // "12.3%", or "-"
std::string archive_sentence(const TryReport& report);
std::string broken_sentence(const TryReport& report);  // empty when all could be read
bool has_moderation(const TryReport& report);

// Flagged by the verdict (`warn` or harder), or by a rule, against what moderators did: hits are
// comments that they removed.
Confusion agreement(const TryReport& report);
Confusion agreement(const TryReport& report, std::size_t rule);

// All rules, those that flagged most first.
std::vector<std::size_t> rules_by_count(const TryReport& report);

// The months from the first to the last, also those without a comment.
std::vector<std::string> months_of(const TryReport& report);
std::size_t comments_in(const TryReport& report, const std::string& month);
std::size_t flagged_in(const TryReport& report, const std::string& month);

struct TrySampleList {
  std::string title;
  const std::vector<TrySample>& samples;
};
std::vector<TrySampleList> sample_lists(const TryReport& report);  // without empty ones
std::string sample_place(const TrySample& sample);  // "comment 7, id 12, 2024-03, approved, warn"

}  // namespace precheck::cli
