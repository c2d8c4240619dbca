#include <array>

#include "matcher.h"

namespace precheck {
namespace {

constexpr bool kCheap = true;
constexpr bool kNotesWhole = true;

// In the order of MatcherKind.
constexpr std::array<Behaviour, std::size_t{kLastKind} + 1> kBehaviours = {{
    /* words */ {holds_words, may_hold_set, nullptr, kCheap},
    /* only */ {holds_only, may_hold_set, nullptr},
    /* phrases */ {holds_phrases, may_hold_set, nullptr},
    /* pattern */ {holds_pattern, nullptr, nullptr},
    /* lexicon */ {holds_lexicon, may_hold_set, nullptr, kCheap},
    /* measure */ {holds_measure, nullptr, measure_figure, kCheap, kNotesWhole},
    /* topic */ {holds_topic, nullptr, topic_figure, !kCheap, kNotesWhole},
    /* unsupported */ {holds_unsupported, may_hold_set, nullptr},
    /* learned */ {holds_learned, nullptr, learned_figure, !kCheap, kNotesWhole},
    /* repeats */ {holds_repeats, nullptr, nullptr, !kCheap, kNotesWhole},
    /* author */ {holds_author, nullptr, nullptr, kCheap},
    /* post */ {holds_post, nullptr, nullptr},
    /* named */ {holds_matcher, may_hold_matcher, nullptr},
    /* tags */ {holds_tags, nullptr, nullptr},
    /* invites */ {holds_invites, nullptr, nullptr},
    /* all */ {holds_all, may_hold_all, nullptr},
    /* any */ {holds_any, may_hold_any, nullptr},
    /* negation */ {holds_not, nullptr, nullptr},
}};
static_assert(kBehaviours.back().holds == holds_not);  // none is missing

}  // namespace

const Behaviour& behaviour_of(MatcherKind kind) {
  return kBehaviours[static_cast<std::size_t>(kind)];
}

}  // namespace precheck
