// measure: a figure of the comment is over or under a bound. Looks at what the rule does not
// ignore; only "links" counts links all the same.
#include <algorithm>
#include <array>
#include <cmath>

#include "../eight_bytes.h"
#include "../match_builder.h"
#include "../sort.h"
#include "../utf8.h"
#include "matcher.h"

namespace precheck {
namespace {

// A figure, and the places that make it what it is; none: the whole comment does.
struct Figure {
  double value = 0;
  std::vector<Interval> places;
};

struct View {
  Evaluation& evaluation;
  const Scope& scope;
  const Node& node;

  template <typename Visit>
  void each_token(Visit visit) const {
    const Text& text = evaluation.document().text;
    for (std::uint32_t at = scope.first; at < scope.last; ++at) {
      if (!(text.tokens[at].parts & evaluation.ignored())) visit(text.tokens[at]);
    }
  }
  std::string_view visible() const {
    return evaluation.visible().substr(scope.bytes.begin, scope.bytes.end - scope.bytes.begin);
  }
};

Figure words(const View& view) {
  Figure figure;
  view.each_token([&](const Token& token) { figure.value += token.kind != CharClass::emoji; });
  return figure;
}

std::size_t letters_of(const Token& token) {
  return token.kind == CharClass::han ? 1 : token.letters;
}

Figure letters(const View& view) {
  Figure figure;
  view.each_token(
      [&](const Token& token) { figure.value += static_cast<double>(letters_of(token)); });
  return figure;
}

// The share of capitals among the letters, 0 to 1.
Figure capitals(const View& view) {
  Figure figure;
  double all = 0;
  view.each_token([&](const Token& token) {
    all += static_cast<double>(letters_of(token));
    figure.value += token.capitals;
    if (token.letters > 1 && token.capitals == token.letters) {
      figure.places.push_back({token.begin, token.end});
    }
  });
  figure.value = all > 0 ? figure.value / all : 0;
  return figure;
}

// Runs of one character for which `counts` is true: the longest, and those over the bound. `skip`
// gives the next place from one on where such a character may stand.
template <typename Counts, typename Skip>
Figure runs(const View& view, Counts counts, Skip skip) {
  Figure figure;
  const std::string_view text = view.visible();
  char32_t previous = 0;
  double length = 0;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    figure.value = std::max(figure.value, length);
    if (view.node.over && length > *view.node.over) {
      figure.places.push_back({view.scope.bytes.begin + begin, view.scope.bytes.begin + end});
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    if (previous == 0) at = skip(text, at);
    if (at == text.size()) break;
    const Decoded next = decode(text, at);
    const char32_t sign = counts(next.point);
    if (sign == 0 || sign != previous) {
      close(at);
      begin = at;
      length = 0;
    }
    if (sign != 0) ++length;
    previous = sign;
    at += next.length;
  }
  close(text.size());
  return figure;
}

Figure repeats(const View& view) {
  const auto counts = [](char32_t point) -> char32_t {
    if (point < 0x30 && point != '!' && point != '.') return 0;  // rulers, stars, hidden parts
    const CharClass kind = char_class(point);
    if (kind == CharClass::space || kind == CharClass::digit || point == '=' || point == '_') {
      return 0;
    }
    return point >= 'A' && point <= 'Z' ? point + 32 : point;
  };
  return runs(view, counts, [](std::string_view, std::size_t at) { return at; });
}

// The first byte from `at` on that a mark may begin with, or the end.
std::size_t next_mark(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::uint64_t bytes = load_eight(text, at);
    const std::size_t plain =
        first_mark(marks_equal(bytes, '!') | marks_equal(bytes, '?') | marks_beyond_ascii(bytes));
    at += plain;
    if (plain < 8) return at;
  }
  return text.size();
}

// "!!!" and "?!?!" alike.
Figure marks_run(const View& view) {
  const auto counts = [](char32_t point) -> char32_t {
    return point == '!' || point == '?' || point == 0xFF01 || point == 0xFF1F ? '!' : 0;
  };
  return runs(view, counts, next_mark);
}

// How many of a sign there are, in both its widths.
double count_of(const View& view, char32_t sign, char32_t wide) {
  double count = 0;
  const std::string_view text = view.visible();
  for (std::size_t at = next_mark(text, 0); at < text.size();) {
    const Decoded next = decode(text, at);
    count += next.point == sign || next.point == wide;
    at = next_mark(text, at + next.length);
  }
  return count;
}

Figure questions(const View& view) { return {count_of(view, '?', 0xFF1F), {}}; }

Figure exclamations(const View& view) { return {count_of(view, '!', 0xFF01), {}}; }

Figure links(const View& view) {
  Figure figure;
  for (const PartInterval& part : view.evaluation.document().text.parts) {
    if (part.part != kPartLink || part.begin < view.scope.bytes.begin ||
        part.end > view.scope.bytes.end) {
      continue;
    }
    ++figure.value;
    figure.places.push_back({part.begin, part.end});
  }
  return figure;
}

// The share of digits among letters and digits, 0 to 1.
Figure digits(const View& view) {
  Figure figure;
  double all = 0;
  const std::string_view text = view.visible();
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    const CharClass kind = char_class(next.point);
    const bool is_digit = kind == CharClass::digit;
    const bool is_letter = kind == CharClass::letter || kind == CharClass::upper ||
                           kind == CharClass::lower || kind == CharClass::han;
    figure.value += is_digit;
    all += is_digit || is_letter;
    at += next.length;
  }
  figure.value = all > 0 ? figure.value / all : 0;
  return figure;
}

