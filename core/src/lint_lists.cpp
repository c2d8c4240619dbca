// Entries of word and phrase lists that say nothing new, or too much, and patterns that are lists.
#include <algorithm>
#include <unordered_map>

#include "lint_checks.h"

namespace precheck {
namespace {

// An entry of a list, as the matcher reads it.
struct Entry {
  const JsonValue* value = nullptr;
  std::vector<std::string> words;  // folded
  bool capitals_only = false;      // an acronym that is a common word in small letters
  bool is_one_han = false;

  std::string key(std::size_t first, std::size_t last) const {
    std::string out;
    for (std::size_t i = first; i < last; ++i) out += words[i] + ' ';
    return out;
  }
  std::string key() const { return key(0, words.size()); }
};

Entry read_entry(const JsonValue& value) {
  Entry entry;
  entry.value = &value;
  Text text;
  text.source = value.text;
  find_tokens(text);
  std::size_t letters = 0;
  std::size_t capitals = 0;
  for (const Token& token : text.tokens) {
    entry.words.emplace_back(text.word(token));
    letters += token.letters;
    capitals += token.capitals;
  }
  const bool is_single = entry.words.size() == 1;
  entry.capitals_only =
      is_single && letters > 0 && letters == capitals && is_common_word(entry.words.front());
  entry.is_one_han = is_single && text.tokens.front().kind == CharClass::han;
  return entry;
}

class WordListCheck {
 public:
  WordListCheck(JsonReader& reader, const JsonValue& list, bool is_alone)
      : reader_(reader), is_alone_(is_alone) {
    entries_.reserve(list.elements.size());
    for (const JsonValue& value : list.elements) entries_.push_back(read_entry(value));
  }

  void run() {
    for (const Entry& entry : entries_) {
      if (!entry.capitals_only) check_twin(entry);
    }
    for (const Entry& entry : entries_) {
      if (is_alone_ && is_broad(entry)) continue;
      if (!entry.capitals_only) check_part(entry);
    }
  }

 private:
  bool is_broad(const Entry& entry) {
    if (entry.is_one_han) {
      reader_.fail(*entry.value, "over_broad",
                   in_quotes(entry.value->text) +
                       " is a single Chinese character and stands inside many innocent words; "
                       "write the whole word");
      return true;
    }
    if (entry.words.size() != 1 || entry.capitals_only || !is_common_word(entry.words.front())) {
      return false;
    }
    reader_.fail(*entry.value, "over_broad",
                 in_quotes(entry.value->text) +
                     " stands in most comments; join it with another matcher in \"all\", or leave "
                     "it out");
    return true;
  }

  void check_twin(const Entry& entry) {
    longest_ = std::max(longest_, entry.words.size());
    const auto [known, is_new] = known_.emplace(entry.key(), &entry);
    if (is_new) return;
    const std::string& first = known->second->value->text;
    const bool is_same = first == entry.value->text;
    reader_.fail(*entry.value, "duplicate",
                 in_quotes(entry.value->text) +
                     (is_same ? " stands in this list already; keep one"
                              : " and " + in_quotes(first) +
                                    ", which stands before it, find the same words; keep one"));
  }

  // A shorter entry that is part of this one finds all that this one would.
  void check_part(const Entry& entry) {
    const std::size_t count = entry.words.size();
    for (std::size_t length = 1; length < count && length <= longest_; ++length) {
      for (std::size_t first = 0; first + length <= count; ++first) {
        const auto found = known_.find(entry.key(first, first + length));
        if (found == known_.end() || found->second->is_one_han) continue;
        reader_.fail(*entry.value, "unreachable",
                     in_quotes(entry.value->text) +
                         " is never needed: " + in_quotes(found->second->value->text) +
                         ", in the same list, finds it already; leave one of them out");
        return;
      }
    }
  }

  JsonReader& reader_;
  bool is_alone_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, const Entry*> known_;
  std::size_t longest_ = 0;
};

void check_phrases(JsonReader& reader, const JsonValue& list) {
  std::unordered_map<std::string_view, const JsonValue*> known;
  for (const JsonValue& phrase : list.elements) {
    if (known.emplace(phrase.text, &phrase).second) continue;
    reader.fail(phrase, "duplicate",
                in_quotes(phrase.text) + " stands in this list already; keep one");
  }
}

// "\b(foo|bar)\b" is a list of words, and a list of words undoes disguises.
bool is_list_of_words(std::string_view pattern) {
  std::string rest(pattern);
  for (const std::string_view mark : {"(?i)", "(?:", "\\b", "(", ")"}) {
    for (std::size_t at = rest.find(mark); at != std::string::npos; at = rest.find(mark)) {
      rest.erase(at, mark.size());
    }
  }
  if (rest.empty() || pattern.find("\\b") == std::string_view::npos) return false;
  return rest.find_first_of("\\.*+?[]{}^$") == std::string::npos;
}

void check_pattern(JsonReader& reader, const JsonValue& pattern) {
  if (!is_list_of_words(pattern.text)) return;
  reader.fail(pattern, "pattern_of_words",
              "this pattern is a list of words; as \"words\": […] it would find them disguised "
              "(f.o.o, f00, ｆｏｏ) too, and be quicker");
}

// `is_alone`: what stands here speaks without the help of another matcher.
void check_matcher(JsonReader& reader, const JsonValue& matcher, bool is_alone) {
  for (const JsonMember& member : matcher.members) {
    if (member.key == "words") WordListCheck(reader, member.value, is_alone).run();
    if (member.key == "phrases" || member.key == "only") check_phrases(reader, member.value);
    if (member.key == "pattern") check_pattern(reader, member.value);
    if (member.key == "not") check_matcher(reader, member.value, false);
    if (member.key != "any" && member.key != "all") continue;
    const bool is_enough = member.key == "any" ? matcher.find("at_least") == nullptr
                                               : member.value.elements.size() == 1;
    const bool stays_alone = is_alone && is_enough;
    for (const JsonValue& each : member.value.elements) check_matcher(reader, each, stays_alone);
  }
}

}  // namespace

void check_lists(LintContext& context) {
  if (const JsonValue* matchers = context.root.find("matchers")) {
    for (const JsonMember& each : matchers->members) {
      check_matcher(context.reader, each.value, false);
    }
  }
  for (const JsonValue& rule : context.rules()) {
    check_matcher(context.reader, *rule.find("match"), true);
    if (const JsonValue* unless = rule.find("unless"))
      check_matcher(context.reader, *unless, false);
  }
}

}  // namespace precheck
