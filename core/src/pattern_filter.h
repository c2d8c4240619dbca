// Says from a few literals which patterns can match a text at all, so that most of them are never
// run. RE2's own filter knows which literals each pattern cannot do without; here is the search for
// them, one pass for those of all patterns.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace precheck {

class PatternFilter {
 public:
  PatternFilter();
  ~PatternFilter();
  PatternFilter(PatternFilter&&) noexcept;
  PatternFilter& operator=(PatternFilter&&) noexcept;

  // Patterns are numbered as they come. `expression` compiles.
  void add(std::string_view expression, bool fold_case);

  // Once all are added.
  void prepare();

  struct Scratch {
    std::vector<bool> is_seen;  // by literal
    std::vector<int> seen;
    std::vector<int> patterns;
  };

  // Sets which patterns may match; the others do not. Safe for concurrent use.
  void look(std::string_view text, Scratch& scratch, std::vector<bool>& may_match) const;

 private:
  struct Literal {
    std::string text;
    std::uint16_t start;  // a hash of its first three bytes, or of two where there are no more
    int number;
  };

  void look_up(std::uint16_t start, std::string_view from, Scratch& scratch) const;

  struct Filter;
  std::unique_ptr<Filter> filter_;
  std::size_t count_ = 0;
  std::vector<Literal> literals_;  // by start
  std::vector<int> always_;        // those whose letters have capitals beyond ASCII
  std::size_t literal_count_ = 0;
  std::array<std::uint64_t, 1024> starts_{};  // bits: a literal starts like this
  bool has_short_ = false;                    // one of two bytes
};

}  // namespace precheck
