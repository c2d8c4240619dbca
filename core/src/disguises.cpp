// Reads words a second time, as what they may be a disguise of: look-alike letters, digits for
// letters, stretched, separated, masked or reversed letters. A reading is only ever compared with
// the words of a policy, so one that is no word costs nothing.
//
// Nothing here drops what is not a letter: pieces are joined only whole, so "Did I otherwise"
// holds no insult.
#include <algorithm>

#include "ascii.h"
#include "characters.h"
#include "pieces.h"
#include "skeleton.h"
#include "text.h"
#include "utf8.h"
#include "vocabulary.h"

namespace precheck {
namespace {

constexpr std::uint32_t kMostPieces = 16;       // single letters that are joined
constexpr std::uint32_t kMostSpacedPieces = 3;  // pieces with spaces between
constexpr std::size_t kShortestJoined = 4;      // letters of a word in pieces
constexpr std::size_t kShortestSpaced = 3;      // letters of a word in single letters
constexpr std::size_t kShortPiece = 3;
constexpr std::size_t kMostEither = 4;  // letters of a word that may be i or l

bool is_ascii_lower(char byte) { return byte >= 'a' && byte <= 'z'; }

bool is_mask(char32_t sign) { return sign == '*' || sign == '#' || sign == '%' || sign == '&'; }

class Reader {
 public:
  Reader(Text& text, const Vocabulary& known, Readings which)
      : text_(text),
        known_(known),
        which_(which),
        tokens_(text.tokens.data()),
        count_(static_cast<std::uint32_t>(text.tokens.size())) {}

  void run() {
    reversed_ = text_.source.find("\u202E") != std::string_view::npos;
    for (std::uint32_t at = 0; at < count_; ++at) {
      const Token& token = tokens_[at];
      if (which_ == Readings::typed) {
        if (may_be_possessive(token)) read_possessive(at);
        continue;
      }
      if (token.kind == CharClass::han || stands_alone(at)) continue;
      read_separated(at);
      if (token.is_plain && !reversed_) continue;
      if (token.kind == CharClass::emoji || token.word_length > kLongestWord) continue;
      if (may_be_possessive(token)) read_possessive(at);
      if (token.may_stretch) read_stretched(at, text_.word(token), token.folds);
      if ((token.traits & kTraitOther) != 0) read_look_alike(at);
      if (may_run(token)) read_run(at);
      if (reversed_) read_reversed(at);
    }
  }

 private:
  // Whether nothing here reads it again, as most words: none of the signs of a disguise, and either
  // too long or too common for the first piece of a word. What would be found out below is found
  // out here in a few steps.
  bool stands_alone(std::uint32_t at) const {
    const Token& token = tokens_[at];
    if (!token.is_plain || reversed_ || token.letters < 2) return false;
    if (token.word_length <= 2 * kShortPiece && !token.is_common) return false;
    return at + 1 == count_ || tokens_[at + 1].gap != Gap::mark;
  }

  static bool may_be_possessive(const Token& token) {
    return (token.traits & (kTraitSign | kTraitOther)) != 0 && token.word_length <= kLongestWord;
  }

  // Whether digits or signs stand in the word or beside it.
  bool may_run(const Token& token) const {
    if ((token.traits & (kTraitDigit | kTraitOther)) != 0) return true;
    const std::string_view source = text_.source;
    if (token.end < source.size() && may_disguise(source[token.end])) return true;
    return token.begin > 0 && may_disguise(source[token.begin - 1]);
  }

  void add(std::uint32_t first, std::uint32_t last, std::string_view word, std::uint16_t folds,
           Likewise how = Likewise::exact) {
    if (how == Likewise::exact) {
      const std::uint32_t id = known_.look_up(word).id;
      if (id == kUnknownWord || is_known(first, last, id)) return;
      text_.readings.push_back(
          {first, last, tokens_[first].begin, tokens_[last - 1].end, id, folds});
      return;
    }
    found_.clear();
    known_.find(word, how, found_);
    for (const std::uint32_t id : found_) {
      if (is_known(first, last, id)) continue;
      text_.readings.push_back(
          {first, last, tokens_[first].begin, tokens_[last - 1].end, id, folds});
    }
  }

  // The readings of one token stand together.
  bool is_known(std::uint32_t first, std::uint32_t last, std::uint32_t word) const {
    for (auto each = text_.readings.rbegin(); each != text_.readings.rend() && each->first == first;
         ++each) {
      if (each->last == last && each->word == word) return true;
    }
    return false;
  }

