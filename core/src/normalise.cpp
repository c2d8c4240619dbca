#include <algorithm>

#include "text.h"

namespace precheck {

void number_words(Text& text, const Vocabulary& vocabulary) {
  const char* words = text.words.data();
  for (Token& token : text.tokens) {
    const KnownWord known = vocabulary.look_up_roomy({words + token.word, token.word_length});
    token.id = known.id;
    token.is_common = known.is_common;
  }
}

void normalise(std::string_view source, const Vocabulary& vocabulary, Readings which, Text& text) {
  text.clear();
  text.source = source;
  find_parts(source, text.parts);
  find_tokens(text);
  note_parts(text);
  number_words(text, vocabulary);
  find_readings(text, vocabulary, which);
}

std::uint32_t Text::sentence_of(std::uint32_t at) const {
  const auto next = std::partition_point(sentences.begin(), sentences.end(),
                                         [at](const Sentence& each) { return each.first <= at; });
  return static_cast<std::uint32_t>(next - sentences.begin()) - 1;
}

}  // namespace precheck
