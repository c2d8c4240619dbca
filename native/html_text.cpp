#include "html_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace precheck {
namespace {

struct Reference {
  std::string_view name;
  std::string_view text;
};
constexpr Reference kReferences[] = {{"amp", "&"},         {"lt", "<"},         {"gt", ">"},
                                     {"quot", "\""},       {"apos", "'"},       {"nbsp", "\u00a0"},
                                     {"hellip", "\u2026"}, {"mdash", "\u2014"}, {"ndash", "\u2013"},
                                     {"lsquo", "\u2018"},  {"rsquo", "\u2019"}, {"ldquo", "\u201c"},
                                     {"rdquo", "\u201d"}};

// Elements after which a reader sees a new line.
constexpr std::string_view kBreaks[] = {"br",         "p",   "div", "li", "ul", "ol",
                                        "blockquote", "pre", "h1",  "h2", "h3", "tr"};

constexpr std::size_t kLongestReference = 10;
constexpr std::uint32_t kLastPoint = 0x10ffff;

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

void append_point(std::string& out, std::uint32_t point) {
  if (point == 0 || point > kLastPoint || (point >= 0xd800 && point < 0xe000)) point = 0xfffd;
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (point >> 18));
    out += static_cast<char>(0x80 | ((point >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  }
}

// `name` is what stands between & and ;. False when it is no reference.
bool append_reference(std::string& out, std::string_view name) {
  if (name.substr(0, 1) == "#") {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t point = 0;
    const char* end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, point, hex ? 16 : 10);
    if (digits.empty() || result.ptr != end || result.ec != std::errc()) return false;
    append_point(out, point);
    return true;
  }
  for (const Reference& each : kReferences) {
    if (each.name != name) continue;
    out += each.text;
    return true;
  }
  return false;
}

// The length of the tag or comment that begins `html`; 0 when none does.
std::size_t tag_length(std::string_view html) {
  if (html.substr(0, 4) == "<!--") {
    const std::size_t end = html.find("-->", 4);
    return end == std::string_view::npos ? 0 : end + 3;
  }
  const std::size_t name = html.substr(0, 2) == "</" ? 2 : 1;
  if (name >= html.size() || !is_letter(html[name])) return 0;
  char quote = 0;
  for (std::size_t at = name; at < html.size(); ++at) {
    if (quote != 0) {
      if (html[at] == quote) quote = 0;
    } else if (html[at] == '"' || html[at] == '\'') {
      quote = html[at];
    } else if (html[at] == '>') {
      return at + 1;
    }
  }
  return 0;
}

bool breaks_line(std::string_view tag) {
  tag.remove_prefix(tag.substr(0, 2) == "</" ? 2 : 1);
  std::string name;
  for (const char byte : tag) {
    const bool digit = byte >= '0' && byte <= '9';
    if (!is_letter(byte) && !digit) break;
    name += digit ? byte : static_cast<char>(byte | 0x20);
  }
  return std::find(std::begin(kBreaks), std::end(kBreaks), name) != std::end(kBreaks);
}

}  // namespace

std::string text_of_html(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  std::size_t at = 0;
  while (at < html.size()) {
    if (html[at] == '<') {
      if (const std::size_t length = tag_length(html.substr(at))) {
        const bool line_ends = breaks_line(html.substr(at, length));
        if (line_ends && !out.empty() && out.back() != '\n') out += '\n';
        at += length;
        continue;
      }
    } else if (html[at] == '&') {
      const std::size_t end = html.substr(at, kLongestReference + 2).find(';');
      if (end != std::string_view::npos && append_reference(out, html.substr(at + 1, end - 1))) {
        at += end + 1;
        continue;
      }
    }
    out += html[at++];
  }
  return out;
}

}  // namespace precheck
