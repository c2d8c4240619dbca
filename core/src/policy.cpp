#include "policy.h"

#include <algorithm>

#include "report.h"

namespace precheck {
namespace {

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

std::vector<bool> sets_with_rules(const RuleIndex& index, const WordMatcher& matcher) {
  std::vector<bool> with_rules(matcher.set_count());
  for (SetId set = 0; set < with_rules.size(); ++set) with_rules[set] = !index.by_set[set].empty();
  return with_rules;
}

}  // namespace

bool language_matches(std::string_view wanted, std::string_view offered) {
  if (offered.empty() || wanted.size() < offered.size()) return false;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const char left = wanted[i] == '_' ? '-' : lower(wanted[i]);
    if (left != lower(offered[i])) return false;
  }
  return wanted.size() == offered.size() || wanted[offered.size()] == '-' ||
         wanted[offered.size()] == '_';
}

const std::string& in_language(const Texts& texts, std::size_t language) {
  static const std::string none;
  if (texts.empty()) return none;
  return texts[language].empty() ? texts.front() : texts[language];
}

void CompiledPolicy::prepare() {
  rule_index = index_rules(*this);
  matcher.prepare();
  pattern_filter.prepare();
  const bool reads_disguises = std::any_of(
      rules.begin(), rules.end(), [](const Rule& rule) { return (rule.folds & ~kFoldCase) != 0; });
  // What is asked about a post is asked of all its disguises.
  readings = reads_disguises || !posts.empty() ? Readings::all : Readings::typed;
  if (rule_index.always.empty()) {
    glance.prepare(matcher, sets_with_rules(rule_index, matcher), reads_disguises);
  }
  written = write_constants(*this);
}

std::size_t CompiledPolicy::language_index(std::string_view language) const {
  std::size_t best = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (languages[i].size() > length && language_matches(language, languages[i])) {
      best = i;
      length = languages[i].size();
    }
  }
  return best;
}

}  // namespace precheck
