#include "json_scanner.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <array>
#include <bit>

#include "eight_bytes.h"
#include "utf8.h"

namespace precheck {
namespace {

// ASCII that stands for itself in a string.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0x20; i < 0x80; ++i) table[i] = i != '"' && i != '\\';
  return table;
}();

bool is_plain(char byte) { return kPlain[static_cast<unsigned char>(byte)]; }

// Marks the first of eight bytes that is not plain; the marks behind that one say nothing, since a
// subtraction may borrow from them.
std::uint64_t mark_first_special(std::uint64_t bytes) {
  const std::uint64_t control = bytes - kEachByte * 0x20;
  const std::uint64_t quote = (bytes ^ kEachByte * '"') - kEachByte;
  const std::uint64_t backslash = (bytes ^ kEachByte * '\\') - kEachByte;
  return (control | quote | backslash | bytes) & kTopBits;
}

// The first byte from `at` on that is not plain, or the end.
std::size_t end_of_plain(std::string_view json, std::size_t at) {
#if defined(__SSE2__)
  for (; at + 16 <= json.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(json.data() + at));
    // As signed bytes, those beyond ASCII are below all others.
    const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
    const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const auto special = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(low, sign)));
    if (special != 0) return at + static_cast<std::size_t>(std::countr_zero(special));
  }
#endif
  while (at + 8 <= json.size()) {
    const std::size_t plain = first_mark(mark_first_special(load_eight(json, at)));
    at += plain;
    if (plain < 8) return at;
  }
  while (at < json.size() && is_plain(json[at])) ++at;
  return at;
}

bool is_in(char32_t unit, char32_t first, char32_t last) { return unit >= first && unit <= last; }

}  // namespace

void JsonScanner::start(std::string_view json) {
  json_ = json;
  at_ = 0;
  unescaped_.clear();
}

bool JsonScanner::skip_word(std::string_view word) {
  if (rest().substr(0, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

bool JsonScanner::read_string(std::string_view& text) {
  if (!next_is('"')) return false;
  const std::size_t begin = at_;
  while (at_ < json_.size()) {
    at_ = end_of_plain(json_, at_);
    if (at_end()) return false;
    if (json_[at_] == '"') {
      text = json_.substr(begin, at_++ - begin);
      return true;
    } else if (json_[at_] == '\\') {
      return read_escaped(text, begin);
    } else if (!read_utf8()) {
      return false;
    }
  }
  return false;
}

// A string whose first escape stands here.
bool JsonScanner::read_escaped(std::string_view& text, std::size_t begin) {
  if (unescaped_.empty()) unescaped_.reserve(json_.size());  // texts point into it
  const std::size_t start = unescaped_.size();
  std::size_t copied = begin;
  while (at_ < json_.size()) {
    at_ = end_of_plain(json_, at_);
    if (at_end()) return false;
    if (json_[at_] == '"') {
      unescaped_ += json_.substr(copied, at_++ - copied);
      text = std::string_view(unescaped_).substr(start);
      return true;
    } else if (json_[at_] == '\\') {
      unescaped_ += json_.substr(copied, at_ - copied);
      if (!read_escape()) return false;
      copied = at_;
    } else if (!read_utf8()) {
      return false;
    }
  }
  return false;
}

bool JsonScanner::read_escape() {
  constexpr std::string_view kSigns = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  ++at_;
  if (at_end()) return false;
  if (peek() != 'u') {
    const std::size_t found = kSigns.find(peek());
    if (found == std::string_view::npos) return false;
    ++at_;
    unescaped_ += kMeant[found];
    return true;
  }
  char32_t point = 0;
  if (!read_hex(point)) return false;
  bool is_whole = !is_in(point, 0xDC00, 0xDFFF);
  if (is_in(point, 0xD800, 0xDBFF)) {
    char32_t low = 0;
    if (peek() != '\\') return false;
    ++at_;
    if (peek() != 'u' || !read_hex(low)) return false;
    is_whole = is_in(low, 0xDC00, 0xDFFF);
    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
  }
  if (is_whole) {
    append_utf8(unescaped_, point);
  } else {
    --at_;  // its last digit is what shows it
  }
  return is_whole;
}

// The four digits behind the "u" that stands here.
bool JsonScanner::read_hex(char32_t& unit) {
  for (std::size_t i = 0; i < 4; ++i) {
    ++at_;
    const char digit = peek();
    char32_t value = 0;
    if (digit >= '0' && digit <= '9') {
      value = static_cast<char32_t>(digit - '0');
    } else if ((digit | 0x20) >= 'a' && (digit | 0x20) <= 'f') {
      value = static_cast<char32_t>((digit | 0x20) - 'a' + 10);
    } else {
      return false;
    }
    unit = unit * 16 + value;
  }
  ++at_;
  return true;
}

// The characters beyond ASCII that stand here, well formed.
bool JsonScanner::read_utf8() {
  do {
    if (is_three_bytes(json_, at_)) {
      at_ += 3;
    } else if (!read_one_beyond_ascii()) {
      return false;
    }
  } while (at_ < json_.size() && (json_[at_] & 0x80) != 0);
  return true;
}

bool JsonScanner::read_one_beyond_ascii() {
  const auto lead = static_cast<unsigned char>(json_[at_]);
  if (lead < 0xC2 || lead > 0xF4) return false;
  const Decoded next = decode(json_, at_);
  const bool is_good = next.point != 0xFFFD || rest().substr(0, 3) == "\xEF\xBF\xBD";
  at_ += next.length;
  return is_good;
}

}  // namespace precheck
