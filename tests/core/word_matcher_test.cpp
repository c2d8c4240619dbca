// The word-level matcher: by example, and against a plain slow reading of the same phrases.
#include "word_matcher.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "matching.h"
#include "policy.h"

namespace {

using precheck::Hit;
using precheck::SetId;
using precheck::WordMatcher;
using Json = nlohmann::ordered_json;

// What was found, in order, joined by "|". A place found in two ways counts once.
std::string found(const WordMatcher& matcher, SetId set, const std::string& source) {
  const matching::Found found_here(matcher, source);
  std::set<std::pair<std::uint32_t, std::uint32_t>> places;
  for (const Hit& hit : found_here.hits.of(set)) places.insert({hit.begin, hit.end});
  std::string out;
  for (const auto& [begin, end] : places) {
    out += (out.empty() ? "" : "|") + source.substr(begin, end - begin);
  }
  return out;
}

std::string found(const std::vector<std::string>& words, const std::string& source) {
  WordMatcher matcher;
  const SetId set = matcher.new_set();
  for (const std::string& each : words) EXPECT_TRUE(matcher.add(set, each)) << each;
  matcher.prepare();
  return found(matcher, set, source);
}

TEST(Words, WholeWordsOnly) {
  EXPECT_EQ(found({"art"}, "art, start and artful ART"), "art|ART");
  EXPECT_EQ(found({"art"}, ""), "");
  EXPECT_EQ(found({"\u7f8e\u56fd"}, "\u7f8e\u56fd\u4eba\u548c\u7f8e\u4e3d\u56fd\u5bb6"),
            "\u7f8e\u56fd");
}

TEST(Words, LongerOnesOverlapShorterOnes) {
  EXPECT_EQ(found({"new", "new york", "york city", "new york city"}, "New York City"),
            "New|New York|New York City|York City");
  EXPECT_EQ(found({"a b", "b a"}, "a b a b"), "a b|b a|a b");
  EXPECT_EQ(found({"new york"}, "new new york york"), "new york");
}

TEST(Words, DoNotCrossSentences) {
  EXPECT_EQ(found({"new york"}, "It is new. York is old."), "");
  EXPECT_EQ(found({"new york"}, "new, york; new-york"), "new, york|new-york");
}

// A place in a text is kept in few bits: the longest ones must fit.
TEST(Words, DisguisesAsLongAsTheyGet) {
  const auto tag = [](std::size_t size) { return "<i " + std::string(size - 4, '-') + ">"; };
  const std::string tags = "a$$" + tag(44) + tag(80);
  EXPECT_EQ(found({"ass"}, "an " + tags + " it is"), tags);
  EXPECT_EQ(found({"ass"}, "an a$$" + tag(44) + tag(81)), "a$$" + tag(44));
  EXPECT_EQ(found({"scam"}, "a $$$$c4m it is"), "$$$$c4m");

  std::string words;
  std::string pieces;
  for (int i = 0; i < 50; ++i) {
    words += (i == 0 ? "" : " ") + std::string("abcdefghijklmnop");
    pieces += (i == 0 ? "" : " ") + std::string("a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p");
  }
  EXPECT_EQ(found({words}, "So: " + pieces + " it is"), pieces);
}

TEST(Words, SetsAndTopicsAreApart) {
  WordMatcher matcher;
  const SetId one = matcher.new_set();
  const SetId two = matcher.new_set();
  matcher.add(one, "tea", 0);
  matcher.add(one, "tea", 1);
  matcher.add(two, "tea");
  matcher.prepare();
  const std::string source = "tea";
  const matching::Found found_here(matcher, source);
  ASSERT_EQ(found_here.all.size(), 3u);
  EXPECT_EQ(found_here.hits.of(one).begin()[0].topic, 0u);
  EXPECT_EQ(found_here.hits.of(one).begin()[1].topic, 1u);
  EXPECT_EQ(found(matcher, two, source), "tea");
}

TEST(Words, NothingToLookForIsRefused) {
  WordMatcher matcher;
  EXPECT_FALSE(matcher.add(matcher.new_set(), ""));
  EXPECT_FALSE(matcher.add(matcher.new_set(), " ... "));
  EXPECT_FALSE(matcher.add(matcher.new_set(), "\u200B"));
}

TEST(Words, AcronymsThatAreCommonWords) {
  EXPECT_EQ(found({"US"}, "Tell us what the US does to U.S. firms"), "US|U.S");
  EXPECT_EQ(found({"US"}, "TELL US WHAT YOU WANT FROM ALL OF US"), "");
  EXPECT_EQ(found({"US"}, "US"), "US");
  EXPECT_EQ(found({"us"}, "Tell us what the US does"), "us|US");
  EXPECT_EQ(found({"USA"}, "the usa and the USA"), "usa|USA");
}

TEST(Words, HitsSayWhatWasUndone) {
  WordMatcher matcher;
  const SetId set = matcher.new_set();
  matcher.add(set, "scam");
  matcher.prepare();
  const auto folds = [&](const std::string& source) {
    const matching::Found found_here(matcher, source);
    std::set<std::uint16_t> all;
    for (const Hit& hit : found_here.hits.of(set)) all.insert(hit.folds);
    return all;
  };
  using Folds = std::set<std::uint16_t>;
  EXPECT_EQ(folds("scam"), Folds{0});
  EXPECT_EQ(folds("Scam"), Folds{precheck::kFoldCase});
  EXPECT_EQ(folds("scaaam").count(precheck::kFoldCase | precheck::kFoldStretch), 1u);
  EXPECT_EQ(folds("5cam").count(precheck::kFoldCase | precheck::kFoldLeet), 1u);
  EXPECT_EQ(folds("s c a m").count(precheck::kFoldCase | precheck::kFoldSpaced), 1u);
  EXPECT_EQ(folds("fine"), Folds{});
}

TEST(Words, HitsSayWhereTheyStand) {
  WordMatcher matcher;
  const SetId set = matcher.new_set();
  matcher.add(set, "not a scam");
  matcher.prepare();
  const std::string source = "not a \"scam\"";
  const matching::Found found_here(matcher, source);
  ASSERT_FALSE(found_here.all.empty());
  for (const Hit& hit : found_here.all) EXPECT_EQ(hit.parts, precheck::kPartQuote);
}

TEST(Words, ManyReadingsDoNotMultiply) {
  WordMatcher matcher;
  const SetId set = matcher.new_set();
  matcher.add(set, "a a a");
  std::string source;
  for (int i = 0; i < 40; ++i) source += "a ";
  matcher.prepare();
  EXPECT_LE(matching::Found(matcher, source).all.size(), 100u);
}

// --- the differential test ----------------------------------------------------------------------

// A template as drawn, before it is written down.
struct Piece {
  enum Kind { words, lexicon, post, gap } kind;
  std::vector<std::string> choices;  // words
  bool optional = false;
};

const std::vector<std::string> kWords = {"red", "tea", "sun", "oak", "ivy"};
const std::vector<std::string> kLexicon = {"tea", "red sun", "ivy ivy"};
const std::vector<std::string_view> kPost = {"oak", "sun"};  // sorted

class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 16) % bound;
  }
  const std::string& word() { return kWords[below(static_cast<std::uint32_t>(kWords.size()))]; }

 private:
  std::uint32_t state_;
};

