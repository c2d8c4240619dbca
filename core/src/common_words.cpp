#include <algorithm>
#include <iterator>

#include "vocabulary.h"

namespace precheck {
namespace {

// Sorted. English function words and the commonest verbs.
constexpr std::string_view kCommonWords[] = {
    "a",    "about", "after", "again", "all",    "also",  "am",   "an",   "and",   "any",
    "are",  "as",    "at",    "be",    "been",   "but",   "by",   "can",  "could", "did",
    "do",   "does",  "don't", "even",  "for",    "from",  "get",  "go",   "had",   "has",
    "have", "he",    "her",   "here",  "him",    "his",   "how",  "i",    "if",    "in",
    "into", "is",    "it",    "its",   "just",   "like",  "made", "make", "many",  "may",
    "me",   "more",  "most",  "much",  "my",     "no",    "not",  "now",  "of",    "off",
    "on",   "one",   "only",  "or",    "other",  "our",   "out",  "over", "own",   "per",
    "same", "say",   "see",   "she",   "should", "so",    "some", "such", "than",  "that",
    "the",  "their", "them",  "then",  "there",  "these", "they", "this", "those", "to",
    "too",  "under", "up",    "us",    "very",   "was",   "we",   "well", "were",  "what",
    "when", "where", "which", "who",   "whom",   "whose", "why",  "will", "with",  "would",
    "yes",  "yet",   "you",   "your"};

}  // namespace

bool is_common_word(std::string_view folded) {
  return std::binary_search(std::begin(kCommonWords), std::end(kCommonWords), folded);
}

CommonWords common_words() { return {std::begin(kCommonWords), std::end(kCommonWords)}; }

}  // namespace precheck