  // Whether add() and read_stretched() may find anything: less work than may_be_one_word().
  bool may_be_known(std::string_view word) const {
    return known_.look_up(word).id != kUnknownWord || has_stretch(word);
  }

  bool may_be_known(const Skeleton& skeleton) const {
    return !skeleton.either.empty() || may_be_known(skeleton.letters);
  }

  // A word with letters that may be i or l is read in every way, as far as kMostEither goes.
  void add_either(std::uint32_t first, std::uint32_t last, const Skeleton& skeleton,
                  std::uint16_t folds) {
    add(first, last, skeleton.letters, folds);
    read_stretched(first, skeleton.letters, folds, last);
    const std::size_t count = std::min(skeleton.either.size(), kMostEither);
    std::string other = skeleton.letters;
    for (std::size_t choice = 1; choice < std::size_t{1} << count; ++choice) {
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = skeleton.either[i];
        const char typed = skeleton.letters[at];
        other[at] = choice >> i & 1 ? (typed == 'i' ? 'l' : 'i') : typed;
      }
      add(first, last, other, folds);
    }
  }

  // "America's" names America.
  void read_possessive(std::uint32_t at) {
    const std::string_view word = text_.word(tokens_[at]);
    if (word.size() > 2 && word.substr(word.size() - 2) == "'s") {
      add(at, at + 1, word.substr(0, word.size() - 2), tokens_[at].folds);
    }
  }

  // "iiidiooot".
  void read_stretched(std::uint32_t at, std::string_view word, std::uint16_t folds,
                      std::uint32_t last = 0) {
    if (!has_stretch(word)) return;
    add(at, last == 0 ? at + 1 : last, word, static_cast<std::uint16_t>(folds | kFoldStretch),
        Likewise::stretched);
  }

  Skeleton skeleton_of(const Token& token, bool read_leet) const {
    Skeleton skeleton;
    if (token.traits == 0) {  // its folded form is what would come out
      skeleton.letters = text_.word(token);
      return skeleton;
    }
    for (std::size_t at = token.begin; at < token.end && skeleton.valid;) {
      const TypedCharacter typed = typed_character(text_.source, at);
      const bool is_apostrophe = typed.point == '\'' || typed.point == 0x2019;
      const bool is_point = typed.point == '.';
      skeleton.valid = is_apostrophe || is_point || skeleton.add(typed.point, read_leet);
      at += typed.length;
    }
    return skeleton;
  }

  // Letters of another script, or with accents. One accent in a word with a capital is a name as
  // it is written (Mor\u00f3n), not a disguise.
  void read_look_alike(std::uint32_t at) {
    const Token& token = tokens_[at];
    const Skeleton skeleton = skeleton_of(token, false);
    if (!skeleton.valid || skeleton.letters.size() < 2) return;
    if (skeleton.alikes == 0 && skeleton.accents == 0) return;
    const bool is_name = skeleton.alikes == 0 && skeleton.accents == 1 && token.capitals == 1;
    if (!is_name) add_either(at, at + 1, skeleton, skeleton.folds);
  }

  // Where a run from `begin` on ends that is letters alone, or digits and signs alone, all of them
  // ASCII; 0 where it may be a mixture.
  std::size_t end_of_pure_run(std::size_t begin) const {
    const std::string_view source = text_.source;
    const std::size_t last = std::min(source.size(), begin + kLongestWord);
    std::size_t end = begin;
    if (end < last && is_ascii_letter(source[end])) {
      while (end < last && is_ascii_letter(source[end])) ++end;
    } else {
      while (end < last && leet_letter(source[end]) != 0) ++end;
      if (end < last && is_ascii_letter(source[end])) return 0;
    }
    const bool may_go_on = end < last && (may_disguise(source[end]) || source[end] == '[');
    return may_go_on ? 0 : end;
  }

