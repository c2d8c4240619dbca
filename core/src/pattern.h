// RE2 behind a small face, so that nothing else of the core knows it.
#pragma once

#include <memory>
#include <precheck/precheck.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace precheck {

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
  std::unique_ptr<re2::RE2> expression_;
};

}  // namespace precheck
