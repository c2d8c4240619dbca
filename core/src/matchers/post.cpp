// post: the post fulfils one of the conditions of `posts`, which are made of the matchers here and
// of tags and invites.
#include <algorithm>

#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {

// Tags are compared as words: "Rule of Law" is "rule-of-law".
std::string folded_name(std::string_view name) {
  Text text;
  text.source = name;
  find_tokens(text);
  std::string folded;
  for (const Token& token : text.tokens) {
    folded += text.word(token);
    folded += ' ';
  }
  return folded;
}

bool any_named(const Node& node, const std::vector<std::string_view>& names) {
  return std::any_of(names.begin(), names.end(), [&node](std::string_view name) {
    return std::find(node.names.begin(), node.names.end(), folded_name(name)) != node.names.end();
  });
}

}  // namespace

bool build_post(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  const std::uint32_t* condition = builder.named(value, builder.posts, "a condition in \"posts\"");
  if (condition == nullptr) return false;
  node.index = *condition;
  return true;
}

bool holds_post(const Node& node, Evaluation& evaluation, const Scope&, std::vector<Interval>&) {
  return evaluation.post_holds(node.index);
}

bool build_tags(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  std::vector<const JsonValue*> tags;
  if (!builder.strings(value, "\"tags\"", tags)) return false;
  for (const JsonValue* tag : tags) node.names.push_back(folded_name(tag->text));
  return true;
}

bool holds_tags(const Node& node, Evaluation& evaluation, const Scope&, std::vector<Interval>&) {
  return any_named(node, evaluation.request().post.tags);
}

bool build_invites(MatchBuilder& builder, const JsonValue&, const JsonValue& value, Node& node) {
  const std::string* name = builder.reader().non_empty_string(value, "\"invites\"");
  if (name == nullptr) return false;
  node.names.push_back(folded_name(*name));
  return true;
}

bool holds_invites(const Node& node, Evaluation& evaluation, const Scope&, std::vector<Interval>&) {
  return any_named(node, evaluation.request().post.invites);
}

}  // namespace precheck
