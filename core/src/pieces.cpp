#include "pieces.h"

#include <algorithm>

#include "characters.h"

namespace precheck {
namespace {

constexpr std::size_t kLongestUneven = 3;      // bytes of a separator unlike the others
constexpr std::size_t kFewestRealLetters = 2;  // of a word with digits and signs for letters
constexpr std::string_view kCodeSigns = "(){}[]=;|<>";

// A search in a standard string costs a call for each byte; these are a few bytes long.
bool has_any(std::string_view text, std::string_view signs) {
  return std::any_of(text.begin(), text.end(), [signs](char byte) {
    return std::find(signs.begin(), signs.end(), byte) != signs.end();
  });
}

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

bool is_beside_emoji(const Text& text, std::uint32_t at) {
  return text.tokens[at].kind == CharClass::emoji || text.tokens[at - 1].kind == CharClass::emoji;
}

// What stands between a token and the one before it; nothing beside an emoji.
std::string_view between(const Text& text, std::uint32_t at) {
  if (is_beside_emoji(text, at)) return {};
  const std::size_t from = text.tokens[at - 1].end;
  return text.source.substr(from, text.tokens[at].begin - from);
}

// A hyphen at the end of a line, or a line break as markup.
bool is_broken_line(std::string_view sign) {
  if (sign.size() > 3 && sign[0] == '<') {
    const TypedCharacter typed = typed_character(sign, 0);
    return typed.point == '\n' && typed.length == sign.size();
  }
  if (sign.empty() || (sign[0] != '-' && (sign[0] & 0x80) == 0)) return false;
  for (const std::string_view hyphen : {"-", "\u2010", "\u00AD"}) {
    if (sign.substr(0, hyphen.size()) != hyphen) continue;
    const std::string_view rest = sign.substr(hyphen.size());
    return rest == "\n" || rest == "\r\n";
  }
  return false;
}

// Single letters may be apart in several ways, but not by the signs of a program.
bool may_differ(std::string_view sign) {
  return sign.size() <= kLongestUneven && !has_any(sign, kCodeSigns);
}

bool are_evenly_apart(const Text& text, std::uint32_t first, std::uint32_t last, bool all_single) {
  std::string_view sign;
  bool differ = false;
  bool all_may = true;
  bool seen = false;
  for (std::uint32_t at = first + 1; at <= last; ++at) {
    if (is_beside_emoji(text, at)) continue;
    const std::string_view each = between(text, at);
    differ = differ || (seen && each != sign);
    all_may = all_may && may_differ(each);
    sign = each;
    seen = true;
  }
  return !differ || (all_single && all_may);
}

// Whether the same sign joins more on either side: a name with points, a word with hyphens.
bool is_part_of_more(const Text& text, std::uint32_t first, std::uint32_t last) {
  const std::string_view sign = between(text, first + 1);
  if (sign.empty()) return false;
  if (first > 0 && between(text, first) == sign) return true;
  return last + 1 < text.tokens.size() && between(text, last + 1) == sign;
}

bool is_identifier(const Text& text, std::uint32_t first, std::uint32_t last) {
  if (between(text, first + 1) != "_") return false;
  const std::size_t end = text.tokens[last].end;
  return end < text.source.size() &&
         std::string_view("(=[").find(text.source[end]) != std::string_view::npos;
}

}  // namespace

bool is_single_piece(const Text& text, std::uint32_t at) {
  const Token& token = text.tokens[at];
  if (token.kind == CharClass::emoji) return true;
  if (token.kind == CharClass::han || token.word_length > 4) return false;
  if (token.letters != 1) return token.letters == 0 && token.word_length == 1;
  const std::string_view word = text.word(token);
  return std::none_of(word.begin(), word.end(), is_digit);
}

bool has_space_between(const Text& text, std::uint32_t at) {
  const std::size_t from = text.tokens[at - 1].end;
  const std::string_view sign = text.source.substr(from, text.tokens[at].begin - from);
  if (is_broken_line(sign)) return false;
  if (text.tokens[at].gap == Gap::space) return true;
  return std::any_of(sign.begin(), sign.end(), is_blank);
}

void add_sign_between(const Text& text, std::uint32_t at, Skeleton& skeleton) {
  const std::string_view sign = between(text, at);
  if (sign.size() != 3 || sign[0] != sign[2]) return;
  const auto middle = static_cast<unsigned char>(sign[1]);
  if (leet_letter(middle) != 0) skeleton.add(middle, true);
}

bool may_be_one_word(const Text& text, std::uint32_t first, std::uint32_t last, bool spaced,
                     bool all_single, const Skeleton& skeleton) {
  if (skeleton.leets > 0 && skeleton.letters.size() < skeleton.leets + kFewestRealLetters) {
    return false;
  }
  if (spaced && !all_single) {
    for (std::uint32_t at = first + 1; at <= last; ++at) {
      if (text.tokens[at].gap != Gap::space) return false;
    }
    return skeleton.accents == 0;
  }
  if (!are_evenly_apart(text, first, last, all_single)) return false;
  if (all_single) return true;
  const std::string_view sign = between(text, first + 1);
  if (!is_broken_line(sign) && has_any(sign, kCodeSigns)) return false;
  return !is_part_of_more(text, first, last) && !is_identifier(text, first, last);
}

}  // namespace precheck
