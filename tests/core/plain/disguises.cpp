// Disguises undone without the core's short cuts: what find_readings() must agree with.
//
// Nothing here drops what is not a letter: pieces are joined only whole, so "Did I otherwise"
// holds no insult.
#include <algorithm>

#include "characters.h"
#include "pieces.h"
#include "plain/plain.h"
#include "utf8.h"

namespace plain {
namespace {

using namespace precheck;

constexpr std::size_t kLongestWord = 48;        // bytes of a word that is read again
constexpr std::uint32_t kMostPieces = 16;       // single letters that are joined
constexpr std::uint32_t kMostSpacedPieces = 3;  // pieces with spaces between
constexpr std::size_t kShortestJoined = 4;      // letters of a word in pieces
constexpr std::size_t kShortestSpaced = 3;      // letters of a word in single letters
constexpr std::size_t kShortPiece = 3;

bool is_mask(char32_t sign) { return sign == '*' || sign == '#' || sign == '%' || sign == '&'; }

class Reader {
 public:
  Reader(Text& text, const Words& known) : text_(text), known_(known) {}

  void run() {
    reversed_ = text_.source.find("\u202E") != std::string_view::npos;
    for (std::uint32_t at = 0; at < text_.tokens.size(); ++at) {
      const Token& token = text_.tokens[at];
      if (token.kind == CharClass::han) continue;
      read_separated(at);
      if (token.kind == CharClass::emoji || token.word_length > kLongestWord) continue;
      read_possessive(at);
      read_stretched(at, text_.word(token), token.folds);
      read_look_alike(at);
      read_run(at);
      if (reversed_) read_reversed(at);
    }
  }

 private:
  void add(std::uint32_t first, std::uint32_t last, std::string_view word, std::uint16_t folds,
           Likewise how = Likewise::exact) {
    found_.clear();
    known_.find(word, how, found_);
    for (const std::uint32_t id : found_) {
      if (is_known(first, last, id)) continue;
      text_.readings.push_back(
          {first, last, text_.tokens[first].begin, text_.tokens[last - 1].end, id, folds});
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

  // A word with letters that may be i or l is read in every way, the first four of them.
  void add_either(std::uint32_t first, std::uint32_t last, const Skeleton& skeleton,
                  std::uint16_t folds) {
    add(first, last, skeleton.letters, folds);
    read_stretched(first, skeleton.letters, folds, last);
    std::vector<std::string> ways = {skeleton.letters};
    for (std::size_t i = 0; i < skeleton.either.size() && i < 4; ++i) {
      const std::size_t count = ways.size();
      for (std::size_t way = 0; way < count; ++way) {
        std::string other = ways[way];
        char& letter = other[skeleton.either[i]];
        letter = letter == 'i' ? 'l' : 'i';
        ways.push_back(other);
      }
    }
    for (std::size_t way = 1; way < ways.size(); ++way) add(first, last, ways[way], folds);
  }

  // "America's" names America.
  void read_possessive(std::uint32_t at) {
    const std::string_view word = text_.word(text_.tokens[at]);
    if (word.size() > 2 && word.substr(word.size() - 2) == "'s") {
      add(at, at + 1, word.substr(0, word.size() - 2), text_.tokens[at].folds);
    }
  }

  // "iiidiooot": runs of three and more; in longer words a doubled letter is enough.
  void read_stretched(std::uint32_t at, std::string_view word, std::uint16_t folds,
                      std::uint32_t last = 0) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
      run = i > 0 && word[i] == word[i - 1] && !(word[i] & 0x80) ? run + 1 : 1;
      longest = std::max(longest, run);
    }
    if (longest < 2 || (longest == 2 && word.size() < 6)) return;
    add(at, last == 0 ? at + 1 : last, word, static_cast<std::uint16_t>(folds | kFoldStretch),
        Likewise::stretched);
  }

  Skeleton skeleton_of(const Token& token, bool read_leet) const {
    Skeleton skeleton;
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
    const Token& token = text_.tokens[at];
    const Skeleton skeleton = skeleton_of(token, false);
    if (!skeleton.valid || skeleton.letters.size() < 2) return;
    if (skeleton.alikes == 0 && skeleton.accents == 0) return;
    const bool is_name = skeleton.alikes == 0 && skeleton.accents == 1 && token.capitals == 1;
    if (!is_name) add_either(at, at + 1, skeleton, skeleton.folds);
  }

