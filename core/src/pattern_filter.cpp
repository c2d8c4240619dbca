#include "pattern_filter.h"

#include <re2/filtered_re2.h>

#include <algorithm>

#include "pattern_options.h"
#include "unicode.h"
#include "utf8.h"

namespace precheck {
namespace {

constexpr int kShortestLiteral = 2;  // bytes

std::uint8_t lower(char byte) {
  const auto code = static_cast<std::uint8_t>(byte);
  return code >= 'A' && code <= 'Z' ? static_cast<std::uint8_t>(code + 32) : code;
}

std::uint16_t hash_of(std::uint32_t bytes) {
  return static_cast<std::uint16_t>(bytes * 0x9E3779B1u >> 16);
}
constexpr std::uint32_t kTwoBytes = 0x1000000;  // apart from three

// The filter's literals are in small letters. Only ASCII is folded here; the Kelvin sign and the
// long s are the two other characters that an ASCII letter matches.
bool folds_like_ascii(std::string_view text) {
  return text.find("\u212A") == std::string_view::npos &&
         text.find("\u017F") == std::string_view::npos;
}

bool has_capitals_beyond_ascii(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    const CharClass kind = char_class(next.point);
    const bool has_case = kind == CharClass::upper || kind == CharClass::lower;
    if (next.point >= 0x80 && has_case) return true;
    at += next.length;
  }
  return false;
}

}  // namespace

struct PatternFilter::Filter {
  re2::FilteredRE2 re2{kShortestLiteral};
};

PatternFilter::PatternFilter() = default;
PatternFilter::~PatternFilter() = default;
PatternFilter::PatternFilter(PatternFilter&&) noexcept = default;
PatternFilter& PatternFilter::operator=(PatternFilter&&) noexcept = default;

void PatternFilter::add(std::string_view expression, bool fold_case) {
  if (!filter_) filter_ = std::make_unique<Filter>();
  int number = 0;
  filter_->re2.Add(re2::StringPiece(expression.data(), expression.size()),
                   pattern_options(fold_case), &number);
  ++count_;
}

void PatternFilter::prepare() {
  if (!filter_) return;
  std::vector<std::string> texts;
  filter_->re2.Compile(&texts);
  literal_count_ = texts.size();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto number = static_cast<int>(i);
    if (has_capitals_beyond_ascii(texts[i])) {
      always_.push_back(number);
      continue;
    }
    std::uint32_t bytes = kTwoBytes;
    if (texts[i].size() > 2) {
      bytes = static_cast<std::uint32_t>(lower(texts[i][0])) << 16 | lower(texts[i][1]) << 8 |
              lower(texts[i][2]);
    } else {
      bytes |= static_cast<std::uint32_t>(lower(texts[i][0])) << 8 | lower(texts[i][1]);
      has_short_ = true;
    }
    const std::uint16_t start = hash_of(bytes);
    starts_[start / 64] |= std::uint64_t{1} << (start % 64);
    literals_.push_back({texts[i], start, number});
  }
  std::sort(literals_.begin(), literals_.end(),
            [](const Literal& left, const Literal& right) { return left.start < right.start; });
}

void PatternFilter::look(std::string_view text, Scratch& scratch,
                         std::vector<bool>& may_match) const {
  may_match.assign(count_, !folds_like_ascii(text));
  if (count_ == 0 || may_match[0]) return;
  scratch.seen.assign(always_.begin(), always_.end());
  scratch.is_seen.assign(literal_count_, false);
  std::uint32_t bytes = text.empty() ? 0 : lower(text[0]);
  for (std::size_t at = 1; at < text.size(); ++at) {
    bytes = (bytes << 8 | lower(text[at])) & 0xFFFFFF;
    const std::uint16_t three = hash_of(bytes);
    if ((starts_[three / 64] >> (three % 64) & 1) != 0 && at >= 2) {
      look_up(three, text.substr(at - 2), scratch);
    }
    if (!has_short_) continue;
    const std::uint16_t two = hash_of(kTwoBytes | (bytes & 0xFFFF));
    if ((starts_[two / 64] >> (two % 64) & 1) != 0) look_up(two, text.substr(at - 1), scratch);
  }
  filter_->re2.AllPotentials(scratch.seen, &scratch.patterns);
  for (const int pattern : scratch.patterns) may_match[static_cast<std::size_t>(pattern)] = true;
}

// Notes the literals that stand at the start of `from`.
void PatternFilter::look_up(std::uint16_t start, std::string_view from, Scratch& scratch) const {
  auto literal = std::lower_bound(
      literals_.begin(), literals_.end(), start,
      [](const Literal& each, std::uint16_t wanted) { return each.start < wanted; });
  for (; literal != literals_.end() && literal->start == start; ++literal) {
    if (scratch.is_seen[static_cast<std::size_t>(literal->number)]) continue;
    const std::string_view here = from.substr(0, literal->text.size());
    const bool fits = std::equal(
        here.begin(), here.end(), literal->text.begin(), literal->text.end(),
        [](char typed, char wanted) { return lower(typed) == static_cast<std::uint8_t>(wanted); });
    if (!fits) continue;
    scratch.is_seen[static_cast<std::size_t>(literal->number)] = true;
    scratch.seen.push_back(literal->number);
  }
}

}  // namespace precheck
