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

// The words of `next`, once a language. # stands for a number.
struct Phrases {
  std::string_view language;
  std::string_view published;
  std::string_view held;
  std::string_view refused;
  std::string_view account_held;  // of an account that earlier strikes have brought there
  std::string_view account_blocked;
  std::string_view posted_counts;  // after no other sentence
  std::string_view counts;         // after one of the first
  std::string_view removed_now;
  std::string_view held_now;
  std::string_view blocked_now;
  std::string_view nothing_new;
  std::string_view from;
  std::string_view removed_later;
  std::string_view held_later;
  std::string_view blocked_later;
  std::string_view decays;  // in days
};

constexpr Phrases kPhrases[] = {
    {"en", "If you post this, it appears at once.",
     "If you post this as it is, a moderator looks at it first.",
     "If you post this as it is, it will be refused.",
     "A moderator looks at each of your comments before it appears.",
     "Your account is blocked, so this will be refused.",
     "If you post this as it is, it can count as strike #", " It can count as strike #",
     ": the comment may be deleted.", ": your comments then wait for a moderator.",
     ": your account is then blocked.", ".", " From strike # on", " comments may be deleted.",
     " your comments wait for a moderator.", " your account is blocked.",
     " Strikes fade after # days."},
    {"zh", "发表后会立即显示。", "照现在的样子发表，会先由版主审核。",
     "照现在的样子发表，会被拒绝。", "您的评论须先经版主审核才会显示。",
     "您的账号已被停用，此评论会被拒绝。", "照现在的样子发表，可能记为第#次违规",
     "这可能记为第#次违规", "：评论可能被删除。", "：之后您的评论须先经版主审核。",
     "：您的账号将被停用。", "。", "从第#次起，", "评论可能被删除。", "您的评论须先经版主审核。",
     "您的账号将被停用。", "违规记录在#天后失效。"},
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

// The steps around an account that has so many strikes, and may get one more.
struct Place {
  std::int64_t strike = 1;              // the number of that one
  const LadderStep* present = nullptr;  // where the account stands
  const LadderStep* reached = nullptr;  // where that strike leads
  const LadderStep* coming = nullptr;   // what is next after it
};

Place place_on(const Ladder& ladder, std::int64_t strikes) {
  Place place;
  place.strike = std::max<std::int64_t>(0, std::min(strikes, kMostStrikes)) + 1;
  for (const LadderStep& step : ladder.steps) {
    if (step.strikes < place.strike) place.present = &step;
    if (step.strikes <= place.strike) {
      place.reached = &step;
    } else if (place.coming == nullptr) {
      place.coming = &step;
    }
  }
  return place;
}

bool stands_at(const Place& place, Consequence consequence) {
  return place.present != nullptr && place.present->consequence == consequence;
}

// What the strike itself leads to; nothing where the ladder has not begun. What is refused needs no
// deleting.
std::string strike_text(const Place& place, const Phrases& words, std::string_view counts,
                        bool is_refused) {
  if (place.reached == nullptr) return {};
  std::string text = with_number(counts, place.strike);
  const bool removes = place.reached->consequence == Consequence::remove;
  const bool says_nothing = removes ? is_refused : place.reached == place.present;
  return text += says_nothing ? words.nothing_new
                              : choose(place.reached->consequence, words.removed_now,
                                       words.held_now, words.blocked_now);
}

std::string coming_text(const Ladder& ladder, const Place& place, const Phrases& words) {
  std::string text;
  if (place.coming != nullptr) {
    text += with_number(words.from, place.coming->strikes);
    text += choose(place.coming->consequence, words.removed_later, words.held_later,
                   words.blocked_later);
  }
  if (ladder.decay_days > 0) text += with_number(words.decays, ladder.decay_days);
  return text;
}

// Where the comment goes, by the verdict and the account's step, whichever is harder.
std::string_view fate_text(const Place& place, const Phrases& words, Action action) {
  if (action == Action::reject) return words.refused;
  if (stands_at(place, Consequence::hold)) return words.account_held;
  return action == Action::hold ? words.held : words.published;
}

}  // namespace

// A step of the ladder concerns the comment that reaches it. Whether a person or the ledger counts
// the strike is the blog's business, so it "may" happen; but then nothing here says that it cannot.
std::string next_text(const CompiledPolicy& policy, const Judgement& judgement,
                      std::int64_t strikes) {
  if (!policy.ladder) return {};
  const Ladder& ladder = *policy.ladder;
  const Phrases& words = phrases_for(policy.languages[judgement.language]);
  const Place place = place_on(ladder, strikes);
  if (stands_at(place, Consequence::block)) {
    std::string text(words.account_blocked);
    if (ladder.decay_days > 0) text += with_number(words.decays, ladder.decay_days);
    return text;
  }
  const std::string_view fate = fate_text(place, words, judgement.action);
  if (judgement.action < Action::warn) return std::string(fate);
  const std::string rest = coming_text(ladder, place, words);
  if (fate == words.published && place.reached != nullptr) {
    return strike_text(place, words, words.posted_counts, false) + rest;
  }
  const bool is_refused = judgement.action == Action::reject;
  return std::string(fate) + strike_text(place, words, words.counts, is_refused) + rest;
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
