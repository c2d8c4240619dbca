#include "cli/try_tally.h"

#include <algorithm>

namespace precheck::cli {
namespace {

constexpr std::size_t kFirstBroken = 10;
constexpr std::size_t kShownBytes = 600;  // of a sample
constexpr std::size_t kBeforeMark = 200;  // of a long one, before its first mark
constexpr std::size_t kMostMonths = 2'400;

// A random number for a comment and a purpose, the same on every run (splitmix64).
std::uint64_t draw(std::uint64_t number, std::uint64_t purpose) {
  std::uint64_t value = number * 0x9E3779B97F4A7C15ull + purpose * 0xD1B54A32D192ED03ull;
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ value >> 27) * 0x94D049BB133111EBull;
  return value ^ value >> 31;
}

enum Purpose : std::uint64_t { kFalseAlarms = 1, kMisses, kHarder, kMilder, kRules };

bool continues_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t character_start(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && continues_a_character(text[at])) --at;
  return at;
}

// Cuts a long comment to what stands around its first mark.
void set_text(std::string_view text, const std::vector<Interval>& marks, TrySample& sample) {
  std::size_t begin = 0;
  if (text.size() > kShownBytes && !marks.empty() && marks.front().begin > kBeforeMark) {
    begin = character_start(text, marks.front().begin - kBeforeMark);
  }
  const std::size_t end = character_start(text, begin + kShownBytes);
  const std::string before = begin > 0 ? "\u2026" : "";
  sample.text = before + std::string(text.substr(begin, end - begin));
  if (end < text.size()) sample.text += "\u2026";
  for (const Interval& mark : marks) {
    if (mark.begin < begin || mark.end > end) continue;
    sample.marks.push_back({mark.begin - begin + before.size(), mark.end - begin + before.size()});
  }
}

std::vector<Interval> all_marks(const Judgement& judgement) {
  std::vector<Interval> marks;
  for (const Judgement::Speaker& speaker : judgement.speakers) {
    marks.insert(marks.end(), speaker.marks.begin(), speaker.marks.end());
  }
  std::sort(marks.begin(), marks.end(),
            [](const Interval& left, const Interval& right) { return left.begin < right.begin; });
  std::vector<Interval> merged;
  for (const Interval& mark : marks) {
    if (!merged.empty() && mark.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, mark.end);
    } else {
      merged.push_back(mark);
    }
  }
  return merged;
}

// One comment on its way into the tally.
class Counting {
 public:
  Counting(const TryPlan& plan, const ArchivedComment& comment, const Judgement& judgement,
           const Judgement* before, TryTally& tally)
      : plan_(plan), comment_(comment), judgement_(judgement), before_(before), tally_(tally) {}

  void run() {
    ++tally_.comments;
    const auto action = static_cast<std::size_t>(judgement_.action);
    const auto moderation = static_cast<std::size_t>(comment_.moderation);
    ++tally_.actions[moderation][action];
    const bool has_month = !comment_.month.empty() && (tally_.months.size() < kMostMonths ||
                                                       tally_.months.count(comment_.month) > 0);
    if (has_month) ++tally_.months[comment_.month][action];
    for (const Judgement::Speaker& speaker : judgement_.speakers) {
      RuleTally& rule = tally_.rules[speaker.rule];
      ++rule.flagged;
      ++rule.by_moderation[moderation];
      if (has_month) ++rule.by_month[comment_.month];
      keep(rule.samples, kRules + speaker.rule, speaker.marks);
    }
    count_agreement();
    if (before_ != nullptr) count_change(*before_);
  }

 private:
  void keep(SamplePool& pool, std::uint64_t purpose, const std::vector<Interval>& marks) {
    const std::uint64_t rank = draw(tally_.done(), purpose);
    if (!pool.wants(rank, plan_.samples_kept)) return;
    TrySample sample;
    sample.rank = rank;
    sample.number = tally_.done();
    sample.id = comment_.request.id.value_or("");
    sample.month = comment_.month;
    sample.moderation = comment_.moderation;
    sample.action = judgement_.action;
    if (before_ != nullptr) sample.before = before_->action;
    for (const Judgement::Speaker& speaker : judgement_.speakers) {
      sample.rules.push_back(plan_.rules[speaker.rule].id);
    }
    set_text(comment_.request.comment, marks, sample);
    pool.add(std::move(sample), plan_.samples_kept);
  }

