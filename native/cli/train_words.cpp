#include "cli/train_words.h"

#include <algorithm>
#include <cmath>

namespace precheck::cli {
namespace {

constexpr std::size_t kFewestComments = 3;  // a rarer word is chance

Text tokens_of(std::string_view comment) {
  Text text;
  text.source = comment;
  find_parts(comment, text.parts);
  find_tokens(text);
  return text;
}

std::set<std::string> words_of(const Text& text) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < text.tokens.size(); ++at) {
    const Token& token = text.tokens[at];
    if (token.parts != 0) continue;
    if (token.kind != CharClass::han) {
      words.emplace(text.word(token));
      continue;
    }
    if (at + 1 == text.tokens.size() || text.tokens[at + 1].kind != CharClass::han ||
        text.tokens[at + 1].gap != Gap::none) {
      continue;
    }
    words.insert(std::string(text.word(token)) + std::string(text.word(text.tokens[at + 1])));
  }
  return words;
}

// Sums the weights of all features.
struct WeightSink {
  void prepare(std::size_t) {}
  bool leaves_out(const Token&) { return false; }
  void take(std::uint32_t hash, std::uint32_t, std::uint32_t) {
    sum += model.weights[model.place(hash)];
    ++count;
  }

  const LearnedModel& model;
  std::int64_t sum = 0;
  std::int64_t count = 0;
};

double weight_of(const LearnedModel& model, std::string_view word) {
  const Text text = tokens_of(word);
  WeightSink sink{model};
  find_features({text, 0, static_cast<std::uint32_t>(text.tokens.size()), 0}, sink);
  if (sink.count == 0) return 0;
  return static_cast<double>(sink.sum * model.scale) / 1e6 /
         std::sqrt(static_cast<double>(sink.count));
}

}  // namespace

void WordCounts::add(std::string_view comment) {
  const Text text = tokens_of(comment);
  for (const std::string& word : words_of(text)) ++comments_[word];
}

WordCounts::Strongest WordCounts::strongest(const LearnedModel& model, std::size_t most) const {
  std::vector<std::pair<std::string, double>> words;
  for (const auto& [word, comments] : comments_) {
    if (comments >= kFewestComments) words.emplace_back(word, weight_of(model, word));
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  Strongest strongest;
  for (auto word = words.begin(); word != words.end() && word->second > 0; ++word) {
    if (strongest.raising.size() < most) strongest.raising.push_back(*word);
  }
  for (auto word = words.rbegin(); word != words.rend() && word->second < 0; ++word) {
    if (strongest.lowering.size() < most) strongest.lowering.push_back(*word);
  }
  return strongest;
}

}  // namespace precheck::cli