  // "5cam", "sh!t", "f**k": digits, signs and masks among letters, with no space between.
  void read_run(std::uint32_t at) {
    const Token& token = tokens_[at];
    if (token.begin < run_end_) return;  // read with the token before
    const std::string_view source = text_.source;
    std::size_t begin = token.begin;
    const std::size_t least = begin - std::min(begin, kMostSignsBefore);
    while (begin > least && leet_letter(source[begin - 1]) != 0) --begin;
    if (const std::size_t after = end_of_pure_run(begin)) {
      run_end_ = after;
      return;
    }

    Skeleton skeleton;
    std::size_t letters = 0;
    std::size_t end = begin;
    std::size_t end_of_letters = begin;
    std::size_t kept = 0;
    while (end < source.size() && end - begin < kLongestWord) {
      if (is_ascii_letter(source[end])) {
        skeleton.letters += static_cast<char>(source[end++] | 0x20);
        ++letters;
        end_of_letters = end;
        kept = skeleton.letters.size();
        continue;
      }
      const TypedCharacter typed = typed_character_or_pair(source, end);
      if (is_mask(typed.point)) {
        skeleton.letters += '*';
        ++skeleton.masks;
      } else if (!skeleton.add(typed.point, true)) {
        break;
      } else if (leet_letter_of(typed.point) == 0) {
        ++letters;
      }
      end += typed.length;
      // A "!" or a "*" at the end is what it seems.
      if (typed.point != '!' && typed.point != '+' && !is_mask(typed.point)) {
        end_of_letters = end;
        kept = skeleton.letters.size();
      }
    }
    run_end_ = end;
    if (skeleton.leets + skeleton.masks == 0) return;
    skeleton.letters.resize(kept);
    std::uint32_t last = at;
    while (last < count_ && tokens_[last].end <= end_of_letters) ++last;
    if (last == at || letters == 0) return;
    add_run(at, last, begin, end_of_letters, skeleton);
  }

  void add_run(std::uint32_t at, std::uint32_t last, std::size_t begin, std::size_t end,
               Skeleton& skeleton) {
    const std::size_t before = text_.readings.size();
    const auto masks =
        static_cast<std::size_t>(std::count(skeleton.letters.begin(), skeleton.letters.end(), '*'));
    const auto folds = static_cast<std::uint16_t>(skeleton.folds | kFoldLeet);
    if (masks == 0) {
      add_either(at, last, skeleton, folds);
    } else if (skeleton.letters.front() != '*' && skeleton.letters.size() >= kShortestJoined &&
               masks <= skeleton.letters.size() - masks) {
      add(at, last, skeleton.letters, folds, Likewise::masked);
    }
    for (std::size_t i = before; i < text_.readings.size(); ++i) {
      text_.readings[i].begin = static_cast<std::uint32_t>(begin);
      text_.readings[i].end = static_cast<std::uint32_t>(end);
    }
  }

  bool is_single(std::uint32_t at) const {
    return tokens_[at].letters < 2 && is_single_piece(text_, at);
  }

  bool has_space_before(std::uint32_t at) const { return precheck::has_space_before(text_, at); }

  // "s c a m", "s-c-a-m", "sc am", "id-iot": a word in pieces, all the same way apart.
  void read_separated(std::uint32_t at) {
    if (at + 1 >= count_ || tokens_[at + 1].gap == Gap::sentence) return;
    const bool spaced = has_space_before(at + 1);
    if (spaced && !may_be_spaced(at)) return;
    if (spaced && is_only_letters(at) && is_only_letters(at + 1)) {
      read_plain_pieces(at);
    } else {
      read_pieces(at, spaced);
    }
  }

  // Most words have most words beside them: do not start what cannot become a word in pieces.
  bool may_be_spaced(std::uint32_t at) const {
    if (is_single(at) && is_single(at + 1)) return true;
    if (tokens_[at].word_length > 2 * kShortPiece) return false;
    if (tokens_[at + 1].gap != Gap::space) return false;
    if (is_common_piece(at) || is_common_piece(at + 1)) return false;
    if (is_short_piece(at) || is_short_piece(at + 1)) return true;
    return at + 2 < count_ && is_short_piece(at + 2);
  }

  void read_pieces(std::uint32_t at, bool spaced) {
    Skeleton skeleton = skeleton_of(tokens_[at], true);
    bool all_single = is_single(at);
    bool all_common = is_common_piece(at);
    bool any_common = all_common;
    bool has_short = is_short_piece(at);
    for (std::uint32_t next = at + 1; skeleton.valid && next < count_; ++next) {
      const Token& token = tokens_[next];
      const std::uint32_t pieces = next - at + 1;
      if (token.gap == Gap::sentence || token.kind == CharClass::han) return;
      if (has_space_before(next) != spaced || pieces > kMostPieces) return;
      const Skeleton piece = skeleton_of(token, true);
      if (!piece.valid && token.kind == CharClass::emoji && !spaced) continue;  // a separator
      if (!spaced) add_sign_between(text_, next, skeleton);
      all_single = all_single && is_single(next);
      if (!all_single && spaced && pieces > kMostSpacedPieces) return;
      if (!piece.valid || skeleton.letters.size() + piece.letters.size() > kLongestWord) return;
      skeleton.append(piece);
      all_common = all_common && is_common_piece(next);
      any_common = any_common || is_common_piece(next);
      has_short = has_short || is_short_piece(next);
      // "Shi, T." and "Los Er" are names, and "sh it" is a slip of the thumb.
      const bool like_names =
          spaced && (any_common || token.gap != Gap::space || starts_like_a_name(next));
      const bool is_word = all_single ? pieces >= kShortestSpaced
                                      : !all_common && (has_short || !spaced) && !like_names &&
                                            skeleton.letters.size() >= kShortestJoined;
      if (is_word && !goes_on(next, spaced, all_single) && may_be_known(skeleton) &&
          may_be_one_word(text_, at, next, spaced, all_single, skeleton)) {
        add_either(at, next + 1, skeleton,
                   static_cast<std::uint16_t>(skeleton.folds | kFoldSpaced));
      }
    }
  }

