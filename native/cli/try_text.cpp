#include <algorithm>
#include <cmath>

#include "cli/eval_report.h"
#include "cli/try_report.h"
#include "cli/verdict_text.h"

namespace precheck::cli {
namespace {

constexpr std::size_t kBarColumns = 30;
constexpr std::size_t kMonthsShown = 24;

std::string left(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, text.size()), ' ');
}
std::string right(const std::string& text, std::size_t columns) {
  return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

std::string bar(std::size_t part, std::size_t whole) {
  return whole == 0 ? "" : std::string((part * kBarColumns + whole / 2) / whole, '#');
}

std::string heading(const Style& style, const std::string& text) {
  return '\n' + style.bold(text) + '\n';
}

std::string verdicts(const TryReport& report, const Style& style) {
  const TryTally& tally = report.run.tally;
  const ByAction actions = tally.all_actions();
  std::string out = heading(style, "What would have happened");
  for (std::size_t action = 0; action < kActions; ++action) {
    out += "  " + left(std::string(to_string(static_cast<Action>(action))), 8) +
           right(std::to_string(actions[action]), 9) +
           right(percent(actions[action], tally.comments), 8) + "  " +
           bar(actions[action], tally.comments) + '\n';
  }
  return out;
}

std::string rules(const TryReport& report, const Style& style) {
  const TryTally& tally = report.run.tally;
  std::size_t widest = 4;
  for (const EvalRule& rule : report.plan.rules) widest = std::max(widest, rule.id.size());
  const bool with_moderation = has_moderation(report);
  std::string out = heading(style, "Rules");
  out += "  " + left("rule", widest) + "  " + left("action", 7) + right("flagged", 9) +
         right("share", 8);
  if (with_moderation) {
    out += right("approved", 10) + right("deleted", 9) + right("spam", 8) + right("precision", 11) +
           right("recall", 8);
  }
  out += '\n';
  for (const std::size_t each : rules_by_count(report)) {
    const RuleTally& rule = tally.rules[each];
    out += "  " + left(report.plan.rules[each].id, widest) + "  " +
           left(std::string(to_string(report.plan.rules[each].action)), 7) +
           right(std::to_string(rule.flagged), 9) + right(percent(rule.flagged, tally.comments), 8);
    if (with_moderation) {
      const Confusion confusion = agreement(report, each);
      const auto by = [&rule](Moderation moderation) {
        return std::to_string(rule.by_moderation[static_cast<std::size_t>(moderation)]);
      };
      out += right(by(Moderation::approved), 10) + right(by(Moderation::deleted), 9) +
             right(by(Moderation::spam), 8) + right(figure_text(confusion.precision()), 11) +
             right(figure_text(confusion.recall()), 8);
    }
    out += '\n';
  }
  return out;
}

std::string moderation(const TryReport& report, const Style& style) {
  if (!has_moderation(report)) return {};
  const TryTally& tally = report.run.tally;
  std::string out = heading(style, "Beside what moderators did");
  out += "  " + left("they", 10) + right("comments", 9) + right("flagged", 9) + right("share", 8) +
         '\n';
  for (const Moderation each : {Moderation::approved, Moderation::pending, Moderation::deleted,
                                Moderation::spam, Moderation::unknown}) {
    const std::size_t all = tally.moderated(each);
    if (all == 0) continue;
    out += "  " + left(std::string(to_string(each)), 10) + right(std::to_string(all), 9) +
           right(std::to_string(tally.flagged(each)), 9) +
           right(percent(tally.flagged(each), all), 8) + '\n';
  }
  const Confusion confusion = agreement(report);
  return out + "  precision " + figure_text(confusion.precision()) + ", recall " +
         figure_text(confusion.recall()) +
         ": flagged (warn or harder) beside removed (deleted or spam)\n";
}

std::string changes(const TryReport& report, const Style& style) {
  if (!report.plan.against) return {};
  const TryTally& tally = report.run.tally;
  std::string out = heading(style, "Against " + report.plan.against->name());
  std::size_t changed = 0;
  for (std::size_t before = 0; before < kActions; ++before) {
    for (std::size_t now = 0; now < kActions; ++now) {
      const std::size_t count = tally.changes[before][now];
      if (before == now || count == 0) continue;
      changed += count;
      out += "  " + left(std::string(to_string(static_cast<Action>(before))), 7) + "-> " +
             left(std::string(to_string(static_cast<Action>(now))), 7) +
             right(std::to_string(count), 9) + '\n';
    }
  }
  if (changed == 0) return out + "  no comment is treated otherwise\n";
  return out + "  " + counted(changed, "comment") + " of " + std::to_string(tally.comments) + " (" +
         percent(changed, tally.comments) + ") would be treated otherwise\n";
}

std::string months(const TryReport& report, const Style& style) {
  std::vector<std::string> all = months_of(report);
  if (all.size() < 2) return {};
  std::string out = heading(style, "Over time (warn or harder)");
  if (all.size() > kMonthsShown) {
    out += "  the last " + std::to_string(kMonthsShown) + " of " + std::to_string(all.size()) +
           " months; the HTML report shows all\n";
    all.erase(all.begin(), all.end() - kMonthsShown);
  }
  double most = 0;
  for (const std::string& month : all) {
    const std::size_t comments = comments_in(report, month);
    if (comments == 0) continue;
    most = std::max(most,
                    static_cast<double>(flagged_in(report, month)) / static_cast<double>(comments));
  }
  for (const std::string& month : all) {
    const std::size_t comments = comments_in(report, month);
    const std::size_t flagged = flagged_in(report, month);
    const double share =
        comments == 0 ? 0 : static_cast<double>(flagged) / static_cast<double>(comments);
    const auto columns =
        most == 0 ? 0 : static_cast<std::size_t>(std::lround(share / most * kBarColumns));
    out += "  " + month + right(std::to_string(comments), 9) + right(std::to_string(flagged), 8) +
           right(percent(flagged, comments), 8) + "  " + std::string(columns, '#') + '\n';
  }
  return out;
}

std::string samples(const TryReport& report, const Style& style) {
  std::string out;
  for (const TrySampleList& list : sample_lists(report)) {
    out += heading(style, list.title);
    for (const TrySample& sample : list.samples) {
      std::vector<Span> spans;
      for (const Interval& mark : sample.marks) spans.push_back({mark, {}});
      out += "  " + style.faint(printable(sample_place(sample))) + '\n';
      out += sample.marks.empty() ? "    " + printable(sample.text) + '\n'
                                  : marked_text(sample.text, spans, style);
    }
  }
  return out;
}

}  // namespace

std::string try_text(const TryReport& report, const Style& style) {
  std::string out = "Policy: " + printable(report.plan.policy->name()) + ", " +
                    report.plan.policy->revision() + '\n';
  if (report.plan.against) {
    out += "Against: " + printable(report.plan.against->name()) + ", " +
           report.plan.against->revision() + '\n';
  }
  out += "Archive: " + printable(archive_sentence(report)) + '\n';
  const std::string broken = broken_sentence(report);
  if (!broken.empty()) out += "Note: " + printable(broken) + '\n';
  return out + verdicts(report, style) + changes(report, style) + moderation(report, style) +
         rules(report, style) + months(report, style) + samples(report, style);
}

}  // namespace precheck::cli
