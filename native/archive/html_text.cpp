#include "archive/html_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace precheck {
namespace {

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"amp", "&"},        {"lt", "<"},         {"gt", ">"},          {"quot", "\""},
    {"apos", "'"},       {"nbsp", "\u00A0"},  {"hellip", "\u2026"}, {"mdash", "\u2014"},
    {"ndash", "\u2013"}, {"lsquo", "\u2018"}, {"rsquo", "\u2019"},  {"ldquo", "\u201C"},
    {"rdquo", "\u201D"}, {"laquo", "\u00AB"}, {"raquo", "\u00BB"},  {"euro", "\u20AC"},
    {"pound", "\u00A3"}, {"copy", "\u00A9"},  {"middot", "\u00B7"}};

void append_utf8(std::string& out, std::uint32_t point) {
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = 0xFFFD;
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

// "#8217" or "#x2019"; 0 when it is neither.
std::uint32_t numeric_entity(std::string_view name) {
  name.remove_prefix(1);
  const bool is_hex = !name.empty() && (name.front() == 'x' || name.front() == 'X');
  if (is_hex) name.remove_prefix(1);
  if (name.empty() || name.size() > 7) return 0;
  std::uint32_t value = 0;
  for (const char sign : name) {
    std::uint32_t digit = 16;
    if (sign >= '0' && sign <= '9') digit = static_cast<std::uint32_t>(sign - '0');
    if (is_hex && sign >= 'a' && sign <= 'f') digit = static_cast<std::uint32_t>(sign - 'a' + 10);
    if (is_hex && sign >= 'A' && sign <= 'F') digit = static_cast<std::uint32_t>(sign - 'A' + 10);
    if (digit >= (is_hex ? 16u : 10u)) return 0;
    value = value * (is_hex ? 16 : 10) + digit;
  }
  return value;
}

class TextWriter {
 public:
  explicit TextWriter(std::string_view html) : html_(html) { out_.reserve(html.size()); }

  std::string run() {
    while (at_ < html_.size()) {
      const std::size_t stop = std::min(html_.find_first_of("<&\n", at_), html_.size());
      append(html_.substr(at_, stop - at_));
      at_ = stop;
      if (at_ == html_.size()) break;
      if (html_[at_] == '<') {
        read_tag();
      } else if (html_[at_] == '&') {
        read_entity();
      } else {
        end_line();
        ++at_;
      }
    }
    while (!out_.empty() && (out_.back() == '\n' || out_.back() == ' ')) out_.pop_back();
    return std::move(out_);
  }

 private:
  void append(std::string_view text) {
    if (text.empty()) return;
    if (at_line_start_ && quotes_ > 0) out_ += "> ";
    at_line_start_ = false;
    out_ += text;
  }

  void end_line() {
    if (out_.empty()) return;
    out_ += '\n';
    at_line_start_ = true;
  }

  // So that what follows stands on a line of its own.
  void break_line() {
    if (!at_line_start_) end_line();
  }

  void read_tag() {
    const std::string_view rest = html_.substr(at_);
    if (rest.substr(0, 4) == "<!--") {
      const std::size_t end = html_.find("-->", at_ + 4);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
      return;
    }
    const bool closes = rest.size() > 1 && rest[1] == '/';
    std::size_t name_end = closes ? 2 : 1;
    std::string name;
    while (name_end < rest.size() && name.size() < 12) {
      const char sign = rest[name_end];
      const char small = sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
      if ((small < 'a' || small > 'z') && (name.empty() || small < '0' || small > '9')) break;
      name += small;
      ++name_end;
    }
    const std::size_t end = has_closers_ ? html_.find('>', at_) : std::string_view::npos;
    has_closers_ = end != std::string_view::npos;
    // "a < b" is no tag.
    if (name.empty() || !has_closers_) {
      append("<");
      ++at_;
      return;
    }
    at_ = end + 1;
    apply(name, closes);
  }

  void apply(const std::string& name, bool closes) {
    if (name == "blockquote") {
      break_line();
      quotes_ = closes ? std::max(0, quotes_ - 1) : quotes_ + 1;
    } else if (name == "code" || name == "pre") {
      append("`");
    } else if (name == "br") {
      end_line();
    } else if (name == "p" || name == "div" || name == "li" || name == "tr" || name == "ul") {
      break_line();
    }
  }

  void read_entity() {
    const std::size_t length = html_.substr(at_, 12).find(';');
    if (length != std::string_view::npos && length >= 2) {
      const std::string_view name = html_.substr(at_ + 1, length - 1);
      std::string sign;
      if (name.front() == '#') {
        if (const std::uint32_t point = numeric_entity(name)) append_utf8(sign, point);
      } else {
        for (const auto& [known, text] : kEntities) {
          if (known == name) sign = text;
        }
      }
      if (!sign.empty()) {
        append(sign);
        at_ += length + 1;
        return;
      }
    }
    append("&");
    ++at_;
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string out_;
  bool at_line_start_ = true;
  bool has_closers_ = true;  // a > stands further on
  int quotes_ = 0;
};

}  // namespace

std::string html_to_text(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return std::string(html);
  return TextWriter(html).run();
}

}  // namespace precheck
