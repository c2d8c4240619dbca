// RE2 behind a small face, so that nothing else of the core knows it. Two of the browser's modules
// are built without RE2: pattern_none.cpp stands in for pattern.cpp.
#pragma once

#include <memory>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck {

// False where there is no RE2. Then a policy with patterns does not compile ("needs_full_engine"),
// and no Pattern is ever made.
bool can_read_patterns();

// Safe for concurrent use.
class Pattern {
 public:
  // `expression` is RE2 syntax over UTF-8.
  Pattern(std::string_view expression, bool fold_case);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  // Why it does not compile; "" when it does.
  std::string problem() const;

  // What it was made from.
  const std::string& expression() const;
  bool folds_case() const;

  // An estimate of the compiled program's memory.
  std::size_t bytes() const;

  bool matches_empty() const;

  // The first 100 matches from left to right, not overlapping, in bytes.
  void find_all(std::string_view text, std::vector<Interval>& found) const;

 private:
  struct Expression;
  std::unique_ptr<Expression> expression_;
};

}  // namespace precheck
