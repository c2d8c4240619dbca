// author: a condition on the account. "trusted", or "strikes" with a bound.
#include "../match_builder.h"
#include "matcher.h"

namespace precheck {
namespace {
enum Choice : std::uint8_t { kTrusted, kStrikes };
}

bool build_author(MatchBuilder& builder, const JsonValue& object, const JsonValue& value,
                  Node& node) {
  const int choice = builder.reader().one_of(value, {"trusted", "strikes"}, "\"author\"");
  if (choice < 0) return false;
  node.choice = static_cast<std::uint8_t>(choice);
  if (choice == kStrikes) return builder.bounds(object, value, node);
  for (const std::string_view bound : {"over", "under"}) {
    if (const JsonValue* extra = object.find(bound)) {
      builder.reader().fail(*extra, "unknown_key",
                            [&] { return "a bound goes with \"strikes\" only; take it out"; });
      return false;
    }
  }
  return true;
}

bool holds_author(const Node& node, Evaluation& evaluation, const Scope&, std::vector<Interval>&) {
  const RequestView::AuthorView& author = evaluation.request().author;
  if (node.choice == kTrusted) return author.trusted;
  const auto strikes = static_cast<double>(author.strikes);
  return (!node.over || strikes > *node.over) && (!node.under || strikes < *node.under);
}

}  // namespace precheck
