// What a learned model sees of a text: words, pairs of words in one sentence, and runs of 3 to 5
// letters of a word and its borders; of Han text runs of 1 to 3 characters. The same for every
// model. A feature is a hash (feature hashing; Weinberger et al. 2009).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text.h"
#include "utf8.h"

namespace precheck {

// A stretch of a text, without the parts that are not looked at.
struct TextView {
  const Text& text;
  std::uint32_t first;  // tokens [first, last)
  std::uint32_t last;
  std::uint8_t ignored;
};

class FeatureHash {
 public:
  // What kind of feature it is, so that the word "abc" and the letters "abc" differ.
  enum Seed : unsigned char { kWord = 1, kPair, kLetters, kHan };

  explicit constexpr FeatureHash(Seed seed) { add(seed); }

  // FNV-1a: byte by byte, the same on every host.
  constexpr void add(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001B3ull; }
  void add(std::string_view bytes) {
    for (const char byte : bytes) add(static_cast<unsigned char>(byte));
  }
  // Its low bits are weak; a table is indexed by them, so they are mixed first.
  std::uint32_t value() const {
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDull;
    return static_cast<std::uint32_t>(mixed >> 32);
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325ull;
};

// Gives a sink the features of a stretch, word by word:
//   prepare(count)           so many may follow at most
//   leaves_out(token)        whether the features of this word alone are not wanted
//   take(hash, first, last)  one that was made of the tokens [first, last)
template <typename Sink>
class FeatureFinder {
 public:
  FeatureFinder(const TextView& view, Sink& sink) : view_(view), sink_(sink) {}

  void run() {
    for (std::uint32_t at = view_.first; at < view_.last; ++at) {
      if (!is_seen(at)) continue;
      const Token& word = token(at);
      // Of each letter a run of each length, and the word and the pair.
      sink_.prepare((word.word_length + 1) * kLengths);
      if (word.kind == CharClass::han) {
        add_han(at);
        continue;
      }
      const bool is_wanted = !sink_.leaves_out(word);
      add_word(at, is_wanted);
      if (is_wanted && word.kind == CharClass::letter) add_letters(at);
    }
  }

 private:
  static constexpr std::size_t kShortestRun = 3;  // letters, with the word's borders
  static constexpr std::size_t kLongestRun = 5;
  static constexpr std::size_t kLengths = kLongestRun - kShortestRun + 1;
  static constexpr std::uint32_t kLongestHanRun = 3;
  static constexpr std::size_t kPiece = 32;  // letters of a word that are looked at together

  const Token& token(std::uint32_t at) const { return view_.text.tokens[at]; }
  bool is_seen(std::uint32_t at) const { return (token(at).parts & view_.ignored) == 0; }

  bool ends_pair(std::uint32_t at) const {
    return at > view_.first && is_seen(at - 1) && token(at - 1).kind != CharClass::han &&
           token(at).gap != Gap::sentence;
  }

  // The word and the pair that it ends; and the start of the next pair, in the same walk.
  void add_word(std::uint32_t at, bool is_wanted) {
    FeatureHash word(FeatureHash::kWord);
    FeatureHash pair = begun_pair_;
    FeatureHash begun(FeatureHash::kPair);
    pair.add(std::uint8_t{0xFF});  // stands in no word
    for (const char byte : view_.text.word(token(at))) {
      word.add(static_cast<unsigned char>(byte));
      pair.add(static_cast<unsigned char>(byte));
      begun.add(static_cast<unsigned char>(byte));
    }
    begun_pair_ = begun;
    if (is_wanted) sink_.take(word.value(), at, at + 1);
    if (ends_pair(at)) sink_.take(pair.value(), at - 1, at + 1);
  }

  void add_letters(std::uint32_t at) {
    const std::string_view word = view_.text.word(token(at));
    if ((token(at).traits & kTraitOther) == 0) {
      add_ascii_runs(word, at);
    } else {
      add_runs(word, at);
    }
  }

  // What add_runs() does, where each letter is a byte: most words of most texts.
  void add_ascii_runs(std::string_view word, std::uint32_t at) {
    std::array<char, kPiece + kLongestRun> piece;  // of the word with its borders
    piece[0] = '^';
    std::size_t size = 1;
    for (;;) {
      const std::size_t more = std::min(word.size(), kPiece);
      std::memcpy(piece.data() + size, word.data(), more);
      word.remove_prefix(more);
      size += more;
      if (word.empty()) break;
      // The last ones begin no run yet.
      const std::size_t begun = size - (kLongestRun - 1);
      add_ascii_runs({piece.data(), size}, begun, at);
      std::memmove(piece.data(), piece.data() + begun, kLongestRun - 1);
      size = kLongestRun - 1;
    }
    piece[size++] = '$';
    add_ascii_runs({piece.data(), size}, size, at);
  }

  // Those that begin before `end`.
  void add_ascii_runs(std::string_view letters, std::size_t end, std::uint32_t at) {
    const auto byte = [letters](std::size_t place) {
      return static_cast<unsigned char>(letters[place]);
    };
    for (std::size_t from = 0; from < end && from + kShortestRun <= letters.size(); ++from) {
      FeatureHash hash(FeatureHash::kLetters);
      hash.add(byte(from));
      hash.add(byte(from + 1));
      hash.add(byte(from + 2));
      sink_.take(hash.value(), at, at + 1);
      if (from + kShortestRun == letters.size()) return;
      hash.add(byte(from + 3));
      sink_.take(hash.value(), at, at + 1);
      if (from + kShortestRun + 1 == letters.size()) continue;
      hash.add(byte(from + 4));
      sink_.take(hash.value(), at, at + 1);
    }
  }

  void add_runs(std::string_view word, std::uint32_t at) {
    std::array<std::string_view, kLongestRun> letters{"^"};
    std::size_t count = 1;
    bool is_ended = false;
    for (;;) {
      for (; count < kLongestRun && !is_ended; ++count) {
        is_ended = word.empty();
        const std::size_t length = is_ended ? 0 : decode(word, 0).length;
        letters[count] = is_ended ? "$" : word.substr(0, length);
        word.remove_prefix(length);
      }
      if (count < kShortestRun) return;
      FeatureHash hash(FeatureHash::kLetters);
      for (std::size_t to = 0; to < count; ++to) {
        hash.add(letters[to]);
        if (to + 1 >= kShortestRun) sink_.take(hash.value(), at, at + 1);
      }
      std::move(letters.begin() + 1, letters.end(), letters.begin());
      --count;
    }
  }

  void add_han(std::uint32_t at) {
    FeatureHash hash(FeatureHash::kHan);
    for (std::uint32_t to = at; to < view_.last && to < at + kLongestHanRun; ++to) {
      const bool goes_on = to == at || (token(to).kind == CharClass::han && is_seen(to) &&
                                        token(to).gap == Gap::none);
      if (!goes_on) return;
      hash.add(view_.text.word(token(to)));
      sink_.take(hash.value(), at, to + 1);
    }
  }

  const TextView view_;
  Sink& sink_;
  FeatureHash begun_pair_{FeatureHash::kPair};  // with the last word
};

template <typename Sink>
void find_features(const TextView& view, Sink& sink) {
  FeatureFinder<Sink>(view, sink).run();
}

}  // namespace precheck
