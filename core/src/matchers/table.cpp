#include "matcher.h"

namespace precheck {

const std::vector<Matcher>& matcher_table() {
  constexpr std::uint8_t kAnywhere = kInRule | kInPosts;
  static const std::vector<Matcher> table = {
      {"words", {}, kAnywhere, build_words},
      {"only", {}, kInRule, build_only},
      {"phrases", {}, kAnywhere, build_phrases},
      {"pattern", {}, kInRule, build_pattern},
      {"lexicon", {"absent_from"}, kAnywhere, build_lexicon},
      {"measure", {"over", "under"}, kInRule, build_measure},
      {"topic", {"over", "under"}, kInRule, build_topic},
      {"unsupported", {}, kInRule, build_unsupported},
      {"learned", {"over", "under"}, kInRule, build_learned},
      {"repeats", {}, kInRule, build_repeats},
      {"author", {"over", "under"}, kInRule, build_author},
      {"post", {}, kInRule, build_post},
      {"matcher", {}, kInRule, build_matcher},
      {"tags", {}, kInPosts, build_tags},
      {"invites", {}, kInPosts, build_invites},
      {"all", {"within"}, kAnywhere, build_all},
      {"any", {"at_least"}, kAnywhere, build_any},
      {"not", {}, kAnywhere, build_not},
  };
  return table;
}

}  // namespace precheck
