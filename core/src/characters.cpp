#include "characters.h"

#include <algorithm>
#include <iterator>

#include "unicode.h"
#include "utf8.h"

namespace precheck {
namespace {

constexpr char32_t kShowsNothing = 0x200B;
constexpr char32_t kLineBreak = '\n';
constexpr std::size_t kLongestEntity = 16;  // bytes between "&" and ";"

struct Named {
  std::string_view name;
  char32_t point;
};

constexpr Named kEntities[] = {{"amp", '&'},
                               {"apos", '\''},
                               {"gt", '>'},
                               {"hellip", 0x2026},
                               {"ldquo", 0x201C},
                               {"lrm", 0x200E},
                               {"lsquo", 0x2018},
                               {"lt", '<'},
                               {"nbsp", 0xA0},
                               {"quot", '"'},
                               {"rdquo", 0x201D},
                               {"rlm", 0x200F},
                               {"rsquo", 0x2019},
                               {"shy", 0xAD},
                               {"zwj", 0x200D},
                               {"zwnj", 0x200C},
                               {"ZeroWidthSpace", 0x200B},
                               {"NoBreak", 0x2060}};

// The Greek letters in order; 0x3C2 is the other small sigma.
constexpr std::string_view kGreek[] = {
    "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
    "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigmaf",
    "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};

// A letter's name is followed by its accent's: "eacute".
constexpr Named kAccents[] = {{"acute", 0x301}, {"grave", 0x300}, {"circ", 0x302},
                              {"uml", 0x308},   {"tilde", 0x303}, {"ring", 0x30A},
                              {"cedil", 0x327}, {"caron", 0x30C}, {"slash", 0x338}};

constexpr std::string_view kInlineTags[] = {"a",      "b",      "big",  "del", "em",    "font",
                                            "i",      "ins",    "mark", "s",   "small", "span",
                                            "strike", "strong", "sub",  "sup", "u",     "wbr"};

int digit_value(char byte, int base) {
  int value = -1;
  if (byte >= '0' && byte <= '9') value = byte - '0';
  if (byte >= 'a' && byte <= 'f') value = byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') value = byte - 'A' + 10;
  return value < base ? value : -1;
}

// "&#105;" and "&#x69;". Length 0 when it is none.
TypedCharacter numeric_entity(std::string_view source, std::size_t at) {
  std::size_t digit = at + 2;
  int base = 10;
  if (digit < source.size() && (source[digit] == 'x' || source[digit] == 'X')) {
    base = 16;
    ++digit;
  }
  const std::size_t first = digit;
  char32_t point = 0;
  for (; digit < source.size() && digit - first < 8; ++digit) {
    const int value = digit_value(source[digit], base);
    if (value < 0) break;
    point = point * static_cast<char32_t>(base) + static_cast<char32_t>(value);
    if (point > 0x10FFFF) return {0, 0};
  }
  const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (digit == first || point == 0 || is_surrogate) return {0, 0};
  if (digit < source.size() && source[digit] == ';') ++digit;
  return {point, digit - at};
}

char32_t find_named(const Named* first, const Named* last, std::string_view name) {
  const Named* found =
      std::find_if(first, last, [&](const Named& each) { return each.name == name; });
  return found == last ? 0 : found->point;
}

// "omicron", "Omicron".
char32_t greek_letter(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kGreek), std::end(kGreek), [&](std::string_view each) {
        return each.substr(1) == name.substr(1) && each[0] == (name[0] | 0x20);
      });
  if (found == std::end(kGreek)) return 0;
  const bool is_capital = name[0] < 'a';
  return (is_capital ? 0x391 : 0x3B1) + static_cast<char32_t>(found - std::begin(kGreek));
}

// "eacute": the letter with its accent, or the bare letter where Unicode has no such one.
char32_t accented_letter(std::string_view name) {
  const char letter = static_cast<char>(name[0] | 0x20);
  if (letter < 'a' || letter > 'z') return 0;
  const char32_t accent = find_named(std::begin(kAccents), std::end(kAccents), name.substr(1));
  if (accent == 0) return 0;
  const auto base = static_cast<char32_t>(static_cast<unsigned char>(name[0]));
  const char32_t composed = compose(base, accent);
  return composed != 0 ? composed : base;
}

TypedCharacter named_entity(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at + 1, kLongestEntity);
  const std::size_t end = rest.find(';');
  if (end == std::string_view::npos || end < 2) return {0, 0};
  const std::string_view name = rest.substr(0, end);
  char32_t point = find_named(std::begin(kEntities), std::end(kEntities), name);
  if (point == 0) point = greek_letter(name);
  if (point == 0) point = accented_letter(name);
  if (point == 0) return {0, 0};
  return {point, end + 2};
}

