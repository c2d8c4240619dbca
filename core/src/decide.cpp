// Findings -> action, points and what follows. Nothing else decides.
#include <algorithm>

#include "policy.h"

namespace precheck {
namespace {

constexpr std::int64_t kMostStrikes = 1'000'000'000;

Action by_points(const Decision& decision, int points) {
  if (points >= decision.reject) return Action::reject;
  if (points >= decision.hold) return Action::hold;
  if (points >= decision.warn) return Action::warn;
  return Action::allow;
}

// The words of `next`, once a language.
struct Phrases {
  std::string_view language;
  std::string_view published;
  std::string_view held;
  std::string_view refused;
  std::string_view counts;  // # is the number of the strike
  std::string_view removed_now;
  std::string_view held_now;
  std::string_view blocked_now;
  std::string_view from;  // # is the number of strikes
  std::string_view removed_later;
  std::string_view held_later;
  std::string_view blocked_later;
  std::string_view decays;  // # is the number of days
};

constexpr Phrases kPhrases[] = {
    {"en", "If you post this, it appears at once.",
     "If you post this as it is, a moderator looks at it first.",
     "If you post this as it is, it will be refused.",
     " It can count as strike #:", " the comment may be deleted.",
     " your comments then wait for a moderator.", " your account is then blocked.",
     " From strike # on", " comments may be deleted.", " your comments wait for a moderator.",
     " your account is blocked.", " Strikes fade after # days."},
    {"zh", "发表后会立即显示。", "照现在的样子发表，会先由版主审核。",
     "照现在的样子发表，会被拒绝。", "这可能记为第#次违规：", "评论可能被删除。",
     "之后您的评论须先经版主审核。", "您的账号将被停用。", "从第#次起，", "评论可能被删除。",
     "您的评论须先经版主审核。", "您的账号将被停用。", "违规记录在#天后失效。"},
};

const Phrases& phrases_for(const std::string& spoken) {
  for (const Phrases& phrases : kPhrases) {
    if (language_matches(spoken, phrases.language)) return phrases;
  }
  return kPhrases[0];
}

std::string with_number(std::string_view text, std::int64_t number) {
  std::string out(text);
  const std::size_t at = out.find('#');
  return at == std::string::npos ? out : out.replace(at, 1, std::to_string(number));
}

std::string_view choose(Consequence consequence, std::string_view remove, std::string_view hold,
                        std::string_view block) {
  switch (consequence) {
    case Consequence::remove:
      return remove;
    case Consequence::hold:
      return hold;
    case Consequence::block:
      return block;
  }
  return {};
}

// What the ladder says about one strike more: the step it reaches and the one that comes next.
std::string ladder_text(const Ladder& ladder, const Phrases& words, std::int64_t strikes) {
  const std::int64_t strike = std::max<std::int64_t>(0, std::min(strikes, kMostStrikes)) + 1;
  const LadderStep* reached = nullptr;
  const LadderStep* coming = nullptr;
  for (const LadderStep& step : ladder.steps) {
    if (step.strikes <= strike) {
      reached = &step;
    } else if (coming == nullptr) {
      coming = &step;
    }
  }
  std::string text;
  if (reached != nullptr) {
    text += with_number(words.counts, strike);
    text += choose(reached->consequence, words.removed_now, words.held_now, words.blocked_now);
  }
  if (coming != nullptr) {
    text += with_number(words.from, coming->strikes);
    text += choose(coming->consequence, words.removed_later, words.held_later, words.blocked_later);
  }
  if (ladder.decay_days > 0) text += with_number(words.decays, ladder.decay_days);
  return text;
}

}  // namespace

std::string next_text(const CompiledPolicy& policy, const Judgement& judgement,
                      std::int64_t strikes) {
  if (!policy.ladder) return {};
  const Phrases& words = phrases_for(policy.languages[judgement.language]);
  const Action action = judgement.action;
  std::string text(action == Action::reject ? words.refused
                   : action == Action::hold ? words.held
                                            : words.published);
  if (action >= Action::warn) text += ladder_text(*policy.ladder, words, strikes);
  return text;
}

void decide(const CompiledPolicy& policy, Judgement& judgement) {
  judgement.points = 0;
  judgement.action = Action::allow;
  for (const Judgement::Found& found : judgement.findings) {
    const Rule& rule = policy.rules[found.rule];
    judgement.points += rule.points;
    judgement.action = std::max(judgement.action, rule.action);
  }
  judgement.action = std::max(judgement.action, by_points(policy.decision, judgement.points));
}

}  // namespace precheck
