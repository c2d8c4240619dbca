// Reads a phrase template: plain words, (a|b), [lexicon], [post], ? after an optional part, * for a
// gap and *3 for one of at most three words, ^ and $ for the start and the end of a sentence.
// matcher_filler.cpp multiplies it out, so that a check never interprets a template.
#include "phrase_template.h"

#include <algorithm>

#include "match_builder.h"
#include "slots.h"

namespace precheck {
namespace {

class TemplateParser {
 public:
  TemplateParser(MatchBuilder& builder, const JsonValue& value)
      : builder_(builder), value_(value), text_(value.text) {}

  bool parse(PhraseTemplate& read) {
    skip_spaces();
    read.from_start = stands_alone('^');
    if (read.from_start) ++at_;
    while (true) {
      skip_spaces();
      if (at_ >= text_.size()) break;
      if (stands_alone('$') && text_.find_first_not_of(" \t", at_ + 1) == std::string_view::npos) {
        read.to_end = true;
        break;
      }
      Piece piece;
      if (!read_piece(piece)) return false;
      read.pieces.push_back(std::move(piece));
    }
    return is_sound(read.pieces);
  }

 private:
  void skip_spaces() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  // The sign, with nothing beside it.
  bool stands_alone(char sign) const {
    if (at_ >= text_.size() || text_[at_] != sign) return false;
    return at_ + 1 == text_.size() || text_[at_ + 1] == ' ' || text_[at_ + 1] == '\t';
  }

  template <typename Why>
  bool fail(Why why) {
    builder_.reader().fail(value_, "bad_phrase",
                           [&] { return "in the phrase " + in_quotes(text_) + ": " + why(); });
    return false;
  }

  bool read_piece(Piece& piece) {
    bool ok = true;
    switch (text_[at_]) {
      case '*':
        return read_gap(piece);
      case '(':
        ok = read_choices(piece);
        break;
      case '[':
        ok = read_slot(piece);
        break;
      case ')':
      case ']':
      case '|':
      case '?':
        return fail([&] {
          return in_quotes(text_.substr(at_, 1)) +
                 " stands where a word, (a|b), [lexicon] or * is needed";
        });
      default:
        read_word(piece);
        break;
    }
    if (ok && at_ < text_.size() && text_[at_] == '?') {
      piece.optional = true;
      ++at_;
    }
    return ok;
  }

  bool read_gap(Piece& piece) {
    piece.kind = Piece::Kind::gap;
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    if (at_ == begin) return true;
    piece.longest = 0;
    for (std::size_t i = begin; i < at_ && piece.longest <= kLongestBoundedGap; ++i) {
      piece.longest = piece.longest * 10 + static_cast<std::uint32_t>(text_[i] - '0');
    }
    if (piece.longest >= 1 && piece.longest <= kLongestBoundedGap) return true;
    return fail([&] {
      return "a gap such as *3 is of 1 to " + std::to_string(kLongestBoundedGap) +
             " words; * alone is of any length";
    });
  }

  void read_word(Piece& piece) {
    const std::size_t end = std::min(text_.find_first_of(" \t()[]|?*", at_), text_.size());
    piece.choices.emplace_back(text_.substr(at_, end - at_));
    at_ = end;
  }

  bool read_choices(Piece& piece) {
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) return fail([&] { return "a \"(\" is never closed"; });
    std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
    if (inside.find_first_of("([*") != std::string_view::npos) {
      return fail([&] { return "only words may stand between \"(\" and \")\""; });
    }
    at_ = close + 1;
    while (true) {
      const std::size_t bar = std::min(inside.find('|'), inside.size());
      const std::string_view choice = inside.substr(0, bar);
      if (choice.find_first_not_of(" \t") == std::string_view::npos) {
        return fail([&] {
          return "a choice between \"(\" and \")\" is empty; write (a|b)? for an optional part";
        });
      }
      piece.choices.emplace_back(choice);
      if (bar == inside.size()) return true;
      inside.remove_prefix(bar + 1);
    }
  }

  bool read_slot(Piece& piece) {
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) return fail([&] { return "a \"[\" is never closed"; });
    piece.kind = Piece::Kind::slot;
    const std::string_view name = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    const auto lexicon = builder_.lexicons.find(name);
    if (lexicon != builder_.lexicons.end()) {
      piece.slot = lexicon->second;
      return true;
    }
    std::vector<std::string_view> known;
    for (const BuiltInSlot& slot : kBuiltInSlots) {
      if (slot.name == name) {
        piece.slot = slot.set;
        return true;
      }
      known.push_back(slot.name);
    }
    for (const auto& [lexicon_name, set] : builder_.lexicons) known.push_back(lexicon_name);
    builder_.unknown_name(value_, name, known, "a slot, which is a lexicon or a built-in one");
    return false;
  }

  bool is_sound(const std::vector<Piece>& pieces) {
    const bool has_part = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
      return piece.kind != Piece::Kind::gap && !piece.optional;
    });
    if (!has_part) return fail([&] { return "it needs at least one part that is not optional"; });
    if (pieces.front().kind == Piece::Kind::gap || pieces.back().kind == Piece::Kind::gap) {
      return fail([&] { return "a gap * at the start or the end says nothing; leave it out"; });
    }
    return true;
  }

  MatchBuilder& builder_;
  const JsonValue& value_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool add_phrase_template(MatchBuilder& builder, const JsonValue& text, SetId result) {
  if (text.text.size() > kMaxEntryBytes) {
    builder.reader().fail(text, "too_large", [&] {
      return "this phrase has " + std::to_string(text.text.size()) + " bytes; at most " +
             std::to_string(kMaxEntryBytes) + " are allowed";
    });
    return false;
  }
  PhraseTemplate read;
  if (!TemplateParser(builder, text).parse(read)) return false;
  return builder.add_template(text, result, read);
}

bool add_phrase_templates(MatchBuilder& builder, const JsonValue& list, std::string_view what,
                          Node& node) {
  std::vector<const JsonValue*> templates;
  if (!builder.strings(list, what, templates)) return false;
  node.set = builder.filler().new_set();
  bool ok = true;
  for (const JsonValue* text : templates) ok &= add_phrase_template(builder, *text, node.set);
  return ok;
}

}  // namespace precheck