std::vector<Piece> draw_template(Random& random) {
  std::vector<Piece> pieces;
  const std::uint32_t count = 1 + random.below(5);
  for (std::uint32_t i = 0; i < count; ++i) {
    Piece piece{Piece::words, {}, random.below(4) == 0};
    switch (random.below(7)) {
      case 0:
        piece.kind = Piece::lexicon;
        break;
      case 1:
        piece.kind = Piece::post;
        break;
      case 2:
        piece.choices = {random.word(), random.word() + " " + random.word()};
        break;
      case 3:
      case 4: {
        const bool at_the_edge = pieces.empty() || i + 1 == count;
        if (!at_the_edge) {
          piece.kind = Piece::gap;
          piece.optional = false;
          break;
        }
        piece.choices = {random.word()};
        break;
      }
      default:
        piece.choices = {random.word()};
    }
    pieces.push_back(piece);
  }
  if (std::all_of(pieces.begin(), pieces.end(),
                  [](const Piece& piece) { return piece.optional || piece.kind == Piece::gap; })) {
    pieces.back().optional = false;
  }
  return pieces;
}

std::string written(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (!out.empty()) out += " ";
    switch (piece.kind) {
      case Piece::gap:
        out += "*";
        break;
      case Piece::lexicon:
        out += "[list]";
        break;
      case Piece::post:
        out += "[post]";
        break;
      case Piece::words:
        if (piece.choices.size() == 1) {
          out += piece.choices[0];
        } else {
          out += "(" + piece.choices[0] + "|" + piece.choices[1] + ")";
        }
    }
    if (piece.optional) out += "?";
  }
  return out;
}