// The length of <br>, <br/> or <br />; 0 when it is none.
std::size_t line_break_tag(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at, 6);
  if (rest.size() < 4 || (rest[1] | 0x20) != 'b' || (rest[2] | 0x20) != 'r') return 0;
  std::size_t end = 3;
  if (rest[end] == ' ') ++end;
  if (end < rest.size() && rest[end] == '/') ++end;
  return end < rest.size() && rest[end] == '>' ? end + 1 : 0;
}

// The length of [b] or [/b], which some forums read as <b>; 0 when it is none. An opening one
// counts only where it is closed: "[i]" is also a place in a list.
std::size_t square_tag(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at, kLongestCharacter);
  const bool closes = rest.size() > 3 && rest[1] == '/';
  const std::size_t name = closes ? 2 : 1;
  if (name + 1 >= rest.size() || rest[name + 1] != ']') return 0;
  const char letter = static_cast<char>(rest[name] | 0x20);
  if (letter != 'b' && letter != 'i' && letter != 'u' && letter != 's') return 0;
  const char closing[] = {'[', '/', rest[name], ']', 0};
  if (!closes && rest.find(closing) == std::string_view::npos) return 0;
  return name + 2;
}

// The length of <b>, </span> or <!-- -->; 0 when it is none.
std::size_t inline_tag(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at, kLongestCharacter);
  if (rest.substr(0, 4) == "<!--") {
    const std::size_t close = rest.find("-->", 4);
    return close == std::string_view::npos ? 0 : close + 3;
  }
  std::size_t name = 1;
  if (name < rest.size() && rest[name] == '/') ++name;
  std::size_t end = name;
  char lower[8];
  for (; end < rest.size() && end - name < sizeof lower; ++end) {
    const char byte = static_cast<char>(rest[end] | 0x20);
    if (byte < 'a' || byte > 'z') break;
    lower[end - name] = byte;
  }
  const std::string_view tag(lower, end - name);
  if (std::find(std::begin(kInlineTags), std::end(kInlineTags), tag) == std::end(kInlineTags)) {
    return 0;
  }
  const std::size_t close = rest.find_first_of("<>", end);
  if (close == std::string_view::npos || rest[close] != '>') return 0;
  return close + 1;
}

}  // namespace

TypedCharacter typed_character(std::string_view source, std::size_t at) {
  const char byte = source[at];
  if (byte == '&' && at + 3 < source.size()) {
    const TypedCharacter entity =
        source[at + 1] == '#' ? numeric_entity(source, at) : named_entity(source, at);
    if (entity.length > 0) return entity;
  } else if (byte == '<' && at + 2 < source.size()) {
    const std::size_t length = inline_tag(source, at);
    if (length > 0) return {kShowsNothing, length};
    const std::size_t line_break = line_break_tag(source, at);
    if (line_break > 0) return {kLineBreak, line_break};
  } else if (byte == '[' && at + 2 < source.size()) {
    const std::size_t length = square_tag(source, at);
    if (length > 0) return {kShowsNothing, length};
  }
  const Decoded decoded = decode(source, at);
  return {decoded.point, decoded.length};
}

}  // namespace precheck
