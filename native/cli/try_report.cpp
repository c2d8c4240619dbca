#include "cli/try_report.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "cli/eval_report.h"

namespace precheck::cli {
namespace {

constexpr std::size_t kMostMonths = 1'200;

const char* format_name(const std::string& format) {
  if (format == "wxr") return "WordPress export";
  if (format == "disqus") return "Disqus export";
  return format == "csv" ? "CSV" : "JSONL";
}

std::string month_after(const std::string& month) {
  int year = std::stoi(month.substr(0, 4));
  int number = std::stoi(month.substr(5, 2)) + 1;
  if (number > 12) {
    number = 1;
    ++year;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d", year, number);
  return text;
}

Confusion confusion_of(const ByModeration& flagged, const ByModeration& all) {
  const auto of = [](const ByModeration& counts, Moderation moderation) {
    return counts[static_cast<std::size_t>(moderation)];
  };
  Confusion confusion;
  confusion.hits = of(flagged, Moderation::deleted) + of(flagged, Moderation::spam);
  confusion.misses = of(all, Moderation::deleted) + of(all, Moderation::spam) - confusion.hits;
  confusion.false_alarms = of(flagged, Moderation::approved);
  confusion.passes = of(all, Moderation::approved) - confusion.false_alarms;
  return confusion;
}

ByModeration all_moderated(const TryTally& tally) {
  ByModeration all{};
  for (std::size_t i = 0; i < kModerations; ++i) {
    all[i] = tally.moderated(static_cast<Moderation>(i));
  }
  return all;
}

}  // namespace

std::string percent(std::size_t part, std::size_t whole) {
  if (whole == 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f%%",
                static_cast<double>(part) * 100 / static_cast<double>(whole));
  return text;
}

std::string archive_sentence(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  std::string out = report.archive + " (" + format_name(report.run.format) +
                    "): " + counted(tally.comments, "comment");
  if (!tally.months.empty()) {
    out += ", " + tally.months.begin()->first + " to " + tally.months.rbegin()->first;
  }
  if (report.run.skipped > 0) {
    out += "; " + counted(report.run.skipped, "pingback") + " left out";
  }
  if (report.run.limited) out += "; only the first were asked for";
  return out;
}

std::string broken_sentence(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  std::string out;
  if (tally.broken > 0) {
    const Error& first = tally.first_broken.front();
    out = counted(tally.broken, "comment") + " could not be read and " +
          (tally.broken == 1 ? "does" : "do") + " not count; the first stands in line " +
          std::to_string(first.line) + ": " + first.message;
  }
  if (report.run.mended > 0) {
    out += (out.empty() ? "" : ". ") + counted(report.run.mended, "byte") +
           " were no UTF-8 and were replaced; --encoding says how the file is written";
  }
  return out;
}

bool has_moderation(const TryReport& report) { return agreement(report).rows() > 0; }

Confusion agreement(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  ByModeration flagged{};
  for (std::size_t i = 0; i < kModerations; ++i) {
    flagged[i] = tally.flagged(static_cast<Moderation>(i));
  }
  return confusion_of(flagged, all_moderated(tally));
}

Confusion agreement(const TryReport& report, std::size_t rule) {
  return confusion_of(report.run.tally.rules[rule].by_moderation, all_moderated(report.run.tally));
}

std::vector<std::size_t> rules_by_count(const TryReport& report) {
  const std::vector<RuleTally>& rules = report.run.tally.rules;
  std::vector<std::size_t> order(rules.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&rules](std::size_t left, std::size_t right) {
    return rules[left].flagged > rules[right].flagged;
  });
  return order;
}

std::vector<std::string> months_of(const TryReport& report) {
  const auto& counted_months = report.run.tally.months;
  std::vector<std::string> months;
  if (counted_months.empty()) return months;
  const std::string& last = counted_months.rbegin()->first;
  for (std::string month = counted_months.begin()->first;
       month <= last && months.size() < kMostMonths; month = month_after(month)) {
    months.push_back(month);
  }
  return months;
}

std::size_t comments_in(const TryReport& report, const std::string& month) {
  const auto found = report.run.tally.months.find(month);
  if (found == report.run.tally.months.end()) return 0;
  return std::accumulate(found->second.begin(), found->second.end(), std::size_t{0});
}

std::size_t flagged_in(const TryReport& report, const std::string& month) {
  const auto found = report.run.tally.months.find(month);
  if (found == report.run.tally.months.end()) return 0;
  return std::accumulate(found->second.begin() + static_cast<int>(Action::warn),
                         found->second.end(), std::size_t{0});
}

std::vector<TrySampleList> sample_lists(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  std::vector<TrySampleList> lists;
  const auto add = [&lists](std::string title, const SamplePool& pool) {
    if (!pool.samples().empty()) lists.push_back({std::move(title), pool.samples()});
  };
  add("Would be treated harder than before", tally.harder);
  add("Would be treated milder than before", tally.milder);
  add("Approved by moderators, and would be flagged", tally.false_alarms);
  add("Removed by moderators, and would be let through", tally.misses);
  for (const std::size_t rule : rules_by_count(report)) {
    add("Flagged by " + report.plan.rules[rule].id, tally.rules[rule].samples);
  }
  return lists;
}

std::string sample_place(const TrySample& sample) {
  std::string out = "comment " + std::to_string(sample.number);
  if (!sample.id.empty()) out += ", id " + sample.id;
  if (!sample.month.empty()) out += ", " + sample.month;
  if (sample.moderation != Moderation::unknown) {
    out += ", " + std::string(to_string(sample.moderation)) + " by moderators";
  }
  out += ", would get " + std::string(to_string(sample.action));
  for (const std::string& rule : sample.rules) out += ", " + rule;
  return out;
}

}  // namespace precheck::cli