std::string draw_text(Random& random) {
  std::string out;
  for (std::uint32_t i = random.below(12); i > 0; --i) {
    out += random.word();
    const std::uint32_t gap = random.below(10);
    out += gap == 0 ? ". " : gap == 1 ? ", " : gap == 2 ? "! " : " ";
  }
  return out;
}

// The text as the reference sees it: words, and where a sentence begins.
struct PlainText {
  std::vector<std::string> words;
  std::vector<std::size_t> sentence;
};

PlainText plain(const std::string& source) {
  PlainText text;
  std::size_t sentence = 0;
  std::string word;
  for (const char byte : source) {
    if (byte >= 'a' && byte <= 'z') {
      word += byte;
      continue;
    }
    if (!word.empty()) {
      text.words.push_back(word);
      text.sentence.push_back(sentence);
      word.clear();
    }
    if (byte == '.' || byte == '!') ++sentence;
  }
  if (!word.empty()) {
    text.words.push_back(word);
    text.sentence.push_back(sentence);
  }
  return text;
}

std::vector<std::string> split(const std::string& words) {
  std::vector<std::string> out(1);
  for (const char byte : words) {
    if (byte == ' ') {
      out.emplace_back();
    } else {
      out.back() += byte;
    }
  }
  return out;
}

using Places = std::set<std::pair<std::size_t, std::size_t>>;  // (end, begin)

// Tries every way to read the template at every place.
class Reference {
 public:
  Reference(const std::vector<Piece>& pieces, const PlainText& text)
      : pieces_(pieces), text_(text) {}

  Places all() {
    for (begin_ = 0; begin_ < text_.words.size(); ++begin_) match(0, begin_, begin_, true);
    return std::move(places_);
  }

 private:
  // `may_skip`: what stands before `at` was a gap, or nothing yet.
  void match(std::size_t piece, std::size_t at, std::size_t last, bool started_here) {
    if (piece == pieces_.size()) {
      if (!started_here) places_.insert({last, begin_});
      return;
    }
    const Piece& next = pieces_[piece];
    if (next.kind == Piece::gap) {
      if (started_here) return match(piece + 1, at, last, true);  // a gap before all says nothing
      for (std::size_t to = at; to <= text_.words.size(); ++to) match(piece + 1, to, last, false);
      return;
    }
    if (next.optional) match(piece + 1, at, last, started_here);
    for (const std::string& choice : choices(next)) {
      const std::vector<std::string> words = split(choice);
      if (!stands_at(words, at)) continue;
      match(piece + 1, at + words.size(), at + words.size(), false);
    }
  }

  const std::vector<std::string>& choices(const Piece& piece) const {
    static const std::vector<std::string> post(kPost.begin(), kPost.end());
    return piece.kind == Piece::words     ? piece.choices
           : piece.kind == Piece::lexicon ? kLexicon
                                          : post;
  }

  bool stands_at(const std::vector<std::string>& words, std::size_t at) const {
    if (at + words.size() > text_.words.size()) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (text_.words[at + i] != words[i]) return false;
      if (text_.sentence[at + i] != text_.sentence[begin_]) return false;
    }
    return true;
  }

  const std::vector<Piece>& pieces_;
  const PlainText& text_;
  std::size_t begin_ = 0;
  Places places_;
};

struct CompiledPhrases {
  std::shared_ptr<const precheck::Policy> policy;
  SetId set = 0;
};

