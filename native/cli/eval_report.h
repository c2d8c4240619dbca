// What came of an evaluation, for people and for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/eval_run.h"
#include "cli/terminal_text.h"

namespace precheck::cli {

struct EvalReport {
  const EvalPlan& plan;
  const EvalTally& tally;
  std::string data;  // the path as it is shown
};

std::string eval_text(const EvalReport& report, const Style& style);
std::string eval_json(const EvalReport& report);

// One file that opens without a network and runs no script.
std::string eval_html(const EvalReport& report);

// What the text and the HTML page have in common.

std::string figure_text(const std::optional<double>& figure);  // "0.750", or "-"
std::string counted(std::size_t count, const std::string& noun);

// The rules to list: all that were asked for by name, else those that flagged anything.
std::vector<std::size_t> listed_rules(const EvalReport& report);

// Sentences without line ends.
std::string data_sentence(const EvalReport& report);
std::string selection_sentence(const EvalReport& report);
std::string changes_sentence(const EvalReport& report);  // needs a baseline
std::string ranking_sentence(const EvalReport& report);  // needs a figure

struct SampleList {
  std::string title;
  const std::vector<EvalSample>& samples;
};
std::vector<SampleList> sample_lists(const EvalReport& report);  // without empty ones

}  // namespace precheck::cli