// Shannon entropy of the letters, in bits a letter: low for "aaaa", high for keyboard mashing.
Figure entropy(const View& view) {
  std::vector<char32_t> points;
  const Text& text = view.evaluation.document().text;
  view.each_token([&](const Token& token) {
    const std::string_view word = text.word(token);
    for (std::size_t at = 0; at < word.size();) {
      const Decoded next = decode(word, at);
      points.push_back(next.point);
      at += next.length;
    }
  });
  sort_in_place(points.begin(), points.end());
  const auto all = static_cast<double>(points.size());
  Figure figure;
  for (auto first = points.begin(); first != points.end();) {
    const auto last = std::upper_bound(first, points.end(), *first);
    const double share = static_cast<double>(last - first) / all;
    figure.value -= share * std::log2(share);
    first = last;
  }
  // Rounded, because the last bits of log2 differ between C libraries.
  figure.value = std::round(figure.value * 1e6) / 1e6;
  return figure;
}

Figure sentences(const View& view) {
  const Text& text = view.evaluation.document().text;
  Figure figure;
  std::uint32_t counted = 0;  // sentences up to this token
  view.each_token([&](const Token& token) {
    const auto at = static_cast<std::uint32_t>(&token - text.tokens.data());
    if (at < counted) return;
    counted = text.sentences[text.sentence_of(at)].last;
    figure.value += 1;
  });
  return figure;
}

Figure lines(const View& view) {
  const std::string_view text = view.visible();
  Figure figure;
  figure.value =
      text.empty() ? 0 : 1 + static_cast<double>(std::count(text.begin(), text.end(), '\n'));
  return figure;
}

struct Measure {
  std::string_view name;
  Figure (*take)(const View&);
};

enum Choice : std::uint8_t {
  kWords,
  kLetters,
  kCapitals,
  kRepeats,
  kLinks,
  kMarks,
  kQuestions = 10,
  kExclamations
};

constexpr std::array<Measure, kMeasureCount> kMeasures = {{{"words", words},
                                                           {"letters", letters},
                                                           {"capitals", capitals},
                                                           {"repeats", repeats},
                                                           {"links", links},
                                                           {"marks", marks_run},
                                                           {"digits", digits},
                                                           {"entropy", entropy},
                                                           {"sentences", sentences},
                                                           {"lines", lines},
                                                           {"questions", questions},
                                                           {"exclamations", exclamations}}};
static_assert(kMeasures[kMarks].name == "marks");
static_assert(kMeasures[kQuestions].name == "questions");
static_assert(kMeasures[kExclamations].name == "exclamations");
static_assert(kMeasures.back().take != nullptr);

bool is_between(const Node& node, double value) {
  return (!node.over || value > *node.over) && (!node.under || value < *node.under);
}

bool is_whole(const Evaluation& evaluation, const Scope& scope) {
  return scope.first == 0 && scope.last == evaluation.comment().text.tokens.size();
}

// Whether counts that are kept say so; most comments need no closer look.
bool is_out_of_bounds(const Node& node, Evaluation& evaluation, const Scope& scope) {
  if (!is_whole(evaluation, scope)) return false;
  const Evaluation::Counts& counts = evaluation.counts();
  switch (node.choice) {
    case kWords:
      return !is_between(node, counts.words);
    case kLetters:
      return !is_between(node, counts.letters);
    case kCapitals: {
      const double letters = counts.letters;
      return !is_between(node, letters > 0 ? counts.capitals / letters : 0);
    }
    case kMarks:
    case kQuestions:
    case kExclamations:
      if (node.over && static_cast<double>(evaluation.most_marks()) <= *node.over) return true;
      break;
    default:
      break;
  }
  const std::optional<double> figure = evaluation.known_figure(node.choice);
  return figure && !is_between(node, *figure);
}

}  // namespace

bool build_measure(MatchBuilder& builder, const JsonValue& object, const JsonValue& value,
                   Node& node) {
  std::vector<std::string_view> names;
  for (const Measure& measure : kMeasures) names.push_back(measure.name);
  const int choice = builder.reader().one_of(value, names, "\"measure\"");
  if (choice < 0) return false;
  node.choice = static_cast<std::uint8_t>(choice);
  return builder.bounds(object, value, node);
}

std::optional<double> measure_figure(const Node& node, Evaluation& evaluation, const Scope& scope) {
  return kMeasures[node.choice].take({evaluation, scope, node}).value;
}

bool holds_measure(const Node& node, Evaluation& evaluation, const Scope& scope,
                   std::vector<Interval>& marks) {
  if (is_out_of_bounds(node, evaluation, scope)) return false;
  if (node.choice <= kLetters && is_whole(evaluation, scope)) {
    evaluation.note_whole(scope);
    return true;
  }
  const Figure figure = kMeasures[node.choice].take({evaluation, scope, node});
  if (is_whole(evaluation, scope)) evaluation.keep_figure(node.choice, figure.value);
  if (!is_between(node, figure.value)) return false;
  if (!figure.places.empty()) {
    marks.insert(marks.end(), figure.places.begin(), figure.places.end());
  } else {
    evaluation.note_whole(scope);
  }
  return true;
}

}  // namespace precheck
