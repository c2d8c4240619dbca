// Cuts a text into words and sentences, and folds each word as it goes.
//
// A word is a run of letters, digits and their marks; what shows nothing (zero-width, bidi) does
// not end it. A Han character or an emoji is a word of its own. An apostrophe between letters and
// a point or comma between digits belong to the word; so do the points of U.S.A.
#include <algorithm>
#include <cstring>

#include "abbreviations.h"
#include "ascii_run.h"
#include "folded_character.h"
#include "room.h"
#include "signs.h"
#include "text.h"
#include "utf8.h"

namespace precheck {
namespace {

// What came since the last word and may end the sentence.
enum Stop : std::uint8_t {
  kStop = 1,        // a full stop
  kNumberStop = 2,  // the one of "No.", which ends it unless a digit follows
  kSoftStop = 4,    // what ends it unless a small letter follows
};

class Tokeniser {
 public:
  explicit Tokeniser(Text& text) : text_(text) {}

  void run() {
    const std::size_t size = text_.source.size();
    text_.tokens.reserve(std::min(size / 5 + 1, kFirstRoom));
    text_.words.resize(size + AsciiLetters::kBytes);
    for (std::size_t at = 0; at < size;) {
      const char byte = text_.source[at];
      if (byte == ' ') {
        close_word();
        add_space(' ');
        ++at;
      } else if (is_ascii_word(byte) && !(open_ && hidden_)) {
        at = take_ascii(at);
      } else if (!open_ && is_plain_sign(byte)) {
        add_separator(static_cast<unsigned char>(byte), static_cast<unsigned char>(byte));
        ++at;
      } else if (const std::size_t end = (byte & 0x80) != 0 ? take_han(at) : 0) {
        at = end;
      } else {
        const FoldedCharacter next = folded_character(text_.source, at);
        take(next);
        at = next.end;
      }
    }
    close_word();
    end_sentence();
    text_.words.resize(folded_ + Text::kRoom);
  }

 private:
  void take(const FoldedCharacter& next) {
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
        add_single(next);
        break;
      case CharClass::space:
        close_word();
        add_space(next.point);
        break;
      case CharClass::other:
        if (!joins_word(next)) {
          close_word();
          add_separator(next.point, next.single);
        }
        break;
    }
  }

  // ASCII letters before a space or a sign, as most words are: what take_ascii() and close_word()
  // would do, and for a space add_space(). Gives where it ends; 0 where the word is not such a one.
  std::size_t take_ordinary(std::size_t begin) {
    const std::string_view source = text_.source;
    AsciiLetters run(source, begin);
    std::size_t length = run.length();
    std::uint32_t capitals = run.capitals();
    const CharClass first = run.starts_with_capital() ? CharClass::upper : CharClass::lower;
    const bool may_stretch = length == run.kBytes || run.has_double();
    make_room(run.kBytes);
    run.store(text_.words.data() + folded_);
    while (run.length() == run.kBytes && begin + length < source.size()) {
      run = AsciiLetters(source, begin + length);
      make_room(length + run.kBytes);
      run.store(text_.words.data() + folded_ + length);
      length += run.length();
      capitals += run.capitals();
    }
    if (begin + length == source.size()) return 0;
    const char after = source[begin + length];
    if (after != ' ' && !is_plain_sign(after)) return 0;
    // A single letter after a point may belong to an acronym.
    if (length < 2 && (length == 0 || (begin > 0 && source[begin - 1] == '.'))) return 0;
    settle_gap(first);
    Token token = next_token(begin, length, CharClass::letter);
    token.letters = static_cast<std::uint32_t>(length);
    token.capitals = capitals;
    token.may_stretch = may_stretch;
    token.is_plain = after == ' ' && !may_stretch && (begin == 0 || source[begin - 1] == ' ');
    push(token);
    folded_ += length;
    gap_ = Gap::none;
    if (after != ' ') return begin + length;
    gap_ = Gap::space;
    return begin + length + 1;
  }

  // A Han character of three bytes that folds to itself. Gives where it ends; 0 where what is here
  // is no such one.
  std::size_t take_han(std::size_t begin) {
    if (!is_three_bytes(text_.source, begin)) return 0;
    const char32_t point = three_byte_point(text_.source, begin);
    if (char_class(point) != CharClass::han || may_fold(point)) return 0;
    close_word();
    settle_gap(CharClass::han);
    make_room(8);
    std::memcpy(text_.words.data() + folded_, text_.source.data() + begin, 3);
    Token token = next_token(begin, 3, CharClass::han);
    token.traits = kTraitOther;
    push(token);
    folded_ += 3;
    gap_ = Gap::none;
    return begin + 3;
  }

