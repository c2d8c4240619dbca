#include <algorithm>

#include "hits.h"
#include "room.h"
#include "sort.h"

namespace precheck {
namespace {

bool is_allowed(const Phrase& phrase, const Hit& hit) {
  return (hit.folds & ~phrase.folds) == 0 && (hit.parts & phrase.ignored) == 0;
}

// The part of a phrase that is found so far. Of several with the same end the one that starts
// last is kept: the tightest.
Hit extended(const Hit& begun, const Hit& next) {
  Hit hit = begun;
  hit.last = next.last;
  hit.end = next.end;
  hit.folds |= next.folds;
  hit.parts |= next.parts;
  return hit;
}

// Of those that are equally tight, the one that needs the fewest signs and disguises.
void keep_tightest(std::vector<Hit>& begun) {
  sort_in_place(begun.begin(), begun.end(), [](const Hit& left, const Hit& right) {
    if (left.last != right.last) return left.last < right.last;
    if (left.first != right.first) return left.first > right.first;
    if (left.begin != right.begin) return left.begin > right.begin;
    return left.folds != right.folds ? left.folds < right.folds : left.parts < right.parts;
  });
  begun.erase(
      std::unique(begun.begin(), begun.end(),
                  [](const Hit& left, const Hit& right) { return left.last == right.last; }),
      begun.end());
}

void append_adjacent(const Phrase& phrase, const Text& text, const std::vector<Hit>& begun,
                     Hits::Range next, std::vector<Hit>& out) {
  for (const Hit& hit : next) {
    if (!is_allowed(phrase, hit) || text.tokens[hit.first].gap == Gap::sentence) continue;
    const auto before =
        std::lower_bound(begun.begin(), begun.end(), hit.first,
                         [](const Hit& each, std::uint32_t first) { return each.last < first; });
    if (before != begun.end() && before->last == hit.first) out.push_back(extended(*before, hit));
  }
}

// Both lists are in order, so one walk serves: the best start so far in this sentence is kept.
void append_after_gap(const Phrase& phrase, const Text& text, const std::vector<Hit>& begun,
                      Hits::Range next, std::vector<Hit>& out) {
  std::size_t at = 0;
  const Hit* best = nullptr;
  Sentence sentence{};  // of that one
  const auto is_in_sentence = [&](const Hit& hit) {
    return hit.first >= sentence.first && hit.first < sentence.last;
  };
  for (const Hit& hit : next) {
    if (!is_allowed(phrase, hit)) continue;
    for (; at < begun.size() && begun[at].last <= hit.first; ++at) {
      if (is_in_sentence(begun[at]) && begun[at].first <= best->first) continue;
      best = &begun[at];
      if (!is_in_sentence(*best)) sentence = text.sentences[text.sentence_of(best->first)];
    }
    if (is_in_sentence(hit)) out.push_back(extended(*best, hit));
  }
}

// Looks back over the few places where the part before may end.
void append_near(const Phrase& phrase, const Text& text, const std::vector<Hit>& begun,
                 std::uint32_t gap, Hits::Range next, std::vector<Hit>& out) {
  for (const Hit& hit : next) {
    if (!is_allowed(phrase, hit)) continue;
    const std::uint32_t nearest = hit.first > gap ? hit.first - gap : 0;
    auto before =
        std::lower_bound(begun.begin(), begun.end(), nearest,
                         [](const Hit& each, std::uint32_t first) { return each.last < first; });
    if (before == begun.end() || before->last > hit.first) continue;
    const std::uint32_t sentence = text.sentences[text.sentence_of(hit.first)].first;
    const Hit* best = nullptr;
    for (; before != begun.end() && before->last <= hit.first; ++before) {
      const bool fits = before->first >= sentence;
      if (fits && (best == nullptr || before->first > best->first)) best = &*before;
    }
    if (best != nullptr) out.push_back(extended(*best, hit));
  }
}

bool begins_sentence(const Text& text, const Hit& hit) {
  return text.tokens[hit.first].gap == Gap::sentence;
}

bool ends_sentence(const Text& text, const Hit& hit) {
  return hit.last == text.tokens.size() || text.tokens[hit.last].gap == Gap::sentence;
}

}  // namespace

void join_phrase(const Phrase& phrase, const Text& text, const Hits& hits, JoinScratch& scratch,
                 std::vector<Hit>& out) {
  std::vector<Hit>& begun = scratch.begun;
  std::vector<Hit>& next = scratch.next;
  begun.clear();
  const Hits::Range firsts = hits.of(phrase.steps.front().set);
  begun.reserve(firsts.size());
  for (const Hit& hit : firsts) {
    if (!is_allowed(phrase, hit)) continue;
    if (phrase.from_start && !begins_sentence(text, hit)) continue;
    begun.push_back(hit);
  }
  for (std::size_t i = 1; i < phrase.steps.size() && !begun.empty(); ++i) {
    keep_tightest(begun);
    next.clear();
    const Hits::Range range = hits.of(phrase.steps[i].set);
    next.reserve(range.size());
    const std::uint32_t gap = phrase.steps[i].gap;
    if (gap == 0) {
      append_adjacent(phrase, text, begun, range, next);
    } else if (gap == kAnyGap) {
      append_after_gap(phrase, text, begun, range, next);
    } else {
      append_near(phrase, text, begun, gap, range, next);
    }
    begun.swap(next);
  }
  make_room_for_more(out, begun.size());
  for (Hit& hit : begun) {
    if (phrase.to_end && !ends_sentence(text, hit)) continue;
    hit.set = phrase.result;
    hit.topic = 0;
    out.push_back(hit);
  }
}

}  // namespace precheck