  // "5cam", "sh!t", "f**k": digits, signs and masks among letters, with no space between.
  void read_run(std::uint32_t at) {
    const Token& token = text_.tokens[at];
    if (token.begin < run_end_) return;  // read with the token before
    const std::string_view source = text_.source;
    std::size_t begin = token.begin;
    while (begin > 0 && token.begin - begin < 4 && leet_letter(source[begin - 1]) != 0) --begin;

    Skeleton skeleton;
    std::size_t letters = 0;
    std::size_t end = begin;
    std::size_t end_of_letters = begin;
    std::size_t kept = 0;
    while (end < source.size() && end - begin < kLongestWord) {
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
    while (last < text_.tokens.size() && text_.tokens[last].end <= end_of_letters) ++last;
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

  bool is_single(std::uint32_t at) const { return is_single_piece(text_, at); }

  bool has_space_before(std::uint32_t at) const { return precheck::has_space_before(text_, at); }

  // "s c a m", "s-c-a-m", "sc am", "id-iot": a word in pieces, all the same way apart.
  void read_separated(std::uint32_t at) {
    const bool starts_single = is_single(at);
    if (!starts_single && text_.tokens[at].kind == CharClass::emoji) return;
    if (at + 1 >= text_.tokens.size() || text_.tokens[at + 1].gap == Gap::sentence) return;
    const bool spaced = has_space_before(at + 1);
    // Most words have most words beside them: do not start what cannot become a word in pieces.
    if (spaced && !starts_single && text_.tokens[at].word_length > 2 * kShortPiece) return;

    Skeleton skeleton = skeleton_of(text_.tokens[at], true);
    bool all_single = starts_single;
    bool all_common = is_common_piece(at);
    bool any_common = all_common;
    bool has_short = is_short_piece(at);
    for (std::uint32_t next = at + 1; skeleton.valid && next < text_.tokens.size(); ++next) {
      const Token& token = text_.tokens[next];
      const std::uint32_t pieces = next - at + 1;
      if (token.gap == Gap::sentence || token.kind == CharClass::han) return;
      if (has_space_before(next) != spaced || pieces > kMostPieces) return;
      const Skeleton piece = skeleton_of(token, true);
      if (!piece.valid && token.kind == CharClass::emoji && !spaced) continue;
      if (!spaced) add_sign_between(text_, next, skeleton);
      all_single = all_single && is_single(next);
      if (!all_single && spaced && pieces > kMostSpacedPieces) return;
      if (!piece.valid || skeleton.letters.size() + piece.letters.size() > kLongestWord) return;
      skeleton.append(piece);
      all_common = all_common && is_common_piece(next);
      any_common = any_common || is_common_piece(next);
      has_short = has_short || is_short_piece(next);
      const bool starts_with_capital = token.capitals == 1 && !(text_.source[token.begin] >= 'a' &&
                                                                text_.source[token.begin] <= 'z');
      const bool like_names =
          spaced && (any_common || token.gap != Gap::space || starts_with_capital);
      const bool is_word = all_single ? pieces >= kShortestSpaced
                                      : !all_common && (has_short || !spaced) && !like_names &&
                                            skeleton.letters.size() >= kShortestJoined;
      if (is_word && !goes_on(next, spaced, all_single) &&
          may_be_one_word(text_, at, next, spaced, all_single, skeleton)) {
        add_either(at, next + 1, skeleton,
                   static_cast<std::uint16_t>(skeleton.folds | kFoldSpaced));
      }
    }
  }

  // More of the same follows: the word that was read is no whole word.
  bool goes_on(std::uint32_t at, bool spaced, bool all_single) const {
    if (at + 1 == text_.tokens.size()) return false;
    const Token& next = text_.tokens[at + 1];
    if (next.gap == Gap::sentence || has_space_before(at + 1) != spaced) return false;
    if (!all_single) return !spaced && text_.source.substr(text_.tokens[at].end, 1) == "-";
    const std::string word(text_.word(next));
    return is_single(at + 1) && next.kind == CharClass::letter && word != "a" && word != "i" &&
           word != "o" && word != "u";
  }

  bool is_common_piece(std::uint32_t at) const {
    return text_.tokens[at].letters > 1 && is_common_word(text_.word(text_.tokens[at]));
  }

  bool is_short_piece(std::uint32_t at) const {
    return text_.tokens[at].word_length <= kShortPiece && !is_common_piece(at);
  }

  // After a right-to-left override the reader sees the letters the other way round.
  void read_reversed(std::uint32_t at) {
    const Skeleton skeleton = skeleton_of(text_.tokens[at], false);
    if (!skeleton.valid) return;
    add(at, at + 1, std::string(skeleton.letters.rbegin(), skeleton.letters.rend()),
        static_cast<std::uint16_t>(skeleton.folds | kFoldInvisible));
  }

  Text& text_;
  const Words& known_;
  std::vector<std::uint32_t> found_;
  std::size_t run_end_ = 0;
  bool reversed_ = false;
};

}  // namespace

void find_readings(precheck::Text& text, const Words& known) { Reader(text, known).run(); }

}  // namespace plain