  // A Han character or an emoji.
  void add_single(const FoldedCharacter& next) {
    settle_gap(next.kind);
    token_ = next_token(next.begin, 0, next.kind);
    append(next);
    token_.word_length = static_cast<std::uint32_t>(folded_) - token_.word;
    push(token_);
    gap_ = Gap::none;
  }

  // A run of ASCII letters and digits, as one add_to_word() for each would do it.
  std::size_t take_ascii(std::size_t begin) {
    if (!open_) {
      if (const std::size_t end = take_ordinary(begin)) return end;
      open_word(begin, class_of_ascii_word(text_.source[begin]));
    }
    AsciiRun run(load_eight(text_.source, begin));
    std::size_t end = begin;
    std::uint32_t digits = 0;
    for (;;) {
      make_room(8);
      store_eight(text_.words.data() + folded_, run.folded);
      folded_ += run.length;
      end += run.length;
      digits += run.digits;
      token_.capitals += run.capitals;
      if (run.length < 8 || end == text_.source.size()) break;
      run = AsciiRun(load_eight(text_.source, end));
    }
    const auto letters = static_cast<std::uint32_t>(end - begin) - digits;
    if (letters > 0) token_.kind = CharClass::letter;
    if (digits > 0) token_.traits |= kTraitDigit;
    token_.letters += letters;
    last_point_at_ = folded_ - 1;
    last_point_ = static_cast<unsigned char>(text_.words[folded_ - 1]);
    token_.end = static_cast<std::uint32_t>(end);
    return end;
  }

  // For some bytes more. Most texts are no longer folded than they are typed.
  void make_room(std::size_t bytes) {
    if (text_.words.size() - folded_ < bytes) text_.words.resize(text_.words.size() * 2 + bytes);
  }

  // For what the rest of the text gives.
  template <typename Item>
  void make_room(std::vector<Item>& items) {
    const std::size_t done = text_.tokens.empty() ? 0 : text_.tokens.back().end;
    make_room_for_rest(items, done, text_.source.size());
  }

  void add_folded(char32_t point) {
    make_room(8);
    folded_ += put_utf8(text_.words.data() + folded_, point);
  }

  void open_word(std::size_t begin, CharClass kind) {
    settle_gap(kind);
    token_ = next_token(begin, 0, kind);
    open_ = true;
    hidden_ = false;
  }

