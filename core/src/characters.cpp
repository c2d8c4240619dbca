#include "characters.h"

#include <algorithm>
#include <iterator>

#include "utf8.h"

namespace precheck {
namespace {

constexpr char32_t kShowsNothing = 0x200B;
constexpr std::size_t kLongestEntity = 10;  // bytes between "&" and ";"
constexpr std::size_t kLongestTag = 80;     // bytes up to ">"

struct Named {
  std::string_view name;
  char32_t point;
};

constexpr Named kEntities[] = {
    {"amp", '&'},      {"apos", '\''},  {"gt", '>'},       {"hellip", 0x2026},
    {"ldquo", 0x201C}, {"lrm", 0x200E}, {"lsquo", 0x2018}, {"lt", '<'},
    {"nbsp", 0xA0},    {"quot", '"'},   {"rdquo", 0x201D}, {"rlm", 0x200F},
    {"rsquo", 0x2019}, {"shy", 0xAD},   {"zwj", 0x200D},   {"zwnj", 0x200C}};

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

TypedCharacter named_entity(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at + 1, kLongestEntity);
  const std::size_t end = rest.find(';');
  if (end == std::string_view::npos) return {0, 0};
  const auto* found =
      std::find_if(std::begin(kEntities), std::end(kEntities),
                   [&](const Named& each) { return each.name == rest.substr(0, end); });
  if (found == std::end(kEntities)) return {0, 0};
  return {found->point, end + 2};
}

// The length of <b>, </span> or <!-- -->; 0 when it is none.
std::size_t inline_tag(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at, kLongestTag);
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
  }
  const Decoded decoded = decode(source, at);
  return {decoded.point, decoded.length};
}

}  // namespace precheck
