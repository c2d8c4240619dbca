#include "matcher_source.h"

#include "compiled_bytes.h"
#include "matcher_filler.h"

namespace precheck {
namespace {

constexpr std::size_t kMostPieces = kMaxEntryBytes;  // a piece of a template takes at least a byte

enum Anchors : std::uint8_t { kFromStart = 1, kToEnd = 2 };

std::uint32_t seen_by(std::uint16_t folds, std::uint8_t ignored) {
  return static_cast<std::uint32_t>(folds << 8) | ignored;
}

// Reads signs one by one, each with the text before it.
class SourceReader {
 public:
  SourceReader(std::string_view source, MatcherFiller& filler, const WordMatcher& matcher)
      : in_(source), filler_(filler), matcher_(matcher) {}

  bool read() {
    while (in_.ok() && !in_.at_end()) {
      const std::string_view text = in_.text_before_sign(kSourceAnchors, kSourceEntry);
      const std::uint8_t sign = in_.byte();
      if (in_.ok()) read_sign(sign, text);
    }
    return in_.ok() && phrase_.pieces.empty() && words_.choices.empty();
  }

 private:
  void read_sign(std::uint8_t sign, std::string_view text) {
    if (sign != kSourceEntry && !text.empty()) words_.choices.emplace_back(text);
    switch (sign) {
      case kSourceEntry:
        return expect(is_between() && filler_.add_entry(set_, text, topic_) == Filled::yes);
      case kSourceTopic:
        ++topic_;
        return expect(is_between());
      case kSourceNewSet:
        set_ = filler_.new_set();
        topic_ = 0;
        return expect(is_between());
      case kSourceSet:
        set_ = in_.index(matcher_.set_count());
        topic_ = 0;
        return expect(is_between());
      case kSourceSees:
        filler_.folds = static_cast<std::uint16_t>(in_.number(kFoldAll));
        filler_.ignored = static_cast<std::uint8_t>(in_.number(kPartAll));
        return expect(is_between());
      case kSourceOr:
        return expect(!text.empty());
      case kSourceThen:
      case kSourceMaybe:
        expect(!words_.choices.empty());
        return end_words(sign == kSourceMaybe);
      case kSourceSlot:
        return read_slot();
      case kSourceGap:
        return read_gap();
      case kSourceAnchors:
        return read_anchors();
      case kSourcePhrase:
        return end_phrase();
    }
    in_.fail();
  }

  void expect(bool holds) {
    if (!holds) in_.fail();
  }
  // No template is being read.
  bool is_between() const { return phrase_.pieces.empty() && words_.choices.empty(); }

  void end_words(bool is_optional) {
    if (words_.choices.empty()) return;
    words_.optional = is_optional;
    add(std::move(words_));
    words_ = {};
  }
  void add(Piece piece) {
    phrase_.pieces.push_back(std::move(piece));
    expect(phrase_.pieces.size() <= kMostPieces);
  }

  void read_slot() {
    end_words(false);
    const auto coded = static_cast<std::uint32_t>(in_.number(2 * matcher_.set_count() - 1));
    Piece piece;
    piece.kind = Piece::Kind::slot;
    piece.slot = coded / 2;
    piece.optional = coded % 2 != 0;
    add(std::move(piece));
  }

  void read_gap() {
    end_words(false);
    const auto longest = static_cast<std::uint32_t>(in_.number(kLongestBoundedGap));
    Piece piece;
    piece.kind = Piece::Kind::gap;
    if (longest > 0) piece.longest = longest;
    add(std::move(piece));
  }

  void read_anchors() {
    end_words(false);
    const std::uint64_t anchors = in_.number(kFromStart | kToEnd);
    phrase_.from_start = (anchors & kFromStart) != 0;
    phrase_.to_end = (anchors & kToEnd) != 0;
  }

  void end_phrase() {
    end_words(false);
    expect(filler_.add_template(set_, phrase_) == Filled::yes);
    phrase_ = {};
  }

  ByteReader in_;
  MatcherFiller& filler_;
  const WordMatcher& matcher_;
  SetId set_ = 0;
  std::uint32_t topic_ = 0;
  PhraseTemplate phrase_;
  Piece words_;  // the piece being read
};

}  // namespace

void SourceWriter::sign(SourceSign which, std::uint64_t number) {
  sign(which);
  append_number(*out_, number);
}

void SourceWriter::new_set(SetId set) {
  if (out_ == nullptr) return;
  sign(kSourceNewSet);
  filled_ = set;
  topic_ = 0;
}

void SourceWriter::fill(SetId set) {
  if (set == filled_) return;
  sign(kSourceSet, set);
  filled_ = set;
  topic_ = 0;
}

// The topics of a set rise.
void SourceWriter::entry(SetId set, std::string_view words, std::uint32_t topic) {
  if (out_ == nullptr) return;
  fill(set);
  for (; topic_ < topic; ++topic_) sign(kSourceTopic);
  *out_ += words;
  sign(kSourceEntry);
}

void SourceWriter::phrase(SetId set, const PhraseTemplate& phrase, std::uint16_t folds,
                          std::uint8_t ignored) {
  if (out_ == nullptr) return;
  fill(set);
  if (sees_ != seen_by(folds, ignored)) {
    sees_ = seen_by(folds, ignored);
    sign(kSourceSees, folds);
    append_number(*out_, ignored);
  }
  const int anchors = (phrase.from_start ? kFromStart : 0) | (phrase.to_end ? kToEnd : 0);
  if (anchors != 0) sign(kSourceAnchors, static_cast<std::uint64_t>(anchors));
  for (std::size_t at = 0; at < phrase.pieces.size(); ++at) {
    const Piece& piece = phrase.pieces[at];
    if (piece.kind == Piece::Kind::slot) {
      sign(kSourceSlot, 2 * std::uint64_t{piece.slot} + (piece.optional ? 1 : 0));
    } else if (piece.kind == Piece::Kind::gap) {
      sign(kSourceGap, piece.longest == kAnyGap ? 0 : piece.longest);
    } else {
      words(piece, at + 1 < phrase.pieces.size() ? &phrase.pieces[at + 1] : nullptr);
    }
  }
  sign(kSourcePhrase);
}

void SourceWriter::words(const Piece& piece, const Piece* next) {
  for (std::size_t i = 0; i < piece.choices.size(); ++i) {
    if (i > 0) sign(kSourceOr);
    *out_ += piece.choices[i];
  }
  if (piece.optional) {
    sign(kSourceMaybe);
  } else if (next != nullptr && next->kind == Piece::Kind::words) {
    // Words that simply follow each other are multiplied out to the same as one piece.
    const bool are_one = piece.choices.size() == 1 && next->choices.size() == 1 && !next->optional;
    if (are_one) {
      *out_ += ' ';
    } else {
      sign(kSourceThen);
    }
  }
}

bool fill_from_source(std::string_view source, MatcherFiller& filler, const WordMatcher& matcher) {
  return SourceReader(source, filler, matcher).read();
}

}  // namespace precheck