  void add_to_word(const FoldedCharacter& next) {
    if (!open_) {
      open_word(next.begin, next.kind);
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

  void append(const FoldedCharacter& next) {
    token_.folds |= static_cast<std::uint8_t>(next.folded.folds & ~kFoldCase);
    token_.traits |= kTraitOther;
    last_point_at_ = folded_;
    if (next.folded.count == 1) {
      add_folded(next.single);
      last_point_ = next.single;
    } else {
      for (std::size_t i = 0; i < next.folded.count; ++i) add_folded(next.folded.points[i]);
      last_point_ = 0;  // nothing composes with a ligature
    }
    token_.end = static_cast<std::uint32_t>(next.end);
  }

  // An accent joins the letter before it where Unicode has such a letter; otherwise it decorates.
  void add_mark(const FoldedCharacter& next) {
    if (!open_) return;
    token_.traits |= kTraitOther;
    const char32_t composed = last_point_ != 0 ? compose(last_point_, next.point) : 0;
    if (composed != 0) {
      folded_ = last_point_at_;
      add_folded(composed);
      last_point_ = composed;
    } else {
      token_.folds |= kFoldInvisible;
    }
    token_.end = static_cast<std::uint32_t>(next.end);
  }

  // Apostrophes in words, points and commas in numbers.
  bool joins_word(const FoldedCharacter& next) {
    if (!open_ || hidden_ || token_.end != next.begin) return false;
    const bool apostrophe = is_apostrophe(next.point);
    const bool decimal = next.point == '.' || next.point == ',';
    if ((!apostrophe && !decimal) || next.end >= text_.source.size()) return false;
    const CharClass following = folded_character(text_.source, next.end).kind;
    const CharClass before = char_class(last_point_);
    if (decimal && (before != CharClass::digit || following != CharClass::digit)) return false;
    if (apostrophe && (before == CharClass::digit || !is_word_class(following))) return false;
    add_folded(apostrophe ? '\'' : next.point);
    last_point_ = 0;
    if (next.end - next.begin == 1) {
      token_.traits |= kTraitSign;
    } else {
      token_.traits |= kTraitOther;
    }
    token_.end = static_cast<std::uint32_t>(next.end);
    return true;
  }

  void close_word() {
    if (!open_) return;
    open_ = false;
    stops_ &= static_cast<std::uint8_t>(~kSoftStop);
    token_.word_length = static_cast<std::uint32_t>(folded_) - token_.word;
    if (extends_acronym()) {
      Token& acronym = text_.tokens.back();
      acronym.end = token_.end;
      acronym.word_length += token_.word_length;
      acronym.letters += token_.letters;
      acronym.capitals += token_.capitals;
      acronym.folds |= token_.folds;
      acronym.traits |= static_cast<std::uint8_t>(token_.traits | kTraitSign);
      if (acronym.capitals < acronym.letters) acronym.folds |= kFoldSpaced;
      dotted_ = true;
    } else {
      push(token_);
    }
    gap_ = Gap::none;
  }

  // After gap_, as long folded as typed.
  Token next_token(std::size_t begin, std::size_t length, CharClass kind) const {
    Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(begin + length);
    token.word = static_cast<std::uint32_t>(folded_);
    token.word_length = static_cast<std::uint32_t>(length);
    token.gap = gap_;
    token.kind = kind;
    return token;
  }

  void push(const Token& token) {
    dotted_ = false;
    if (gap_ == Gap::sentence) begin_sentence();
    auto& tokens = text_.tokens;
    if (tokens.size() == tokens.capacity()) make_room(tokens);
    tokens.push_back(token);
  }

  [[gnu::noinline]] void begin_sentence() {
    end_sentence();
    auto& sentences = text_.sentences;
    if (sentences.size() == sentences.capacity()) make_room(sentences);
    sentences.push_back({static_cast<std::uint32_t>(text_.tokens.size()), 0});
  }

  // The last sentence ends with the last token.
  void end_sentence() {
    if (text_.sentences.empty()) return;
    text_.sentences.back().last = static_cast<std::uint32_t>(text_.tokens.size());
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
      stops_ |= kSoftStop;
    }
    if ((stops_ & kStop) != 0) end_at_stop();
    widen_gap(Gap::space);
  }

  // `sign` is `point` folded.
  void add_separator(char32_t point, char32_t sign) {
    if (sign == '.' || point == 0x2026) {
      // An ellipsis is often a pause.
      if ((stops_ & kStop) != 0 || point == 0x2026) stops_ |= kSoftStop;
      stops_ &= static_cast<std::uint8_t>(~kStop);
      if ((stops_ & kSoftStop) == 0) stops_ |= kStop;
    } else if (ends_sentence(sign)) {
      widen_gap(Gap::sentence);
    } else if ((stops_ & kStop) != 0) {
      end_at_stop();  // a bracket or a quotation mark after the stop
    }
    widen_gap(Gap::mark);
  }

  void end_at_stop() {
    stops_ &= static_cast<std::uint8_t>(~kStop);
    if (text_.tokens.empty()) return;
    const Token& last = text_.tokens.back();
    const std::string_view word = text_.word(last);
    // "J. Smith" goes on; "so do I." does not.
    const bool is_initial = last.letters == 1 && last.kind == CharClass::letter && word != "i";
    if (dotted_ || is_initial) return;
    if (is_never_last(word)) return;
    if (word == "no") {
      stops_ |= kNumberStop;  // "No. 5", but also "No. Never."
      return;
    }
    if (may_be_last(word)) {
      stops_ |= kSoftStop;
    } else {
      widen_gap(Gap::sentence);
    }
  }

  void settle_gap(CharClass first) {
    if (stops_ == 0) return;
    if ((stops_ & kSoftStop) != 0 && first != CharClass::lower) widen_gap(Gap::sentence);
    if ((stops_ & kNumberStop) != 0 && first != CharClass::digit) widen_gap(Gap::sentence);
    // A Chinese full stop may be typed as a point; a point after each character is a disguise.
    const bool after_han_word = !text_.tokens.empty() && text_.tokens.back().gap == Gap::none;
    const bool before_han = (stops_ & kStop) != 0 && first == CharClass::han;
    if (before_han && after_han_word) widen_gap(Gap::sentence);
    stops_ = 0;
    newline_ = false;
  }

  Text& text_;
  std::size_t folded_ = 0;  // bytes of Text::words that are written
  Token token_;
  bool open_ = false;
  bool hidden_ = false;  // something invisible came since the last letter
  bool dotted_ = false;  // the last token is an acronym with points
  std::uint8_t stops_ = 0;
  bool newline_ = false;
  Gap gap_ = Gap::sentence;
  char32_t last_point_ = 0;
  std::size_t last_point_at_ = 0;
};

}  // namespace

void find_tokens(Text& text) { Tokeniser(text).run(); }

}  // namespace precheck
