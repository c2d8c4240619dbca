#include "matcher.h"

namespace precheck {

const std::vector<Matcher>& matcher_table() {
  static const std::vector<Matcher> table = {
      {"words", {}, kInRule | kInPosts, build_words, holds_words},
      {"phrases", {}, kInRule | kInPosts, build_phrases, holds_phrases},
      {"pattern", {}, kInRule, build_pattern, holds_pattern},
      {"lexicon", {"absent_from"}, kInRule | kInPosts, build_lexicon, holds_lexicon},
      {"measure", {"over", "under"}, kInRule, build_measure, holds_measure, measure_figure},
      {"topic", {"over", "under"}, kInRule, build_topic, holds_topic, topic_figure},
      {"unsupported", {}, kInRule, build_unsupported, holds_unsupported},
      {"learned", {"over", "under"}, kInRule, build_learned, holds_learned, learned_figure},
      {"repeats", {}, kInRule, build_repeats, holds_repeats},
      {"author", {"over", "under"}, kInRule, build_author, holds_author},
      {"post", {}, kInRule, build_post, holds_post},
      {"matcher", {}, kInRule, build_matcher, holds_matcher},
      {"tags", {}, kInPosts, build_tags, holds_tags},
      {"invites", {}, kInPosts, build_invites, holds_invites},
      {"all", {"within"}, kInRule | kInPosts, build_all, holds_all},
      {"any", {"at_least"}, kInRule | kInPosts, build_any, holds_any},
      {"not", {}, kInRule | kInPosts, build_not, holds_not},
  };
  return table;
}

}  // namespace precheck
