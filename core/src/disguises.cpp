// Reads words a second time, as what they may be a disguise of. A reading is only ever compared
// with the words of a policy, so one that is no word costs nothing.
#include <algorithm>

#include "text.h"
#include "utf8.h"

namespace precheck {
namespace {

constexpr std::size_t kLongestDisguise = 64;      // bytes of a word that is read again
constexpr std::size_t kLongestSpacedWord = 16;    // letters standing alone that are joined
constexpr std::size_t kShortestSpacedWord = 3;

class Reader {
 public:
  explicit Reader(Text& text) : text_(text) {}

  void run() {
    for (std::uint32_t at = 0; at < text_.tokens.size(); ++at) {
      const Token& token = text_.tokens[at];
      if (token.kind == CharClass::han || token.kind == CharClass::emoji) continue;
      read_possessive(at, token);
      read_stretched(at, token);
      read_leet(at, token);
      read_spaced(at, token);
    }
  }

 private:
  void add(std::uint32_t first, std::uint32_t last, std::string word, std::uint16_t folds) {
    add(first, last, text_.tokens[first].begin, text_.tokens[last - 1].end, std::move(word), folds);
  }

  void add(std::uint32_t first, std::uint32_t last, std::uint32_t begin, std::uint32_t end,
           std::string word, std::uint16_t folds) {
    text_.readings.push_back({first, last, begin, end, std::move(word), folds});
  }

  // "America's" names America.
  void read_possessive(std::uint32_t at, const Token& token) {
    const std::string_view word = text_.word(token);
    if (word.size() > 2 && word.substr(word.size() - 2) == "'s") {
      add(at, at + 1, std::string(word.substr(0, word.size() - 2)), token.folds);
    }
  }

  // "soooo" may be "so" or "soo": runs of three and more shrink to one letter and to two.
  void read_stretched(std::uint32_t at, const Token& token) {
    const std::string_view word = text_.word(token);
    if (word.size() < 3 || !has_run_of_three(word)) return;
    std::string single;
    std::string twofold;
    std::size_t run = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
      run = i > 0 && word[i] == word[i - 1] ? run + 1 : 1;
      // Bytes of longer characters never repeat as a run of equal bytes within one character.
      const std::size_t whole = run_length(word, i);
      if (run == 1 || whole < 3) single += word[i];
      if (run <= 2) twofold += word[i];
    }
    const auto folds = static_cast<std::uint16_t>(token.folds | kFoldStretch);
    if (single.size() > kLongestDisguise) return;
    add(at, at + 1, std::move(single), folds);
    add(at, at + 1, std::move(twofold), folds);
  }

  static bool has_run_of_three(std::string_view word) {
    for (std::size_t i = 2; i < word.size(); ++i) {
      if (word[i] == word[i - 1] && word[i] == word[i - 2] && !(word[i] & 0x80)) return true;
    }
    return false;
  }

  // How many equal bytes the run around `at` holds; more than three need not be counted.
  static std::size_t run_length(std::string_view word, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 3 && word[begin - 1] == word[at]) --begin;
    std::size_t end = at + 1;
    while (end < word.size() && end - begin < 3 && word[end] == word[at]) ++end;
    return end - begin;
  }

  // The letter that a digit or sign stands for; 0 where it stands for none.
  static char leet(char sign, char one) {
    switch (sign) {
      case '0': return 'o';
      case '1': return one;
      case '3': return 'e';
      case '4': return 'a';
      case '5': return 's';
      case '7': return 't';
      case '8': return 'b';
      case '9': return 'g';
      case '@': return 'a';
      case '$': return 's';
      case '!': return 'i';
      case '|': return one;
      case '+': return 't';
      default: return 0;
    }
  }

  static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  }

  // "5cam", "sh!t", "@ss": digits and signs among letters, with no space between.
  void read_leet(std::uint32_t at, const Token& token) {
    if (token.begin < leet_end_) return;  // read with the token before
    const std::string_view source = text_.source;
    std::size_t begin = token.begin;
    while (begin > 0 && token.begin - begin < 4 && leet(source[begin - 1], 'i') != 0) --begin;
    std::size_t end = begin;
    bool letters = false;
    bool signs = false;
    while (end < source.size() && (is_letter(source[end]) || leet(source[end], 'i') != 0)) {
      (is_letter(source[end]) ? letters : signs) = true;
      ++end;
    }
    leet_end_ = end;
    while (end > token.begin && (source[end - 1] == '!' || source[end - 1] == '+')) --end;
    if (!letters || !signs || end <= token.begin || end - begin > kLongestDisguise) return;

    std::uint32_t last = at;
    while (last < text_.tokens.size() && text_.tokens[last].end <= end) ++last;
    if (last == at) return;
    for (const char one : {'i', 'l'}) {
      std::string word;
      bool ambiguous = false;
      for (std::size_t i = begin; i < end; ++i) {
        const char letter = leet(source[i], one);
        ambiguous |= source[i] == '1' || source[i] == '|';
        word += letter != 0 ? letter : static_cast<char>(source[i] | 0x20);
      }
      add(at, last, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
          std::move(word), kFoldLeet);
      if (!ambiguous) break;
    }
  }

  bool stands_alone(std::uint32_t at) const {
    return text_.tokens[at].kind == CharClass::letter && text_.tokens[at].letters == 1;
  }

  // "s c a m", "s-c-a-m": letters that stand alone, the same way apart.
  void read_spaced(std::uint32_t at, const Token& token) {
    if (!stands_alone(at)) return;
    std::string word(text_.word(token));
    std::uint16_t folds = token.folds | kFoldSpaced;
    for (std::uint32_t next = at + 1; next < text_.tokens.size() && next - at < kLongestSpacedWord;
         ++next) {
      const Token& letter = text_.tokens[next];
      if (!stands_alone(next) || letter.gap == Gap::sentence) return;
      if (letter.gap != text_.tokens[at + 1].gap) return;
      word += text_.word(letter);
      folds |= letter.folds;
      if (next - at + 1 >= kShortestSpacedWord) add(at, next + 1, word, folds);
    }
  }

  Text& text_;
  std::size_t leet_end_ = 0;
};

}  // namespace

void find_readings(Text& text) { Reader(text).run(); }

}  // namespace precheck
