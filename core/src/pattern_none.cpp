// In place of pattern.cpp where there is no RE2 (all but the largest of wasm/): a fifth of what a
// page would load.
#include "pattern.h"

namespace precheck {

bool can_read_patterns() { return false; }

struct Pattern::Expression {
  std::string text;
};

Pattern::Pattern(std::string_view, bool) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::string Pattern::problem() const { return {}; }

const std::string& Pattern::expression() const { return expression_->text; }

bool Pattern::folds_case() const { return false; }

std::size_t Pattern::bytes() const { return 0; }

bool Pattern::matches_empty() const { return false; }

void Pattern::find_all(std::string_view, std::vector<Interval>& found) const { found.clear(); }

}  // namespace precheck
