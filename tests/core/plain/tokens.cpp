// Words and sentences one character at a time, without the core's short cuts: what find_tokens()
// must agree with.
//
// A word is a run of letters, digits and their marks; what shows nothing (zero-width, bidi) does
// not end it. A Han character or an emoji is a word of its own. An apostrophe between letters and
// a point or comma between digits belong to the word; so do the points of U.S.A.
#include <algorithm>

#include "characters.h"
#include "plain/plain.h"
#include "utf8.h"

namespace plain {
namespace {

using namespace precheck;

constexpr std::string_view kNeverLast[] = {"approx", "cf", "dr",   "eg",  "gen", "gov", "ie", "mr",
                                           "mrs",    "ms", "prof", "rep", "sen", "st",  "vs"};
constexpr std::string_view kMayBeLast[] = {"al", "co", "etc", "inc", "jr", "ltd", "sr"};

template <std::size_t N>
bool is_one_of(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_word_class(CharClass kind) {
  return kind == CharClass::letter || kind == CharClass::upper || kind == CharClass::lower ||
         kind == CharClass::digit;
}

bool is_apostrophe(char32_t point) {
  return point == '\'' || point == 0x2019 || point == 0x2018 || point == 0x02BC || point == 0xFF07;
}

bool ends_sentence(char32_t point) {
  return point == '!' || point == '?' || point == 0x3002 || point == 0xFF61 || point == 0x061F ||
         point == 0x0964 || point == 0x203C || point == 0x2047 || point == 0x2048 ||
         point == 0x2049;
}

// One code point with what the tokeniser needs to know of it.
struct Character {
  char32_t point = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  CharClass kind = CharClass::other;
  Folded folded{nullptr, 0, 0};
  char32_t single = 0;
};

class Tokeniser {
 public:
  explicit Tokeniser(Text& text) : text_(text) {}

  void run() {
    const std::size_t size = text_.source.size();
    text_.tokens.reserve(size / 5 + 1);
    text_.words.reserve(size + 1);
    for (std::size_t at = 0; at < size;) {
      const Character next = character_at(at);
      take(next);
      at = next.end;
    }
    close_word();
    close_sentences();
  }

 private:
  Character character_at(std::size_t at) {
    Character next;
    next.begin = at;
    const TypedCharacter typed = typed_character(text_.source, at);
    next.point = typed.point;
    next.end = at + typed.length;
    next.kind = char_class(next.point);
    if (next.point < 0x80) {
      next.single = next.kind == CharClass::upper ? next.point + 32 : next.point;
      next.folded = {nullptr, 1, 0};
      return next;
    }
    next.folded = fold_point(next.point, next.single);
    if (next.folded.count > 1) {
      next.single = next.folded.points[0];
    } else {
      next.folded.points = nullptr;  // it points into this local; `single` says the same
    }
    // Circled and squared letters are symbols that read as letters; full-width signs as signs.
    if (next.kind == CharClass::other && next.folded.folds != 0) {
      const CharClass read_as = char_class(next.single);
      if (is_word_class(read_as)) next.kind = read_as;
    }
    return next;
  }

  void take(const Character& next) {
    switch (next.kind) {
      case CharClass::letter:
      case CharClass::upper:
      case CharClass::lower:
      case CharClass::digit:
        add_to_word(next);
        break;
      case CharClass::mark:
        add_mark(next);
        break;
      case CharClass::invisible:
        if (open_) hidden_ = true;
        break;
      case CharClass::han:
      case CharClass::emoji:
        close_word();
        open_word(next);
        append(next);
        close_word();
        break;
      case CharClass::space:
        close_word();
        add_space(next.point);
        break;
      case CharClass::other:
        if (!joins_word(next)) {
          close_word();
          add_separator(next);
        }
        break;
    }
  }

  void open_word(const Character& first) {
    settle_gap(first);
    token_ = Token{};
    token_.begin = static_cast<std::uint32_t>(first.begin);
    token_.word = static_cast<std::uint32_t>(text_.words.size());
    token_.gap = gap_;
    token_.kind = first.kind;
    open_ = true;
    hidden_ = false;
  }

  void add_to_word(const Character& next) {
    if (!open_) {
      open_word(next);
      if (next.kind != CharClass::digit) token_.kind = CharClass::letter;
    } else if (hidden_) {
      token_.folds |= kFoldInvisible;
      hidden_ = false;
    }
    if (next.kind != CharClass::digit) {
      token_.kind = CharClass::letter;
      ++token_.letters;
      if (next.kind == CharClass::upper) ++token_.capitals;
    }
    append(next);
  }

  void append(const Character& next) {
    token_.folds |= static_cast<std::uint8_t>(next.folded.folds & ~kFoldCase);
    last_point_at_ = text_.words.size();
    if (next.folded.count == 1) {
      append_utf8(text_.words, next.single);
      last_point_ = next.single;
    } else {
      for (std::size_t i = 0; i < next.folded.count; ++i) {
        append_utf8(text_.words, next.folded.points[i]);
      }
      last_point_ = 0;  // nothing composes with a ligature
    }
    token_.end = static_cast<std::uint32_t>(next.end);
  }

  // An accent joins the letter before it where Unicode has such a letter; otherwise it decorates.
  void add_mark(const Character& next) {
    if (!open_) return;
    const char32_t composed = last_point_ != 0 ? compose(last_point_, next.point) : 0;
    if (composed != 0) {
      text_.words.resize(last_point_at_);
      append_utf8(text_.words, composed);
      last_point_ = composed;
    } else {
      token_.folds |= kFoldInvisible;
    }
    token_.end = static_cast<std::uint32_t>(next.end);
  }

  // Apostrophes in words, points and commas in numbers.
  bool joins_word(const Character& next) {
    if (!open_ || hidden_ || token_.end != next.begin) return false;
    const bool apostrophe = is_apostrophe(next.point);
    const bool decimal = next.point == '.' || next.point == ',';
    if ((!apostrophe && !decimal) || next.end >= text_.source.size()) return false;
    const CharClass following = character_at(next.end).kind;
    const CharClass before = char_class(last_point_);
    if (decimal && (before != CharClass::digit || following != CharClass::digit)) return false;
    if (apostrophe && (before == CharClass::digit || !is_word_class(following))) return false;
    text_.words += apostrophe ? '\'' : static_cast<char>(next.point);
    last_point_ = 0;
    token_.end = static_cast<std::uint32_t>(next.end);
    return true;
  }

  void close_word() {
    if (!open_) return;
    open_ = false;
    gap_ = Gap::none;
    soft_stop_ = false;
    token_.word_length = static_cast<std::uint32_t>(text_.words.size()) - token_.word;
    if (extends_acronym()) {
      Token& acronym = text_.tokens.back();
      acronym.end = token_.end;
      acronym.word_length += token_.word_length;
      acronym.letters += token_.letters;
      acronym.capitals += token_.capitals;
      acronym.folds |= token_.folds;
      if (acronym.capitals < acronym.letters) acronym.folds |= kFoldSpaced;
      dotted_ = true;
      return;
    }
    dotted_ = false;
    text_.tokens.push_back(token_);
  }

  // "S" after "U.": letters with one point between them are one word.
  bool extends_acronym() const {
    if (text_.tokens.empty() || token_.letters != 1 || token_.kind != CharClass::letter) {
      return false;
    }
    const Token& before = text_.tokens.back();
    if (before.kind != CharClass::letter || (before.letters != 1 && !dotted_)) return false;
    return token_.begin == before.end + 1 && text_.source[before.end] == '.' &&
           before.word + before.word_length == token_.word;
  }

  void widen_gap(Gap gap) { gap_ = std::max(gap_, gap); }

  void add_space(char32_t point) {
    if (point == '\n' || point == 0x2028 || point == 0x2029) {
      // A blank line ends a sentence; one line break does unless the next line goes on small.
      if (newline_) widen_gap(Gap::sentence);
      newline_ = true;
      soft_stop_ = true;
    }
    if (stop_) end_at_stop();
    widen_gap(Gap::space);
  }

  void add_separator(const Character& next) {
    const char32_t sign = next.single;
    if (sign == '.' || next.point == 0x2026) {
      if (stop_ || next.point == 0x2026) soft_stop_ = true;  // an ellipsis is often a pause
      stop_ = !soft_stop_;
    } else if (ends_sentence(sign)) {
      widen_gap(Gap::sentence);
    } else if (stop_) {
      end_at_stop();  // a bracket or a quotation mark after the stop
    }
    widen_gap(Gap::mark);
  }

  void end_at_stop() {
    stop_ = false;
    if (text_.tokens.empty()) return;
    const Token& last = text_.tokens.back();
    const std::string_view word = text_.word(last);
    // "J. Smith" goes on; "so do I." does not.
    const bool is_initial = last.letters == 1 && last.kind == CharClass::letter && word != "i";
    if (dotted_ || is_initial) return;
    if (is_one_of(kNeverLast, word)) return;
    if (word == "no") {
      number_stop_ = true;  // "No. 5", but also "No. Never."
      return;
    }
    if (is_one_of(kMayBeLast, word)) {
      soft_stop_ = true;
    } else {
      widen_gap(Gap::sentence);
    }
  }

  void settle_gap(const Character& first) {
    if (soft_stop_ && first.kind != CharClass::lower) widen_gap(Gap::sentence);
    if (number_stop_ && first.kind != CharClass::digit) widen_gap(Gap::sentence);
    number_stop_ = false;
    // A Chinese full stop may be typed as a point; a point after each character is a disguise.
    const bool after_han_word = !text_.tokens.empty() && text_.tokens.back().gap == Gap::none;
    if (stop_ && first.kind == CharClass::han && after_han_word) widen_gap(Gap::sentence);
    stop_ = false;
    soft_stop_ = false;
    newline_ = false;
    if (text_.tokens.empty()) gap_ = Gap::sentence;
  }

  void close_sentences() {
    for (std::uint32_t at = 0; at < text_.tokens.size(); ++at) {
      if (text_.tokens[at].gap == Gap::sentence) text_.sentences.push_back({at, at});
      text_.sentences.back().last = at + 1;
    }
  }

  Text& text_;
  Token token_;
  bool open_ = false;
  bool hidden_ = false;  // something invisible came since the last letter
  bool dotted_ = false;  // the last token is an acronym with points
  bool stop_ = false;    // a full stop that may end the sentence
  bool number_stop_ = false;
  bool soft_stop_ = false;  // what ends it unless a small letter follows
  bool newline_ = false;
  Gap gap_ = Gap::none;
  char32_t last_point_ = 0;
  std::size_t last_point_at_ = 0;
};

void mark_parts(Text& text) {
  for (const PartInterval& part : text.parts) {
    for (Token& token : text.tokens) {
      if (token.begin >= part.begin && token.begin < part.end) token.parts |= part.part;
    }
  }
}

}  // namespace

void find_tokens(precheck::Text& text) {
  Tokeniser(text).run();
  mark_parts(text);
}

}  // namespace plain
