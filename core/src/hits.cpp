#include "hits.h"

#include <algorithm>

#include "room.h"
#include "slots.h"
#include "sort.h"

namespace precheck {
namespace {

constexpr std::size_t kShoutingLetters = 12;  // fewer tell nothing about the writer's capitals
constexpr std::size_t kBlock = 256;           // hits
constexpr std::size_t kBytesOfHit = 8;        // of the text, for each hit that is kept

bool by_place(const Hit& left, const Hit& right) {
  if (left.first != right.first) return left.first < right.first;
  if (left.last != right.last) return left.last < right.last;
  return left.topic < right.topic;
}

// Mostly one or two, mostly in order already.
void sort_by_place(Hit* begin, Hit* end) {
  constexpr std::ptrdiff_t kFew = 32;
  if (end - begin > kFew) {
    sort_stably(begin, end, by_place);
    return;
  }
  for (Hit* next = begin + 1; next < end; ++next) {
    if (!by_place(*next, next[-1])) continue;
    const Hit hit = *next;
    Hit* place = next;
    for (; place > begin && by_place(hit, place[-1]); --place) *place = place[-1];
    *place = hit;
  }
}

}  // namespace

void Hits::reset(const WordMatcher& matcher, const Text& text,
                 const std::vector<std::string_view>* post_terms) {
  if (++stamp_ == 0 || matcher_ != &matcher) {
    visit_of_.clear();
    sets_.assign(matcher.set_count(), SetState{});
    stamp_ = 1;
  }
  matcher_ = &matcher;
  text_ = &text;
  post_terms_ = post_terms;
  occurrences_.clear();
  visits_.clear();
  made_.assign(1, Range{});
  now_ = Mark{};
  touched_.clear();
  members_.clear();
  woken_.clear();
  if (post_terms != nullptr && matcher.uses_post_terms()) wake(kPostTerms);
  for (SetId set = kPostTerms + 1; set < kBuiltInSets; ++set) wake(set);
}

// Unless they are few for the text.
void Hits::forget_since(const Mark& mark) const {
  if (now_.kept - mark.kept <= text_->source.size() / kBytesOfHit) return;
  for (SetState& state : sets_) {
    if (state.made >= mark.made) state.made = kNoNumber;
  }
  made_.resize(mark.made);
  now_ = mark;
}

Hits::SetState& Hits::state_of(SetId set) const {
  SetState& state = sets_[set];
  if (state.stamp != stamp_) {
    state = SetState{};
    state.stamp = stamp_;
  }
  return state;
}

Hits::SetState& Hits::touch(SetId set) {
  SetState& state = state_of(set);
  if (state.members == kNoNumber && state.phrases == kNoNumber) touched_.push_back(set);
  return state;
}

void Hits::add(const Occurrence& occurrence) {
  if (occurrences_.size() == occurrences_.capacity()) {
    make_room_for_rest(occurrences_, occurrence.first, text_->tokens.size());
  }
  const auto place = static_cast<std::uint32_t>(occurrences_.size());
  occurrences_.push_back(occurrence);
  if (visit_of_.empty()) visit_of_.assign(matcher_->node_count(), 0);
  if (visit_of(occurrence.node) != nullptr) {
    Visit& visit = visits_[visit_of_[occurrence.node]];
    occurrences_[visit.last].next = place;
    visit.last = place;
    return;
  }
  visit_of_[occurrence.node] = static_cast<std::uint32_t>(visits_.size());
  visits_.push_back({occurrence.node, place, place});
  come_by(occurrence.node);
}

void Hits::come_by(NodeOfTrie node) {
  for (const Membership& member : matcher_->watched(node)) {
    SetState& state = touch(member.set);
    const bool is_first = state.members == kNoNumber;
    members_.push_back({&member, state.members});
    state.members = static_cast<std::uint32_t>(members_.size() - 1);
    if (is_first) wake(member.set);
  }
}

void Hits::wake(SetId trigger) {
  for (const Wake& wake : matcher_->woken_by(trigger)) {
    SetState& state = touch(wake.result);
    woken_.push_back({&wake, state.phrases});
    state.phrases = static_cast<std::uint32_t>(woken_.size() - 1);
  }
}

bool Hits::may_have(SetId set) const {
  if (!matcher_->is_watched(set)) return true;
  const SetState& state = sets_[set];
  return state.stamp == stamp_ && (state.members != kNoNumber || state.phrases != kNoNumber);
}

Hits::Range Hits::make(SetId set) const {
  SetState& state = state_of(set);
  state.made = 0;
  if (!may_have(set)) return {};
  const std::size_t from = collected_.size();
  if (set == kPostTerms) {
    collect_post_terms();
  } else if (set < kBuiltInSets) {
    find_slot(set, *text_, collected_);
  }
  collect(set, state.members);
  if (state.phrases != kNoNumber) collect_phrases(state.phrases);
  if (collected_.size() == from) return {};
  const Range hits = keep(from);
  state.made = static_cast<std::uint32_t>(made_.size());
  made_.push_back(hits);
  now_.made = made_.size();
  return hits;
}

// Those of a list of links.
void Hits::collect_phrases(std::uint32_t woken) const {
  const Mark before = now_;
  for (; woken != kNoNumber; woken = woken_[woken].next) {
    const Wake& wake = *woken_[woken].wake;
    for (PhraseId id = wake.first; id < wake.last; ++id) {
      const Phrase& phrase = matcher_->phrase(id);
      const bool has_all =
          std::none_of(phrase.steps.begin(), phrase.steps.end(),
                       [this](const PhraseStep& step) { return of(step.set).empty(); });
      if (has_all) join_phrase(phrase, *text_, *this, join_, collected_);
      if (now_.kept > kFewHits) forget_since(before);
    }
  }
}

void Hits::collect(SetId set, std::uint32_t members) const {
  if (matcher_->is_watched(set)) {
    for (std::uint32_t at = members; at != kNoNumber; at = members_[at].next) {
      const Membership& member = *members_[at].membership;
      collect_member(member, visits_[visit_of_[member.node]].first);
    }
    return;
  }
  if (visits_.empty()) return;
  for (const Membership& member : matcher_->members(set)) {
    if (const Visit* visit = visit_of(member.node)) collect_member(member, visit->first);
  }
}

void Hits::collect_member(const Membership& member, std::uint32_t at) const {
  const Output* const outputs = matcher_->outputs();
  for (; at != kNoNumber; at = occurrences_[at].next) {
    const std::uint32_t folds = occurrences_[at].folds;
    Hit hit = hit_of(occurrences_[at]);
    hit.set = member.set;
    const std::string_view typed(text_->source.data() + hit.begin, hit.end - hit.begin);
    for (std::uint32_t place = member.first; place < member.last; ++place) {
      const Output& output = outputs[place];
      if (output.capitals_only && !is_in_capitals(hit.first)) continue;
      hit.topic = output.topic;
      hit.folds = 0;
      if (typed != matcher_->typed(output)) {
        hit.folds = static_cast<std::uint16_t>(folds | kFoldCase);
        if (output.run_together) hit.folds |= kFoldSpaced;
      }
      if (collected_.size() == collected_.capacity()) make_room_for_more(collected_, kBlock);
      collected_.push_back(hit);
    }
  }
}

// What all outputs of the node have in common.
Hit Hits::hit_of(const Occurrence& found) const {
  const Token* first = text_->tokens.data() + found.first;
  const Token* last = first + (found.count - 1);
  std::uint8_t parts = first->parts;
  for (const Token* token = last; token != first; --token) parts |= token->parts;
  return {0,
          found.first,
          found.first + found.count,
          first->begin - found.before,
          last->end + found.after,
          0,
          0,
          parts};
}

void Hits::collect_post_terms() const {
  if (post_terms_ == nullptr) return;
  for (std::uint32_t at = 0; at < text_->tokens.size(); ++at) {
    const Token& token = text_->tokens[at];
    if (!std::binary_search(post_terms_->begin(), post_terms_->end(), text_->word(token))) continue;
    collected_.push_back(
        {kPostTerms, at, at + 1, token.begin, token.end, 0, token.folds, token.parts});
  }
}

// "US" and not "us"; in a sentence that shouts nobody can tell.
bool Hits::is_in_capitals(std::uint32_t at) const {
  const Token& token = text_->tokens[at];
  if (token.letters == 0 || token.capitals != token.letters) return false;
  const Sentence& sentence = text_->sentences[text_->sentence_of(at)];
  std::size_t letters = 0;
  std::size_t capitals = 0;
  // A window is enough, and keeps a sentence of a megabyte from costing n * n.
  const std::uint32_t from = std::max(sentence.first, at > 12 ? at - 12 : 0);
  const std::uint32_t to = std::min(sentence.last, at + 13);
  for (std::uint32_t i = from; i < to; ++i) {
    if (i == at) continue;
    letters += text_->tokens[i].letters;
    capitals += text_->tokens[i].capitals;
  }
  return letters < kShoutingLetters || capitals * 2 < letters;
}

// Moves what was collected to where it stays.
Hits::Range Hits::keep(std::size_t from) const {
  const std::size_t count = collected_.size() - from;
  sort_by_place(collected_.data() + from, collected_.data() + collected_.size());
  while (now_.block < blocks_.size() && blocks_[now_.block].size - now_.used < count) {
    ++now_.block;
    now_.used = 0;
  }
  if (now_.block == blocks_.size()) {
    const std::size_t size = std::max({kBlock, count, now_.kept / 4});
    blocks_.push_back({std::unique_ptr<Hit[]>(new Hit[size]), size});
  }
  Hit* place = blocks_[now_.block].hits.get() + now_.used;
  std::copy(collected_.begin() + static_cast<std::ptrdiff_t>(from), collected_.end(), place);
  now_.used += count;
  now_.kept += count;
  collected_.resize(from);
  return {place, place + count};
}

}  // namespace precheck