  // Nothing but ASCII letters: the folded word is its own skeleton.
  bool is_only_letters(std::uint32_t at) const { return tokens_[at].traits == 0; }

  // The same for plain words with spaces between, which most words of most texts are.
  // Their folded forms stand one after the other already.
  void read_plain_pieces(std::uint32_t at) {
    const Token& first = tokens_[at];
    bool all_single = is_single(at);
    bool any_common = is_common_piece(at);
    bool has_short = is_short_piece(at);
    for (std::uint32_t next = at + 1; next < count_; ++next) {
      const Token& token = tokens_[next];
      const std::uint32_t pieces = next - at + 1;
      if (token.gap == Gap::sentence || pieces > kMostPieces) return;
      if (!is_only_letters(next)) {
        if (token.kind != CharClass::han) read_pieces(at, true);
        return;
      }
      all_single = all_single && is_single(next);
      if (!all_single && pieces > kMostSpacedPieces) return;
      if (!has_space_before(next)) return;
      const std::size_t size = token.word + token.word_length - first.word;
      if (size > kLongestWord) return;
      has_short = has_short || is_short_piece(next);
      any_common = any_common || is_common_piece(next);
      const bool like_names = any_common || token.gap != Gap::space || starts_like_a_name(next);
      const bool is_word = all_single ? pieces >= kShortestSpaced
                                      : has_short && !like_names && size >= kShortestJoined;
      if (!is_word || goes_on(next, true, all_single)) continue;
      const std::string_view joined = std::string_view(text_.words).substr(first.word, size);
      if (!may_be_known(joined)) continue;
      if (!may_be_one_word(text_, at, next, true, all_single, {})) continue;
      add(at, next + 1, joined, kFoldSpaced);
      read_stretched(at, joined, kFoldSpaced, next + 1);
    }
  }

  // A capital and small letters after it.
  bool starts_like_a_name(std::uint32_t at) const {
    const Token& token = tokens_[at];
    return token.capitals == 1 && token.letters >= 1 && !is_ascii_lower(text_.source[token.begin]);
  }

  // More of the same follows, so that what was read is no whole word: "C I A L I S T A",
  // "s-hit-rate". A letter that is a word of its own is no more of the same.
  bool goes_on(std::uint32_t at, bool spaced, bool all_single) const {
    if (at + 1 >= count_) return false;
    const Token& next = tokens_[at + 1];
    if (next.gap == Gap::sentence || has_space_before(at + 1) != spaced) return false;
    if (all_single) {
      const std::string_view word = text_.word(next);
      return is_single(at + 1) && next.kind == CharClass::letter && word != "a" && word != "i" &&
             word != "u" && word != "o";
    }
    return !spaced && text_.source.substr(tokens_[at].end, 1) == "-";
  }

  bool is_common_piece(std::uint32_t at) const {
    return tokens_[at].letters > 1 && tokens_[at].is_common;
  }

  bool is_short_piece(std::uint32_t at) const {
    return tokens_[at].word_length <= kShortPiece && !is_common_piece(at);
  }

  // After a right-to-left override the reader sees the letters the other way round.
  void read_reversed(std::uint32_t at) {
    const Skeleton skeleton = skeleton_of(tokens_[at], false);
    if (!skeleton.valid) return;
    add(at, at + 1, std::string(skeleton.letters.rbegin(), skeleton.letters.rend()),
        static_cast<std::uint16_t>(skeleton.folds | kFoldInvisible));
  }

  Text& text_;
  const Vocabulary& known_;
  const Readings which_;
  const Token* tokens_;
  std::uint32_t count_;
  std::vector<std::uint32_t> found_;
  std::size_t run_end_ = 0;
  bool reversed_ = false;
};

}  // namespace

void find_readings(Text& text, const Vocabulary& known, Readings which) {
  Reader(text, known, which).run();
}

}  // namespace precheck
