// Builds matcher trees from policy JSON; what the build functions of matchers/ work with.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "json_reader.h"
#include "matcher_filler.h"
#include "policy.h"

namespace precheck {

class MatchBuilder {
 public:
  MatchBuilder(JsonReader& reader, CompiledPolicy& policy)
      : reader_(reader), policy_(policy), filler_(policy.matcher, &policy.matcher_source) {}

  JsonReader& reader() { return reader_; }
  CompiledPolicy& policy() { return policy_; }
  MatcherFiller& filler() { return filler_; }

  // What the phrases of the tree being built may see.
  std::uint16_t folds = kFoldAll;
  std::uint8_t ignored = 0;
  bool in_posts = false;

  std::map<std::string, SetId, std::less<>> lexicons;
  std::map<std::string, std::uint32_t, std::less<>> posts;

  // The definitions in the policy's "matchers".
  std::map<std::string, const JsonValue*, std::less<>> matchers;

  // One matcher object with all below it; kNoNode after an error.
  NodeId build(const JsonValue& object);

  // The one that `name` names in `matchers`. It is built once for all rules that look through the
  // same disguises and parts. An error in using it is reported `at`.
  NodeId build_named(const std::string& name, const JsonValue& at);

  // Adds an entry of a word list to a set of the matcher.
  bool add_entry(const JsonValue& at, SetId set, std::string_view words, std::uint32_t topic = 0);

  // Adds a template, which was read from `at`, to a set of the matcher.
  bool add_template(const JsonValue& at, SetId set, const PhraseTemplate& phrase);

  // False, with an error, when the compiled policy has grown over its limit.
  bool fits(const JsonValue& at);

  // The matchers of a list, which must hold at least one.
  bool build_list(const JsonValue& list, std::string_view what, std::vector<NodeId>& out);

  // The strings of a list, which must hold at least one, none of them empty.
  bool strings(const JsonValue& list, std::string_view what, std::vector<const JsonValue*>& out);

  // "over" and "under": at least one of them.
  bool bounds(const JsonValue& object, const JsonValue& value, Node& node);

  // A name that must be a key of `known`; the message lists what there is.
  template <typename Map>
  const typename Map::mapped_type* named(const JsonValue& value, const Map& known,
                                         std::string_view what) {
    const std::string* name = reader_.string(value, what);
    if (name == nullptr) return nullptr;
    const auto found = known.find(*name);
    if (found != known.end()) return &found->second;
    std::vector<std::string_view> words;
    for (const auto& [key, ignored_value] : known) words.push_back(key);
    unknown_name(value, *name, words, what);
    return nullptr;
  }

  void unknown_name(const JsonValue& at, std::string_view name,
                    const std::vector<std::string_view>& words, std::string_view what);

 private:
  bool report(const JsonValue& at, std::string_view words, Filled filled);
  bool is_affordable(const JsonValue& at, const Node& node);

  using NamedKey = std::tuple<std::string, std::uint16_t, std::uint8_t>;  // with fold and ignore

  JsonReader& reader_;
  CompiledPolicy& policy_;
  MatcherFiller filler_;
  std::map<NamedKey, NodeId> named_;
  std::vector<std::string> being_built_;
  std::vector<std::size_t> weights_;  // of each node: how many nodes it takes to ask it
  bool told_too_large_ = false;
};

// Reads a phrase template (phrase_template.cpp) into hits of `result`.
bool add_phrase_template(MatchBuilder& builder, const JsonValue& text, SetId result);

// The same for a list of them and a new set of `node`. `what` names the list in errors.
bool add_phrase_templates(MatchBuilder& builder, const JsonValue& list, std::string_view what,
                          Node& node);

}  // namespace precheck
