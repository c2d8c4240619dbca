// The matcher against the plain slow reference (plain/): random policies, random texts full of
// disguises, and every text of a few words. Everything a hit says must agree.
//
// PRECHECK_PAIRS sets how many (policy, text) pairs are drawn: a million for docs/reliability.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "draw.h"
#include "matching.h"
#include "plain/plain.h"

namespace {

using draw::Draw;
using precheck::Hit;
using precheck::SetId;

using Key = std::tuple<SetId, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                       std::uint32_t, std::uint16_t, std::uint8_t>;

std::vector<Key> sorted(const std::vector<Hit>& hits) {
  std::vector<Key> keys;
  for (const Hit& hit : hits) {
    keys.emplace_back(hit.set, hit.first, hit.last, hit.topic, hit.begin, hit.end, hit.folds,
                      hit.parts);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::string shown(const std::vector<Key>& keys) {
  std::string out;
  for (const auto& [set, first, last, topic, begin, end, folds, parts] : keys) {
    for (const std::uint32_t each :
         {set, first, last, topic, begin, end, std::uint32_t{folds}, std::uint32_t{parts}}) {
      out += std::to_string(each) + ' ';
    }
    out += '\n';
  }
  return out;
}

// The same policy for both sides.
struct Pair {
  precheck::WordMatcher matcher;
  plain::Matcher reference;
  std::vector<SetId> sets;

  void add(SetId set, const std::string& words, std::uint32_t topic) {
    matcher.add(set, words, topic);
    reference.add(set, words, topic);
  }
  void add_phrase(const precheck::Phrase& phrase) {
    matcher.add_phrase(phrase);
    reference.add_phrase(phrase);
  }
};

void draw_policy(Draw& draw, Pair& pair) {
  for (std::uint32_t set = 1 + draw.below(6); set > 0; --set) {
    pair.sets.push_back(pair.matcher.new_set());
    for (std::uint32_t i = 1 + draw.below(draw.one_in(4) ? 30 : 4); i > 0; --i) {
      pair.add(pair.sets.back(), draw::words_in_a_row(draw, 4), draw.below(3));
    }
  }
  const auto parts = static_cast<std::uint32_t>(pair.sets.size());
  for (std::uint32_t results = draw.below(4); results > 0; --results) {
    const SetId result = pair.matcher.new_set();
    for (std::uint32_t i = 1 + draw.below(3); i > 0; --i) {
      precheck::Phrase phrase{result,
                              {},
                              draw.one_in(3) ? static_cast<std::uint16_t>(draw.below(128))
                                             : std::uint16_t{precheck::kFoldAll},
                              draw.one_in(3) ? std::uint8_t{precheck::kPartAll} : std::uint8_t{0},
                              draw.one_in(5),
                              draw.one_in(5)};
      for (std::uint32_t step = 1 + draw.below(4); step > 0; --step) {
        const std::uint32_t gap = draw.one_in(2) ? 0 : draw.one_in(2) ? precheck::kAnyGap : 3;
        phrase.steps.push_back({pair.sets[draw.below(parts)], phrase.steps.empty() ? 0 : gap});
      }
      pair.add_phrase(phrase);
    }
  }
  pair.matcher.prepare();
}

void expect_same(const Pair& pair, matching::Found& found, const std::string& source) {
  const precheck::Text text = pair.reference.normalise(source);
  ASSERT_EQ(text.words, found.text.joined()) << source;
  ASSERT_EQ(text.tokens.size(), found.text.tokens.size()) << source;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const precheck::Token& one = text.tokens[i];
    const precheck::Token& other = found.text.tokens[i];
    ASSERT_EQ(std::tie(one.begin, one.end, one.word, one.word_length, one.folds),
              std::tie(other.begin, other.end, other.word, other.word_length, other.folds))
        << source;
    ASSERT_EQ(std::make_tuple(one.letters, one.capitals, one.gap, one.parts, one.kind),
              std::make_tuple(other.letters, other.capitals, other.gap, other.parts, other.kind))
        << source;
  }
  ASSERT_EQ(shown(sorted(found.all)), shown(sorted(pair.reference.find(text)))) << source;
}

TEST(Differential, RandomPoliciesAndTexts) {
  constexpr std::size_t kTexts = 50;
  const char* wanted = std::getenv("PRECHECK_PAIRS");
  const std::size_t pairs = wanted == nullptr ? 50'000 : std::strtoull(wanted, nullptr, 10);
  Draw draw(20'261'124);
  std::size_t hits = 0;
  for (std::size_t done = 0; done < pairs; done += kTexts) {
    Pair pair;
    draw_policy(draw, pair);
    for (std::size_t i = 0; i < kTexts; ++i) {
      const std::string source = draw::text(draw);
      matching::Found found(pair.matcher, source);
      hits += found.all.size();
      expect_same(pair, found, source);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(hits, pairs / 2);
}

// Every text of up to six words of four, against every phrase of two words with and without a gap.
TEST(Differential, EverySmallText) {
  const std::vector<std::string> alphabet = {"tea", "red", "i", ". "};
  Pair pair;
  for (std::size_t word = 0; word < 3; ++word) {
    pair.sets.push_back(pair.matcher.new_set());
    pair.add(pair.sets.back(), alphabet[word], 0);
  }
  pair.sets.push_back(pair.matcher.new_set());
  for (const char* words : {"tea tea", "red i red", "i", "tea red tea"}) {
    pair.add(pair.sets.back(), words, 1);
  }
  for (const SetId first : pair.sets) {
    for (const SetId second : pair.sets) {
      for (const std::uint32_t gap : {std::uint32_t{0}, std::uint32_t{1}, precheck::kAnyGap}) {
        pair.add_phrase({pair.matcher.new_set(),
                         {{first, 0}, {second, gap}, {first, 0}},
                         precheck::kFoldAll,
                         0,
                         gap == 1,
                         false});
        pair.add_phrase({pair.matcher.new_set(),
                         {{first, 0}, {second, gap}},
                         precheck::kFoldAll,
                         0,
                         false,
                         gap == 1});
      }
    }
  }
  pair.matcher.prepare();
  for (std::uint32_t length = 0; length <= 6; ++length) {
    for (std::uint32_t number = 0; number < 1u << (2 * length); ++number) {
      std::string source;
      for (std::uint32_t i = 0; i < length; ++i) source += alphabet[number >> (2 * i) & 3] + ' ';
      matching::Found found(pair.matcher, source);
      expect_same(pair, found, source);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
