#include <cstdio>

#include "cli/eval_report.h"
#include "cli/html.h"
#include "cli/plots.h"
#include "cli/try_report.h"

namespace precheck::cli {
namespace {

std::string cell(const std::string& content) { return html_element("td", content); }
std::string cell(std::size_t count) { return cell(std::to_string(count)); }

std::string row(const std::string& cells) { return html_element("tr", cells) + '\n'; }

std::string share_bar(std::size_t part, std::size_t whole, const std::string& style,
                      const std::string& what) {
  if (whole == 0) return "-";
  return html_bar(static_cast<double>(part) / static_cast<double>(whole), style, what,
                  percent(part, whole));
}

std::string figure_bar(const std::optional<double>& figure, const std::string& what) {
  return figure ? html_bar(*figure, "bar", what, figure_text(figure)) : "-";
}

std::string verdicts(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  const ByAction actions = tally.all_actions();
  std::string rows = html_heading_row({"verdict", "comments", "share"});
  for (std::size_t action = 0; action < kActions; ++action) {
    const std::string name(to_string(static_cast<Action>(action)));
    rows += row(cell(name) + cell(actions[action]) +
                cell(share_bar(actions[action], tally.comments, name, name)));
  }
  return html_element("h2", "What would have happened") + '\n' + html_table(rows);
}

std::string moderation(const TryReport& report) {
  if (!has_moderation(report)) return {};
  const TryTally& tally = report.run.tally;
  std::string rows = html_heading_row({"moderators", "comments", "would be flagged", "share"});
  for (const Moderation each : {Moderation::approved, Moderation::pending, Moderation::deleted,
                                Moderation::spam, Moderation::unknown}) {
    const std::size_t all = tally.moderated(each);
    if (all == 0) continue;
    const std::string name(to_string(each));
    rows += row(cell(name) + cell(all) + cell(tally.flagged(each)) +
                cell(share_bar(tally.flagged(each), all, "bar", name)));
  }
  const Confusion confusion = agreement(report);
  return html_element("h2", "Beside what moderators did") + '\n' + html_table(rows) +
         html_paragraph("Of what would be flagged (warn or harder) they removed " +
                        figure_text(confusion.precision()) + " (precision); of what they removed " +
                        figure_text(confusion.recall()) +
                        " would be flagged (recall). Pending comments do not count");
}

std::string changes(const TryReport& report) {
  if (!report.plan.against) return {};
  const TryTally& tally = report.run.tally;
  std::vector<std::string> heading = {"before \\ now"};
  for (std::size_t now = 0; now < kActions; ++now) {
    heading.emplace_back(to_string(static_cast<Action>(now)));
  }
  std::string rows = html_heading_row(heading);
  std::size_t changed = 0;
  for (std::size_t before = 0; before < kActions; ++before) {
    std::string cells = cell(std::string(to_string(static_cast<Action>(before))));
    for (std::size_t now = 0; now < kActions; ++now) {
      const std::size_t count = tally.changes[before][now];
      if (before != now) changed += count;
      cells += cell(before != now && count > 0 ? html_element("b", std::to_string(count))
                                               : std::to_string(count));
    }
    rows += row(cells);
  }
  return html_element("h2", "Against " + html_text(report.plan.against->name())) + '\n' +
         html_paragraph(counted(changed, "comment") + " of " + std::to_string(tally.comments) +
                        " (" + percent(changed, tally.comments) + ") would be treated otherwise") +
         html_table(rows);
}

std::vector<double> rule_trend(const TryReport& report, std::size_t rule,
                               const std::vector<std::string>& months) {
  std::vector<double> shares;
  const auto& by_month = report.run.tally.rules[rule].by_month;
  for (const std::string& month : months) {
    const auto found = by_month.find(month);
    const std::size_t comments = comments_in(report, month);
    shares.push_back(found == by_month.end() || comments == 0
                         ? 0
                         : static_cast<double>(found->second) / static_cast<double>(comments));
  }
  return shares;
}

std::string rules(const TryReport& report) {
  const TryTally& tally = report.run.tally;
  const bool with_moderation = has_moderation(report);
  const std::vector<std::string> months = months_of(report);
  std::vector<std::string> heading = {"rule", "action", "flagged", "share"};
  if (months.size() > 1) heading.emplace_back("share over time");
  if (with_moderation) {
    for (const char* each : {"approved", "deleted", "spam", "precision", "recall"}) {
      heading.emplace_back(each);
    }
  }
  std::string rows = html_heading_row(heading);
  for (const std::size_t each : rules_by_count(report)) {
    const RuleTally& rule = tally.rules[each];
    const std::string& id = report.plan.rules[each].id;
    const std::string action(to_string(report.plan.rules[each].action));
    std::string cells = cell(html_text(id)) + cell(action) + cell(rule.flagged) +
                        cell(share_bar(rule.flagged, tally.comments, action, id));
    if (months.size() > 1) {
      cells += cell(sparkline(id + ", share over time", rule_trend(report, each, months)));
    }
    if (with_moderation) {
      for (const Moderation by : {Moderation::approved, Moderation::deleted, Moderation::spam}) {
        cells += cell(rule.by_moderation[static_cast<std::size_t>(by)]);
      }
      const Confusion confusion = agreement(report, each);
      cells += cell(figure_bar(confusion.precision(), "precision")) +
               cell(figure_bar(confusion.recall(), "recall"));
    }
    rows += row(cells);
  }
  return html_element("h2", "Rules") + '\n' + html_table(rows);
}

std::string months_table(const TryReport& report, const std::vector<std::string>& months) {
  std::string rows = html_heading_row({"month", "comments", "warn", "hold", "reject"});
  for (const std::string& month : months) {
    const auto found = report.run.tally.months.find(month);
    const ByAction counts = found == report.run.tally.months.end() ? ByAction{} : found->second;
    std::string cells = cell(month) + cell(comments_in(report, month));
    for (const Action action : {Action::warn, Action::hold, Action::reject}) {
      cells += cell(counts[static_cast<std::size_t>(action)]);
    }
    rows += row(cells);
  }
  return html_element("details", html_element("summary", "The numbers") + html_table(rows)) + '\n';
}

std::string over_time(const TryReport& report) {
  const std::vector<std::string> months = months_of(report);
  if (months.size() < 2) return {};
  std::vector<PlotLayer> comments = {{"comments", "bar", {}}};
  std::vector<PlotLayer> shares = {
      {"warn", "warn", {}}, {"hold", "hold", {}}, {"reject", "reject", {}}};
  for (const std::string& month : months) {
    const std::size_t all = comments_in(report, month);
    const auto found = report.run.tally.months.find(month);
    comments.front().values.push_back(static_cast<double>(all));
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const std::size_t count =
          all == 0 ? 0 : found->second[static_cast<std::size_t>(Action::warn) + i];
      shares[i].values.push_back(
          all == 0 ? 0 : static_cast<double>(count) * 100 / static_cast<double>(all));
    }
  }
  return html_element("h2", "Over time") + '\n' + html_element("h3", "Comments a month") + '\n' +
         column_plot("Comments a month", months, comments, "") +
         html_element("h3", "Share of them that would be flagged") + '\n' +
         column_plot("Share flagged a month", months, shares, "%") + months_table(report, months);
}

std::string samples(const TryReport& report) {
  std::string out = html_element("h2", "Samples") + '\n' +
                    html_paragraph("Drawn by lot from all; the same on every run");
  for (const TrySampleList& list : sample_lists(report)) {
    std::string inner = html_element("summary", html_text(list.title));
    for (const TrySample& sample : list.samples) {
      inner += "<div class=\"where\">" + html_text(sample_place(sample)) + "</div>\n" +
               html_element("blockquote", html_marked(sample.text, sample.marks)) + '\n';
    }
    out += "<details open>" + inner + "</details>\n";
  }
  return out;
}

}  // namespace

std::string try_html(const TryReport& report) {
  std::string out = html_head("Precheck: what the policy would have done") +
                    html_element("h1", "What the policy would have done") + '\n' +
                    html_paragraph("Policy: " + report.plan.policy->name() + ", " +
                                   report.plan.policy->revision());
  if (report.plan.against) {
    out += html_paragraph("Against: " + report.plan.against->name() + ", " +
                          report.plan.against->revision());
  }
  out += html_paragraph("Archive: " + archive_sentence(report));
  const std::string broken = broken_sentence(report);
  if (!broken.empty()) out += html_paragraph(broken);
  return out + verdicts(report) + changes(report) + moderation(report) + rules(report) +
         over_time(report) + samples(report) + html_foot();
}

}  // namespace precheck::cli
