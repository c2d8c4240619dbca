// What learned models see of a text, held against a plain slow way to find it.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "learned_model.h"

namespace {

using precheck::CharClass;
using precheck::Gap;
using precheck::LearnedModel;
using precheck::LearnedPlaces;
using precheck::Text;
using precheck::TextView;
using precheck::Token;

// FNV-1a with a seed before it, mixed, as the format of models has it.
std::uint32_t hash_of(unsigned char seed, const std::string& bytes) {
  std::uint64_t state = 0xCBF29CE484222325ull;
  const auto add = [&state](unsigned char byte) { state = (state ^ byte) * 0x100000001B3ull; };
  add(seed);
  for (const char byte : bytes) add(static_cast<unsigned char>(byte));
  return static_cast<std::uint32_t>((state ^ state >> 33) * 0xFF51AFD7ED558CCDull >> 32);
}

std::vector<std::string> letters_of(const std::string& word) {
  std::vector<std::string> letters;
  for (const char byte : word) {
    if ((byte & 0xC0) != 0x80) letters.emplace_back();
    letters.back() += byte;
  }
  return letters;
}

void add_runs(const std::vector<std::string>& letters, std::size_t from, std::size_t least,
              std::size_t most, unsigned char seed, std::set<std::uint32_t>& out) {
  std::string run;
  for (std::size_t to = from; to < letters.size() && to < from + most; ++to) {
    run += letters[to];
    if (to + 1 - from >= least) out.insert(hash_of(seed, run));
  }
}

std::set<std::uint32_t> features_of(const TextView& view) {
  std::set<std::uint32_t> out;
  const std::vector<Token>& tokens = view.text.tokens;
  const auto is_seen = [&](std::size_t at) { return (tokens[at].parts & view.ignored) == 0; };
  for (std::size_t at = view.first; at < view.last; ++at) {
    const std::string word(view.text.word(tokens[at]));
    if (!is_seen(at)) continue;
    if (tokens[at].kind == CharClass::han) {
      std::vector<std::string> letters = {word};
      for (std::size_t to = at + 1; to < view.last && is_seen(to); ++to) {
        if (tokens[to].kind != CharClass::han || tokens[to].gap != Gap::none) break;
        letters.emplace_back(view.text.word(tokens[to]));
      }
      add_runs(letters, 0, 1, 3, 4, out);
      continue;
    }
    out.insert(hash_of(1, word));
    if (at > view.first && is_seen(at - 1) && tokens[at - 1].kind != CharClass::han &&
        tokens[at].gap != Gap::sentence) {
      out.insert(hash_of(2, std::string(view.text.word(tokens[at - 1])) + '\xFF' + word));
    }
    if (tokens[at].kind != CharClass::letter) continue;
    const std::vector<std::string> letters = letters_of('^' + word + '$');
    for (std::size_t from = 0; from < letters.size(); ++from) add_runs(letters, from, 3, 5, 3, out);
  }
  return out;
}

class RandomTexts {
 public:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string text() {
    static const std::vector<std::string> kWords = {"the",
                                                    "The",
                                                    "a",
                                                    "1",
                                                    "2x",
                                                    "don't",
                                                    "parcels",
                                                    "parcelling",
                                                    "caf\u00e9",
                                                    "\u0434\u043e\u043c",
                                                    "\u4e2d",
                                                    "\u56fd",
                                                    "\u5f88",
                                                    "\U0001F600",
                                                    "U.S.",
                                                    "abcdefgh",
                                                    "abcdefghi",
                                                    "\u200bx",
                                                    std::string(31, 'q'),
                                                    std::string(33, 'r'),
                                                    std::string(90, 's')};
    static const std::vector<std::string> kBetween = {" ",  " ",   " ",    ". ", "! ", "", "\n\n",
                                                      "\"", " \"", "\n> ", "`",  ", ", "-"};
    std::string text;
    for (std::size_t count = below(25); count > 0; --count) {
      text += kWords[below(kWords.size())];
      text += kBetween[below(kBetween.size())];
    }
    return text;
  }

  LearnedModel model(std::uint32_t bits) {
    LearnedModel model;
    model.bits = bits;
    model.bias = static_cast<std::int64_t>(below(2'000)) - 1'000;
    model.scale = 300'000;
    for (std::size_t at = 0; at < std::size_t{1} << bits; ++at) {
      model.weights.push_back(static_cast<std::int8_t>(below(256)));
    }
    return model;
  }

 private:
  std::mt19937 random_{20261201};
};

std::set<std::uint32_t> last_bits(const std::set<std::uint32_t>& hashes, std::uint32_t bits) {
  std::set<std::uint32_t> places;
  for (const std::uint32_t hash : hashes) places.insert(hash & ((std::uint32_t{1} << bits) - 1));
  return places;
}

TEST(LearnedFeatures, AreThoseOfThePlainWay) {
  RandomTexts random;
  std::vector<LearnedModel> models;
  for (const std::uint32_t bits : {6u, 7u, 10u, 13u, 16u}) models.push_back(random.model(bits));
  LearnedPlaces places;
  std::vector<std::uint64_t> scratch;
  for (int round = 0; round < 3'000; ++round) {
    const std::string source = random.text();
    Text text;
    text.source = source;
    precheck::find_parts(source, text.parts);
    precheck::find_tokens(text);
    precheck::note_parts(text);
    const auto count = static_cast<std::uint32_t>(text.tokens.size());
    std::vector<precheck::Sentence> stretches = text.sentences;
    stretches.push_back({0, count});
    for (const precheck::Sentence& stretch : stretches) {
      const auto ignored = static_cast<std::uint8_t>(random.below(8));
      const TextView view{text, stretch.first, stretch.last, ignored};
      const std::set<std::uint32_t> wanted = features_of(view);
      places.bits = random.below(2) == 0 ? 16 : 13;
      precheck::find_places(view, places);
      const std::set<std::uint32_t> found(places.list.begin(), places.list.end());
      ASSERT_EQ(found, last_bits(wanted, places.bits)) << source;
      ASSERT_EQ(found.size(), places.list.size()) << source;
      for (const LearnedModel& model : models) {
        if (model.bits > places.bits) continue;
        const std::set<std::uint32_t> own = last_bits(wanted, model.bits);
        EXPECT_EQ(precheck::learned_score(model, places, scratch),
                  precheck::learned_score_of(model, {own.begin(), own.end()}))
            << source;
      }
    }
  }
}

TEST(LearnedFeatures, ATextMayHoldEveryPlace) {
  RandomTexts random;
  std::string source;
  while (source.size() < 20'000) source += std::to_string(random.below(1'000'000)) + "abc ";
  Text text;
  text.source = source;
  precheck::find_tokens(text);
  LearnedPlaces places;
  places.bits = 6;
  precheck::find_places({text, 0, static_cast<std::uint32_t>(text.tokens.size()), 0}, places);
  EXPECT_EQ(places.list.size(), 64u);
}

}  // namespace
