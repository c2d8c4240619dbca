// topic: the comment shares too little with what it answers: the post (title, tags, text) and the
// parent comment. The figure is the share of the comment's word weights that is found there, 0 to
// 1: weighted term overlap, with inverse document frequency as weight (Sparck Jones 1972). Words
// meet by their stem, or half by their first five letters; Han text by pairs of characters
// (bigram indexing; Nie and Ren 1999).
#include <algorithm>

#include "../match_builder.h"
#include "../sort.h"
#include "../term_weights.h"
#include "../utf8.h"
#include "matcher.h"

namespace precheck {
namespace {

constexpr std::size_t kFewestTerms = 3;  // a shorter post cannot tell
constexpr std::size_t kPrefix = 5;       // letters by which two words are akin
constexpr std::size_t kShortestAkin = 6;
constexpr std::int64_t kWhole = 10;  // a term in common, in tenths
constexpr std::int64_t kAkin = 5;

struct Term {
  std::string_view text;
  std::int64_t weight;
};

int weight_of(std::string_view word, std::string_view its_stem) {
  const int weight = term_weight(word);
  return its_stem == word ? weight : std::min(weight, term_weight(its_stem));
}

// Calls visit(text, weight) for each word and each pair of Han characters. `text` is a piece of
// Text::words, where words that follow each other stand side by side.
template <typename Visit>
void each_term(const Text& text, const Scope& scope, std::uint8_t ignored, Visit visit) {
  for (std::uint32_t at = scope.first; at < scope.last; ++at) {
    const Token& token = text.tokens[at];
    if (token.parts & ignored) continue;
    if (token.kind == CharClass::letter) {
      const std::string_view word = text.word(token);
      visit(stem(word), weight_of(word, stem(word)));
    } else if (token.kind == CharClass::han && at + 1 < scope.last &&
               text.tokens[at + 1].kind == CharClass::han && text.tokens[at + 1].gap == Gap::none) {
      const std::string_view second = text.word(text.tokens[at + 1]);
      const std::string_view both =
          text.joined().substr(token.word, token.word_length + second.size());
      const int weight =
          2 - is_han_function(decode(both, 0).point) - is_han_function(decode(second, 0).point);
      visit(both, weight);
    }
  }
}

// The terms of the post and the parent, sorted; and the first letters of the longer words.
struct TopicTerms {
  std::vector<std::string_view> terms;
  std::vector<std::string_view> prefixes;

  void add(const Document& document) {
    each_term(document.text, document.whole(), 0, [this](std::string_view term, int weight) {
      if (weight == 0) return;
      const bool is_word = !(term.front() & 0x80);
      if (is_word && term.size() >= kShortestAkin) prefixes.push_back(term.substr(0, kPrefix));
      terms.push_back(term);
    });
  }
  void sort() {
    for (std::vector<std::string_view>* list : {&terms, &prefixes}) {
      sort_in_place(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
  }
};

// Goes through sorted texts alongside others that are sorted.
class SortedWalk {
 public:
  explicit SortedWalk(const std::vector<std::string_view>& texts) : texts_(texts) {}

  // `text` is not before the one of the last call.
  bool holds(std::string_view text) {
    while (at_ < texts_.size() && texts_[at_] < text) ++at_;
    return at_ < texts_.size() && texts_[at_] == text;
  }

 private:
  const std::vector<std::string_view>& texts_;
  std::size_t at_ = 0;
};

}  // namespace

bool build_topic(MatchBuilder& builder, const JsonValue& object, const JsonValue& value,
                 Node& node) {
  std::vector<const JsonValue*> places;
  if (!builder.strings(value, "\"topic\"", places)) return false;
  for (const JsonValue* place : places) {
    const int found = builder.reader().one_of(*place, {"post", "parent"}, "\"topic\"");
    if (found < 0) return false;
    node.absent_from |= found == 0 ? kAbsentFromPost : kAbsentFromParent;
  }
  return builder.bounds(object, value, node);
}

std::optional<double> topic_figure(const Node& node, Evaluation& evaluation, const Scope& scope) {
  TopicTerms known;
  if (node.absent_from & kAbsentFromPost) known.add(evaluation.post());
  if (node.absent_from & kAbsentFromParent) known.add(evaluation.parent());
  known.sort();
  if (known.terms.size() < kFewestTerms) return std::nullopt;

  std::vector<Term> terms;
  each_term(evaluation.document().text, scope, evaluation.ignored(),
            [&terms](std::string_view text, int weight) {
              terms.push_back({text, weight});
            });
  sort_in_place(terms.begin(), terms.end(),
                [](const Term& left, const Term& right) { return left.text < right.text; });
  SortedWalk wholes(known.terms);
  SortedWalk prefixes(known.prefixes);
  std::int64_t shared = 0;
  std::int64_t all = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i > 0 && terms[i].text == terms[i - 1].text) continue;  // each term counts once
    const std::string_view term = terms[i].text;
    const bool is_long = !(term.front() & 0x80) && term.size() >= kShortestAkin;
    if (wholes.holds(term)) {
      shared += terms[i].weight * kWhole;
    } else if (is_long && prefixes.holds(term.substr(0, kPrefix))) {
      shared += terms[i].weight * kAkin;
    }
    all += terms[i].weight * kWhole;
  }
  if (all == 0) return std::nullopt;
  const std::int64_t thousandths = shared * 1000 / all;  // whole: equal everywhere
  return static_cast<double>(thousandths) / 1000;
}

bool holds_topic(const Node& node, Evaluation& evaluation, const Scope& scope,
                 std::vector<Interval>&) {
  const std::optional<double> figure = topic_figure(node, evaluation, scope);
  if (!figure || (node.over && *figure <= *node.over) || (node.under && *figure >= *node.under)) {
    return false;
  }
  evaluation.note_whole(scope);
  return true;
}

}  // namespace precheck
