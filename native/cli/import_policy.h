// Word lists of other systems on their way into a policy, with all that is lost on it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace precheck::cli {

// Something that a policy cannot say, or says otherwise.
struct Loss {
  std::size_t line = 0;  // of the list; 0 where there is none
  std::string entry;
  std::string what;
  bool is_dropped = false;  // nothing of the entry is in the policy
};

struct ImportOptions {
  std::string from;    // "wordpress", "discourse", "coral", "automod", "plain"
  std::string action;  // of the rules, where the list does not say; empty: the system's usual one
  std::string name;    // the policy's
  std::string id;      // of the rule
  std::string path;    // of the list: Discourse says the action there
  bool is_regex = false;  // Discourse: "watched words are regular expressions"
};

struct Import {
  std::vector<nlohmann::ordered_json> rules;
  nlohmann::ordered_json posts = nlohmann::ordered_json::object();
  std::vector<Loss> losses;
  std::size_t entries = 0;
  std::string problem;  // why nothing could be read; empty when something could

  void lose(std::size_t line, std::string entry, std::string what, bool is_dropped);
};

// One list, one rule, or two where it names links.
Import import_list(const ImportOptions& options, const std::string& text);

// AutoModerator's rules, a subset: docs/command.md says which.
Import import_automod(const ImportOptions& options, const std::string& text);

// The policy as JSON. What does not compile after all is taken out and added to the losses.
std::string make_policy(const ImportOptions& options, Import& import);

// The parts of an entry and of a matcher.

std::string quoted_for_pattern(std::string_view text);

// "(?:a|b)" of alternatives, in as many patterns as their length asks for.
std::vector<std::string> join_patterns(const std::vector<std::string>& alternatives,
                                       std::string_view before, std::string_view after);

// One matcher of words and patterns.
nlohmann::ordered_json matcher_of(const std::vector<std::string>& words,
                                  const std::vector<std::string>& patterns);

std::string trimmed(std::string_view text);

// "Buy now!" -> "buy-now"
std::string slug(std::string_view text);

}  // namespace precheck::cli