CompiledPhrases compile_phrases(const std::vector<std::string>& templates) {
  Json policy = {{"format", 1}, {"name", "P"}};
  policy["lexicons"] = {{"list", {{"things", kLexicon}}}};
  policy["rules"] = Json::array();
  policy["rules"].push_back({{"id", "a"}, {"category", "c"}, {"action", "warn"}, {"message", "m"}});
  policy["rules"][0]["match"] = {{"phrases", templates}};
  const precheck::Compilation result = precheck::compile(policy.dump());
  EXPECT_TRUE(result.ok()) << precheck::to_json(result.errors());
  if (!result.ok()) return {};
  const precheck::CompiledPolicy& inside = result.policy->compiled();
  return {result.policy, inside.nodes[inside.rules[0].match].set};
}

Places core_places(const CompiledPhrases& phrases, const std::string& source) {
  const WordMatcher& matcher = phrases.policy->compiled().matcher;
  const matching::Found found_here(matcher, source, &kPost);
  Places places;
  for (const Hit& hit : found_here.hits.of(phrases.set)) places.insert({hit.last, hit.first});
  return places;
}

// The matcher keeps, of all readings that end at one place, the one that begins last; others may
// be there too, as long as they are true.
void expect_same(const Places& core, const Places& reference) {
  for (const auto& place : core) {
    EXPECT_TRUE(reference.count(place))
        << "words " << place.second << " to " << place.first << " do not fit";
  }
  for (auto place = reference.begin(); place != reference.end(); ++place) {
    const auto next = std::next(place);
    const bool is_tightest = next == reference.end() || next->first != place->first;
    if (!is_tightest) continue;
    EXPECT_TRUE(core.count(*place))
        << "words " << place->second << " to " << place->first << " were not found";
  }
}

TEST(Phrases, AgreeWithThePlainReading) {
  Random random(20'240'601);
  std::size_t found_something = 0;
  for (int round = 0; round < 1'500; ++round) {
    const std::vector<Piece> pieces = draw_template(random);
    const std::string text_of_template = written(pieces);
    const CompiledPhrases phrases = compile_phrases({text_of_template});
    ASSERT_NE(phrases.policy, nullptr) << text_of_template;
    for (int i = 0; i < 12; ++i) {
      const std::string source = draw_text(random);
      SCOPED_TRACE(text_of_template + "\n  " + source);
      const Places reference = Reference(pieces, plain(source)).all();
      expect_same(core_places(phrases, source), reference);
      found_something += !reference.empty();
      if (::testing::Test::HasFailure()) return;  // one is enough to read
    }
  }
  EXPECT_GT(found_something, 2'000u);
}

TEST(Words, AgreeWithThePlainReading) {
  Random random(7);
  std::size_t count = 0;
  for (int round = 0; round < 500; ++round) {
    WordMatcher matcher;
    const SetId set = matcher.new_set();
    std::vector<Piece> entries;
    for (std::uint32_t i = 1 + random.below(8); i > 0; --i) {
      std::string words = random.word();
      for (std::uint32_t more = random.below(4); more > 0; --more) words += " " + random.word();
      matcher.add(set, words);
      entries.push_back({Piece::words, {words}, false});
    }
    matcher.prepare();
    for (int i = 0; i < 10; ++i) {
      const std::string source = draw_text(random);
      Places reference;
      for (const Piece& entry : entries) {
        reference.merge(Reference({entry}, plain(source)).all());
      }
      const matching::Found found_here(matcher, source);
      Places core;
      for (const Hit& hit : found_here.hits.of(set)) core.insert({hit.last, hit.first});
      ASSERT_EQ(core, reference) << source;
      count += reference.size();
    }
  }
  EXPECT_GT(count, 2'000u);
}

TEST(Phrases, OfOnePolicyDoNotDisturbEachOther) {
  Random random(99);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::vector<Piece>> templates;
    std::vector<std::string> texts;
    for (int i = 0; i < 6; ++i) {
      templates.push_back(draw_template(random));
      texts.push_back(written(templates.back()));
    }
    const CompiledPhrases together = compile_phrases(texts);
    ASSERT_NE(together.policy, nullptr);
    for (int i = 0; i < 10; ++i) {
      const std::string source = draw_text(random);
      Places apart;
      for (const std::string& each : texts) {
        apart.merge(core_places(compile_phrases({each}), source));
      }
      ASSERT_EQ(core_places(together, source), apart) << source;
    }
  }
}

}  // namespace