  void count_agreement() {
    const bool is_flagged = judgement_.action >= Action::warn;
    if (comment_.moderation == Moderation::approved && is_flagged) {
      keep(tally_.false_alarms, kFalseAlarms, all_marks(judgement_));
    }
    const bool was_removed =
        comment_.moderation == Moderation::deleted || comment_.moderation == Moderation::spam;
    if (was_removed && !is_flagged) keep(tally_.misses, kMisses, all_marks(judgement_));
  }

  void count_change(const Judgement& before) {
    ++tally_.changes[static_cast<std::size_t>(before.action)]
                    [static_cast<std::size_t>(judgement_.action)];
    for (const Judgement::Speaker& speaker : before.speakers) ++tally_.rules_before[speaker.rule];
    if (judgement_.action > before.action) {
      keep(tally_.harder, kHarder, all_marks(judgement_));
    } else if (judgement_.action < before.action) {
      keep(tally_.milder, kMilder, all_marks(before));
    }
  }

  const TryPlan& plan_;
  const ArchivedComment& comment_;
  const Judgement& judgement_;
  const Judgement* before_;
  TryTally& tally_;
};

}  // namespace

void SamplePool::add(TrySample sample, std::size_t most) {
  if (!wants(sample.rank, most)) return;
  const auto place =
      std::upper_bound(samples_.begin(), samples_.end(), sample.rank,
                       [](std::uint64_t rank, const TrySample& each) { return rank < each.rank; });
  samples_.insert(place, std::move(sample));
  if (samples_.size() > most) samples_.pop_back();
}

ByAction TryTally::all_actions() const {
  ByAction sums{};
  for (const ByAction& each : actions) {
    for (std::size_t action = 0; action < kActions; ++action) sums[action] += each[action];
  }
  return sums;
}

std::size_t TryTally::moderated(Moderation moderation) const {
  std::size_t sum = 0;
  for (const std::size_t each : actions[static_cast<std::size_t>(moderation)]) sum += each;
  return sum;
}

std::size_t TryTally::flagged(Moderation moderation) const {
  const ByAction& own = actions[static_cast<std::size_t>(moderation)];
  std::size_t sum = 0;
  for (auto action = static_cast<std::size_t>(Action::warn); action < kActions; ++action) {
    sum += own[action];
  }
  return sum;
}

TryTally empty_tally(const TryPlan& plan) {
  TryTally tally;
  tally.rules.resize(plan.rules.size());
  tally.rules_before.resize(plan.rules_against.size());
  return tally;
}

void count(const TryPlan& plan, const ArchivedComment& comment, const Judgement& judgement,
           const Judgement* before, TryTally& tally) {
  Counting(plan, comment, judgement, before, tally).run();
}

void count_broken(const ArchivedComment& comment, TryTally& tally) {
  ++tally.broken;
  if (tally.first_broken.size() >= kFirstBroken) return;
  Error error = *comment.problem;
  // What the JSON reader says about columns of the line, the report says about lines of the file.
  error.line = comment.line;
  error.column = comment.line > 0 ? std::max<std::size_t>(error.column, 1) : 0;
  tally.first_broken.push_back(std::move(error));
}

std::uint64_t next_fingerprint(std::uint64_t fingerprint, const ArchivedComment& comment) {
  const std::string& text = comment.raw.empty() ? comment.request.comment : comment.raw;
  // FNV-1a over the length, the first bytes and the last ones: enough to know an archive again.
  constexpr std::size_t kEnds = 64;
  const auto mix = [&fingerprint](std::uint64_t value) {
    fingerprint = (fingerprint ^ value) * 0x100000001B3ull;
  };
  mix(text.size() + 1);
  const std::size_t head = std::min(text.size(), kEnds);
  for (const char byte : std::string_view(text).substr(0, head)) {
    mix(static_cast<unsigned char>(byte));
  }
  for (const char byte :
       std::string_view(text).substr(text.size() - std::min(text.size() - head, kEnds))) {
    mix(static_cast<unsigned char>(byte));
  }
  return fingerprint;
}

}  // namespace precheck::cli
