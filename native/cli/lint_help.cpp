#include "cli/lint_help.h"

#include <algorithm>

namespace precheck::cli {

const std::vector<LintHelp>& lint_help() {
  static const std::vector<LintHelp> table = {
      {"bad_pattern", "A pattern that is no RE2 expression",
       "Patterns are written as RE2 reads them: no back-references, no look-around. Most lists of "
       "words are better written as \"words\"."},
      {"bad_phrase", "A phrase that cannot be read",
       "A phrase holds plain words, (a|b), [lexicon], [post], ? after an optional part and * for a "
       "gap. Spaces stand between the parts."},
      {"bad_value", "A value that is not allowed here",
       "The message lists what is allowed. docs/policy-reference.md has every key."},
      {"duplicate", "Something stands here twice",
       "Keep one of the two. Two rules that look for the same both speak, and their points add "
       "up."},
      {"duplicate_id", "Two rules with one id", "Give each rule an id of its own."},
      {"duplicate_key", "A key stands twice in one object",
       "JSON readers would keep one of the two without a word. Keep the one you mean."},
      {"empty", "Something is empty", "Fill it, or take the key out."},
      {"failing_example", "An example fails",
       "Examples are the policy's tests. Either the rule is too wide or too narrow, or the example "
       "is wrong. `precheck explain` shows what each matcher of the rule says."},
      {"few_examples", "A rule without enough examples",
       "Three comments that the rule must flag and three that it must let pass keep it honest when "
       "somebody changes it. The best passing examples use the same words innocently."},
      {"missing_key", "A key is missing", "Add it; docs/policy-reference.md says what it holds."},
      {"missing_translation", "A text is not given in every language",
       "Readers of that language see the text of the policy's first language."},
      {"no_advice", "A rule without a way out",
       "People mend what they are told how to mend. Say it in \"advice\", in one sentence."},
      {"not_json", "This is not JSON",
       "A comma, a bracket or a quotation mark is missing or too much, at or just before this "
       "place. JSON knows no comments and no comma after the last entry."},
      {"nothing_published", "No rule reaches the browser",
       "Commenters are told nothing while they write when every rule has the audience \"server\"."},
      {"over_broad", "A rule or an entry that flags ordinary comments",
       "Measured on comments that nobody would object to, and by a list of the commonest words. "
       "Ask for a second sign beside it with \"all\", or exclude cases with \"unless\"."},
      {"overlapping", "Two rules find the same",
       "People read two messages for one fault, and the points add up. Join the rules, or tell "
       "them "
       "apart."},
      {"overruled", "Points that are harder than the action",
       "A rule's action is the least that follows. When its points alone reach a harder action, "
       "that one follows always."},
      {"pattern_of_words", "A pattern that is a list of words",
       "\"words\" undoes disguises, knows Chinese and is quicker. Keep \"pattern\" for shapes: "
       "numbers, links, repeated signs."},
      {"skipped_step", "The ladder skips a step",
       "Steps are delete, hold, block, in this order. Who is blocked without a hold before it had "
       "no chance to mend."},
      {"too_deep", "Nested too deeply", "At most 64 arrays and objects stand inside each other."},
      {"too_large", "Over a limit", "docs/policy-format.md lists the limits."},
      {"too_many", "Over a limit", "docs/policy-format.md lists the limits."},
      {"unknown_key", "A key that nobody reads",
       "A misspelt key would be a rule that never speaks, so it is an error. The message names the "
       "nearest key and all that are allowed."},
      {"unknown_name", "A name that is not defined",
       "Lexicons are defined in \"lexicons\", conditions on the post in \"posts\"."},
      {"unreachable", "Something that can never happen",
       "A rule that can never speak, an entry that another finds already, an action that no "
       "comment can get. Take it out, or mend what shadows it."},
      {"unreadable", "The file cannot be read", "The message says why."},
      {"unused", "A definition that no rule uses", "Use it, or take it out."},
      {"wrong_type", "A value of the wrong type",
       "The message says what is needed: a string, a number, a list or an object."},
  };
  return table;
}

const LintHelp* find_lint_help(std::string_view code) {
  const std::vector<LintHelp>& table = lint_help();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [code](const LintHelp& each) { return each.code == code; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace precheck::cli
