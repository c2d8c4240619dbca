#include "pattern.h"

#include <re2/re2.h>

#include "pattern_options.h"

namespace precheck {
namespace {

constexpr std::size_t kMostMatches = 100;  // a pattern that looks far ahead costs n for each
constexpr std::int64_t kPatternMemory = 512 << 10;  // bytes for one pattern's automata

}  // namespace

bool can_read_patterns() { return true; }

RE2::Options pattern_options(bool fold_case) {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(kPatternMemory);
  options.set_case_sensitive(!fold_case);
  return options;
}

struct Pattern::Expression {
  Expression(std::string_view text, bool fold_case)
      : re2(re2::StringPiece(text.data(), text.size()), pattern_options(fold_case)) {}
  RE2 re2;
};

Pattern::Pattern(std::string_view expression, bool fold_case)
    : expression_(std::make_unique<Expression>(expression, fold_case)) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::string Pattern::problem() const {
  return expression_->re2.ok() ? std::string() : expression_->re2.error();
}

const std::string& Pattern::expression() const { return expression_->re2.pattern(); }

bool Pattern::folds_case() const { return !expression_->re2.options().case_sensitive(); }

std::size_t Pattern::bytes() const {
  const int size = expression_->re2.ProgramSize();
  return 2'000 + (size > 0 ? static_cast<std::size_t>(size) * 32 : 0);
}

bool Pattern::matches_empty() const { return RE2::PartialMatch("", expression_->re2); }

void Pattern::find_all(std::string_view text, std::vector<Interval>& found) const {
  found.clear();
  const re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece match;
  std::size_t at = 0;
  while (at < text.size() && found.size() < kMostMatches &&
         expression_->re2.Match(piece, at, text.size(), RE2::UNANCHORED, &match, 1)) {
    const auto begin = static_cast<std::size_t>(match.data() - text.data());
    const std::size_t end = begin + match.size();
    if (end > begin) found.push_back({begin, end});
    at = end > begin ? end : end + 1;  // an empty match, as of \b, finds nothing
  }
}

}  // namespace precheck
