// Reads a phrase template: plain words, (a|b), [lexicon], [post], ? after an optional part, * for a
// gap and *3 for one of at most three words, ^ and $ for the start and the end of a sentence. Runs
// of plain parts are multiplied out into ready word sequences, so that a check never interprets a
// template.
#include <algorithm>

#include "match_builder.h"
#include "slots.h"

namespace precheck {
namespace {

constexpr std::size_t kMostExpansions = 256;  // word sequences from one run of plain parts
constexpr std::size_t kMostVariants = 64;     // phrases from one template, by its optional parts
constexpr std::uint32_t kLongestBoundedGap = 20;  // words

// One piece of a template as written.
struct Piece {
  enum class Kind { words, slot, gap } kind = Kind::words;
  std::vector<std::string> choices;  // words
  std::string name;                  // slot
  SetId slot = 0;
  bool optional = false;
  std::uint32_t longest = kAnyGap;  // gap, in words
};

struct Template {
  std::vector<Piece> pieces;
  bool from_start = false;
  bool to_end = false;
};

class TemplateParser {
 public:
  TemplateParser(MatchBuilder& builder, const JsonValue& value)
      : builder_(builder), value_(value), text_(value.text) {}

  bool parse(Template& read) {
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
    piece.name = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    const auto lexicon = builder_.lexicons.find(piece.name);
    if (lexicon != builder_.lexicons.end()) {
      piece.slot = lexicon->second;
      return true;
    }
    std::vector<std::string_view> known;
    for (const BuiltInSlot& slot : kBuiltInSlots) {
      if (slot.name == piece.name) {
        piece.slot = slot.set;
        return true;
      }
      known.push_back(slot.name);
    }
    for (const auto& [name, set] : builder_.lexicons) known.push_back(name);
    builder_.unknown_name(value_, piece.name, known,
                          "a slot, which is a lexicon or a built-in one");
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

// One way to read the template: each optional part there or not.
std::vector<std::vector<Piece>> variants(const std::vector<Piece>& pieces) {
  std::vector<std::vector<Piece>> out(1);
  for (const Piece& piece : pieces) {
    const std::size_t count = out.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (piece.optional) out.push_back(out[i]);
      out[i].push_back(piece);
    }
    if (out.size() > kMostVariants) break;
  }
  return out;
}

class PhraseCompiler {
 public:
  PhraseCompiler(MatchBuilder& builder, const JsonValue& value, SetId result)
      : builder_(builder), value_(value), result_(result) {}

  bool add(const std::vector<Piece>& pieces, const Template& read) {
    phrase_ = Phrase{result_, {}, builder_.folds, builder_.ignored, read.from_start, read.to_end};
    gap_ = 0;
    words_.assign(1, "");
    for (const Piece& piece : pieces) {
      if (piece.kind == Piece::Kind::words) {
        if (!add_words(piece)) return false;
        continue;
      }
      if (!flush_words()) return false;
      if (piece.kind == Piece::Kind::gap) {
        gap_ = std::max(gap_, piece.longest);
      } else {
        add_step(piece.slot);
      }
    }
    if (!flush_words()) return false;
    builder_.policy().matcher.add_phrase(std::move(phrase_));
    return builder_.fits(value_);
  }

 private:
  bool add_words(const Piece& piece) {
    if (words_.size() * piece.choices.size() > kMostExpansions && !flush_words()) return false;
    std::vector<std::string> longer;
    longer.reserve(words_.size() * piece.choices.size());
    for (const std::string& begun : words_) {
      for (const std::string& choice : piece.choices) {
        longer.push_back(begun.empty() ? choice : begun + " " + choice);
      }
    }
    words_ = std::move(longer);
    return true;
  }

  bool flush_words() {
    if (words_.size() == 1 && words_.front().empty()) return true;
    std::string key;
    for (const std::string& words : words_) key += words + '\n';
    // Variants and neighbours share most of their parts: each is looked for once.
    const auto [known, is_new] = builder_.word_sets.try_emplace(std::move(key), 0);
    if (is_new) {
      known->second = builder_.policy().matcher.new_set();
      for (const std::string& words : words_) {
        if (!builder_.add_entry(value_, known->second, words)) return false;
      }
    }
    words_.assign(1, "");
    add_step(known->second);
    return true;
  }

  void add_step(SetId set) {
    phrase_.steps.push_back({set, phrase_.steps.empty() ? 0 : gap_});
    gap_ = 0;
  }

  MatchBuilder& builder_;
  const JsonValue& value_;
  SetId result_;
  Phrase phrase_;
  std::uint32_t gap_ = 0;
  std::vector<std::string> words_;
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
  Template read;
  if (!TemplateParser(builder, text).parse(read)) return false;
  const std::vector<std::vector<Piece>> all = variants(read.pieces);
  if (all.size() > kMostVariants) {
    builder.reader().fail(text, "bad_phrase", [&] {
      return "the phrase " + in_quotes(text.text) +
             " has too many optional parts; at most 6 are allowed";
    });
    return false;
  }
  bool ok = true;
  for (const std::vector<Piece>& variant : all) {
    ok = ok && PhraseCompiler(builder, text, result).add(variant, read);
  }
  return ok;
}

bool add_phrase_templates(MatchBuilder& builder, const JsonValue& list, std::string_view what,
                          Node& node) {
  std::vector<const JsonValue*> templates;
  if (!builder.strings(list, what, templates)) return false;
  node.set = builder.policy().matcher.new_set();
  bool ok = true;
  for (const JsonValue* text : templates) ok &= add_phrase_template(builder, *text, node.set);
  return ok;
}

}  // namespace precheck
