#include "matcher.h"

namespace precheck {
namespace {

constexpr bool kCheap = true;
constexpr bool kNotesWhole = true;

constexpr Behaviour kWords = {holds_words, may_hold_set, nullptr, kCheap};
constexpr Behaviour kOnly = {holds_only, may_hold_set, nullptr};
constexpr Behaviour kPhrases = {holds_phrases, may_hold_set, nullptr};
constexpr Behaviour kPattern = {holds_pattern, nullptr, nullptr};
constexpr Behaviour kLexicon = {holds_lexicon, may_hold_set, nullptr, kCheap};
constexpr Behaviour kMeasure = {holds_measure, nullptr, measure_figure, kCheap, kNotesWhole};
constexpr Behaviour kTopic = {holds_topic, nullptr, topic_figure, !kCheap, kNotesWhole};
constexpr Behaviour kUnsupported = {holds_unsupported, may_hold_set, nullptr};
constexpr Behaviour kLearned = {holds_learned, nullptr, learned_figure, !kCheap, kNotesWhole};
constexpr Behaviour kRepeats = {holds_repeats, nullptr, nullptr, !kCheap, kNotesWhole};
constexpr Behaviour kAuthor = {holds_author, nullptr, nullptr, kCheap};
constexpr Behaviour kPost = {holds_post, nullptr, nullptr};
constexpr Behaviour kNamed = {holds_matcher, may_hold_matcher, nullptr};
constexpr Behaviour kTags = {holds_tags, nullptr, nullptr};
constexpr Behaviour kInvites = {holds_invites, nullptr, nullptr};
constexpr Behaviour kAll = {holds_all, may_hold_all, nullptr};
constexpr Behaviour kAny = {holds_any, may_hold_any, nullptr};
constexpr Behaviour kNot = {holds_not, nullptr, nullptr};

}  // namespace

const Behaviour& behaviour_of(MatcherKind kind) {
  switch (kind) {
    case MatcherKind::words:
      return kWords;
    case MatcherKind::only:
      return kOnly;
    case MatcherKind::phrases:
      return kPhrases;
    case MatcherKind::pattern:
      return kPattern;
    case MatcherKind::lexicon:
      return kLexicon;
    case MatcherKind::measure:
      return kMeasure;
    case MatcherKind::topic:
      return kTopic;
    case MatcherKind::unsupported:
      return kUnsupported;
    case MatcherKind::learned:
      return kLearned;
    case MatcherKind::repeats:
      return kRepeats;
    case MatcherKind::author:
      return kAuthor;
    case MatcherKind::post:
      return kPost;
    case MatcherKind::named:
      return kNamed;
    case MatcherKind::tags:
      return kTags;
    case MatcherKind::invites:
      return kInvites;
    case MatcherKind::all:
      return kAll;
    case MatcherKind::any:
      return kAny;
    case MatcherKind::negation:
      break;
  }
  return kNot;
}

}  // namespace precheck
