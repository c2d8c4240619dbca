#include "matcher_filler.h"

#include <algorithm>

#include "policy.h"

namespace precheck {
namespace {

constexpr std::size_t kMostExpansions = 256;  // word sequences from one run of plain parts
constexpr std::size_t kMostWays = 64;         // phrases from one template, by its optional parts

// The ways to read the template: each optional part there or not. One too many where there are too
// many.
std::vector<std::vector<const Piece*>> ways(const std::vector<Piece>& pieces) {
  std::vector<std::vector<const Piece*>> out(1);
  for (const Piece& piece : pieces) {
    const std::size_t count = out.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (piece.optional) out.push_back(out[i]);
      out[i].push_back(&piece);
    }
    if (out.size() > kMostWays) break;
  }
  return out;
}

}  // namespace

SetId MatcherFiller::new_set() {
  source_.new_set(static_cast<SetId>(matcher_.set_count()));
  return matcher_.new_set();
}

Filled MatcherFiller::add_entry(SetId set, std::string_view words, std::uint32_t topic) {
  source_.entry(set, words, topic);
  return add(set, words, topic);
}

Filled MatcherFiller::add(SetId set, std::string_view words, std::uint32_t topic) {
  if (words.size() > kMaxEntryBytes) return Filled::too_long;
  if (!matcher_.add(set, words, topic)) {
    wordless_ = words;
    return Filled::no_word;
  }
  return matcher_.bytes() > kMaxCompiledBytes ? Filled::too_large : Filled::yes;
}

Filled MatcherFiller::add_template(SetId set, const PhraseTemplate& phrase) {
  source_.phrase(set, phrase, folds, ignored);
  const std::vector<std::vector<const Piece*>> all = ways(phrase.pieces);
  if (all.size() > kMostWays) return Filled::too_many_ways;
  for (const std::vector<const Piece*>& way : all) {
    phrase_ = Phrase{set, {}, folds, ignored, phrase.from_start, phrase.to_end};
    const Filled filled = add_way(way);
    if (filled != Filled::yes) return filled;
  }
  return Filled::yes;
}

Filled MatcherFiller::add_way(const std::vector<const Piece*>& pieces) {
  gap_ = 0;
  words_.assign(1, "");
  for (const Piece* piece : pieces) {
    const bool is_words = piece->kind == Piece::Kind::words;
    const Filled filled = is_words ? add_words(*piece) : flush_words();
    if (filled != Filled::yes) return filled;
    if (piece->kind == Piece::Kind::gap) gap_ = std::max(gap_, piece->longest);
    if (piece->kind == Piece::Kind::slot) add_step(piece->slot);
  }
  const Filled filled = flush_words();
  if (filled != Filled::yes) return filled;
  if (phrase_.steps.empty()) return Filled::no_word;
  matcher_.add_phrase(std::move(phrase_));
  return matcher_.bytes() > kMaxCompiledBytes ? Filled::too_large : Filled::yes;
}

Filled MatcherFiller::add_words(const Piece& piece) {
  if (words_.size() * piece.choices.size() > kMostExpansions) {
    const Filled filled = flush_words();
    if (filled != Filled::yes) return filled;
  }
  std::vector<std::string> longer;
  longer.reserve(words_.size() * piece.choices.size());
  for (const std::string& begun : words_) {
    for (const std::string& choice : piece.choices) {
      std::string& words = longer.emplace_back(begun);
      if (!begun.empty()) words += ' ';
      words += choice;
    }
  }
  words_ = std::move(longer);
  return Filled::yes;
}

Filled MatcherFiller::flush_words() {
  if (words_.size() == 1 && words_.front().empty()) return Filled::yes;
  std::string key;
  for (const std::string& words : words_) {
    key += words;
    key += '\n';
  }
  // The ways to read a template and its neighbours share most of their parts: each is looked for
  // once.
  const std::uint32_t part = parts_.add(key);
  if (part == part_sets_.size()) {
    part_sets_.push_back(matcher_.new_set());
    for (const std::string& words : words_) {
      const Filled filled = add(part_sets_[part], words, 0);
      if (filled != Filled::yes) return filled;
    }
  }
  words_.assign(1, "");
  add_step(part_sets_[part]);
  return Filled::yes;
}

void MatcherFiller::add_step(SetId set) {
  phrase_.steps.push_back({set, phrase_.steps.empty() ? 0 : gap_});
  gap_ = 0;
}

}  // namespace precheck
