// A glance where every rule wants words as they are typed, in small letters or capitals: a word is
// a run of letters and digits, and few signs make more of it. Those are looked at closer.
#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "ascii.h"
#include "glance_regions.h"

namespace precheck {
namespace {

constexpr std::size_t kLongest = 60;  // bytes of what is looked at closer

bool is_word(char byte) { return is_ascii_letter(byte) || is_ascii_digit(byte); }

bool is_joint(char byte) { return byte == '.' || byte == ',' || byte == '\''; }

}  // namespace

class Glance::TypedLook {
 public:
  TypedLook(const Glance& glance, std::string_view text, Scratch& scratch)
      : glance_(glance),
        text_(text),
        marks_(scratch.words),
        chunk_(scratch.chunk),
        regions_(glance, text, scratch) {}

  // Whether something may be there.
  bool run();

 private:
  using Place = Regions::Place;

  // A word as it is read, behind which eight bytes more may be read.
  struct Word {
    std::array<char, kLongest + 16> bytes{};
    std::size_t size = 0;
    std::size_t letters = 0;
    void add(char byte) { bytes[size++] = byte; }
    void add(const Word& other);
  };

  bool look();
  template <typename Reader>
  bool look_with();
  bool look_fast();
  [[gnu::noinline]] bool look_at_signs(std::size_t from, std::uint64_t joints,
                                       std::uint64_t doubts);
  bool look_at_joint(std::size_t at);
  bool look_at_doubt(std::size_t at);
  bool look_at_general_sign(std::size_t at);
  bool is_mostly_doubtful() const;
  std::optional<bool> look_at_apostrophe(std::size_t at, std::size_t end);
  bool look_at_chunk(std::size_t at);
  bool joins(std::size_t at) const;
  Word read_word(std::size_t& at, std::size_t end) const;
  bool may_be_listed(const char* word, std::size_t size) const;

  const Glance& glance_;
  std::string_view text_;
  WordMarks& marks_;
  Text& chunk_;
  Regions regions_;
  std::size_t joined_end_ = 0;  // of the last words with signs between that were looked at closer
  std::size_t chunk_end_ = 0;   // of the last stretch between two spaces that was
  std::size_t sign_end_ = 0;    // of the last sign beyond ASCII
};

bool Glance::TypedLook::run() { return look() || regions_.finish(); }

#if defined(__x86_64__) && defined(__GNUC__)
// The same code, in instructions that not every machine has.
__attribute__((target("avx2,bmi,bmi2,popcnt"), flatten)) bool Glance::TypedLook::look_fast() {
  return look_with<WideWordBlock>();
}

bool Glance::TypedLook::look() {
  static const bool is_fast =
      __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
      __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("popcnt") != 0;
  return is_fast ? look_fast() : look_with<WordBlock>();
}
#else
bool Glance::TypedLook::look() { return look_with<WordBlock>(); }
#endif

// Whether a word is listed, or two in a row are; or what some signs make of them.
template <typename Reader>
inline bool Glance::TypedLook::look_with() {
  marks_.read<Reader>(text_);
  if (is_mostly_doubtful()) return true;
  const HashSet::Filter words = glance_.words_.filter();
  const HashSet::Filter pairs = glance_.pairs_.filter();
  std::uint64_t before = 0;  // the word before
  const auto is_listed = [&](const char* begin, const char* end) {
    const std::uint64_t hash = hash_of_word(begin, static_cast<std::size_t>(end - begin));
    const std::uint64_t pair = hash_of_pair(before, hash);
    before = hash;
    const bool may_be = (words.bit(hash) | pairs.bit(pair)) != 0;  // one branch
    return may_be && (glance_.words_.has(hash) || glance_.pairs_.has(pair));
  };
  const char* folded = marks_.folded();
  const char* open = nullptr;  // where a word begins that goes on
  for (std::size_t block = 0; block < marks_.blocks(); ++block, folded += 64) {
    const std::uint64_t marks = marks_.block(block).words;
    const std::uint64_t shifted = marks << 1 | (open != nullptr ? 1 : 0);
    std::uint64_t begins = marks & ~shifted;
    std::uint64_t ends = shifted & ~marks;
    if (open != nullptr && ends != 0) {
      if (is_listed(open, folded + std::countr_zero(ends))) return true;
      open = nullptr;
      ends &= ends - 1;
    }
    for (; ends != 0; ends &= ends - 1, begins &= begins - 1) {
      const char* begin = folded + std::countr_zero(begins);
      if (is_listed(begin, folded + std::countr_zero(ends))) return true;
    }
    if (begins != 0) open = folded + std::countr_zero(begins);
    const std::uint64_t next = marks_.block(block + 1).words;
    const std::uint64_t joints = marks_.block(block).joints & shifted & (marks >> 1 | next << 63);
    const std::uint64_t doubts = marks_.block(block).doubts;
    if ((joints | doubts) != 0 && look_at_signs(block * 64, joints, doubts)) return true;
  }
  return false;
}

// Chinese for one: to look closer at most of a text is dearer than to read it.
inline bool Glance::TypedLook::is_mostly_doubtful() const {
  std::size_t count = 0;
  for (std::size_t block = 0; block < marks_.blocks(); ++block) {
    count += static_cast<std::size_t>(std::popcount(marks_.block(block).doubts));
  }
  return count > text_.size() / 2;
}

// Signs between words, and what may be anything.
bool Glance::TypedLook::look_at_signs(std::size_t from, std::uint64_t joints,
                                      std::uint64_t doubts) {
  for (; joints != 0; joints &= joints - 1) {
    if (look_at_joint(from + static_cast<std::size_t>(std::countr_zero(joints)))) return true;
  }
  for (; doubts != 0; doubts &= doubts - 1) {
    if (look_at_doubt(from + static_cast<std::size_t>(std::countr_zero(doubts)))) return true;
  }
  return false;
}

// "don't", "3.5", "U.S."; two letters before or behind a point make no acronym.
bool Glance::TypedLook::look_at_joint(std::size_t at) {
  if (at < joined_end_) return false;
  const char* folded = marks_.folded();
  const auto are_letters = [folded](std::size_t first) {
    return is_ascii_letter(folded[first]) && is_ascii_letter(folded[first + 1]);
  };
  const bool is_apart = (at >= 2 && are_letters(at - 2)) || are_letters(at + 1);
  if (folded[at] == '\'') {
    if (const std::optional<bool> known = look_at_apostrophe(at, at + 1)) return *known;
  } else if (is_apart) {
    return false;
  }

  Place place{at, at};
  const auto goes_on = [folded](std::size_t i) {
    return is_word(folded[i]) || is_joint(folded[i]);
  };
  while (place.begin > 0 && goes_on(place.begin - 1)) --place.begin;
  while (goes_on(place.end)) ++place.end;
  joined_end_ = place.end;
  const bool is_unclear = !is_ascii(folded[place.end]) ||
                          (place.begin > 0 && !is_ascii(folded[place.begin - 1])) ||
                          place.end - place.begin > kLongest;
  if (is_unclear) return regions_.note(place);

  Word word;
  std::size_t end = place.begin;  // of the word
  bool may_be_acronym = false;
  for (std::size_t next = place.begin; next < place.end;) {
    if (!is_word(folded[next])) {
      ++next;
      continue;
    }
    const bool follows_point = next == end + 1 && folded[end] == '.';
    const Word other = read_word(next, place.end);
    end = next;
    if (may_be_acronym && follows_point && other.letters == 1) {
      word.add(other);
      continue;
    }
    if (may_be_listed(word.bytes.data(), word.size)) return regions_.note(place);
    word = other;
    may_be_acronym = word.letters == 1;
  }
  return may_be_listed(word.bytes.data(), word.size) && regions_.note(place);
}

// One apostrophe between ASCII letters, which goes up to `end`, and no other sign about. Nothing
// where more is about.
std::optional<bool> Glance::TypedLook::look_at_apostrophe(std::size_t at, std::size_t end) {
  const char* folded = marks_.folded();
  Place place{at, end};
  while (place.begin > 0 && is_word(folded[place.begin - 1])) --place.begin;
  while (is_word(folded[place.end])) ++place.end;
  const auto is_more = [folded](std::size_t i) {
    return is_joint(folded[i]) || !is_ascii(folded[i]);
  };
  const std::size_t size = at - place.begin + 1 + place.end - end;
  if (place.begin == at || place.end == end || is_ascii_digit(folded[at - 1]) || size > kLongest ||
      is_more(place.end) || (place.begin > 0 && is_more(place.begin - 1))) {
    return std::nullopt;
  }
  Word word;
  std::copy(folded + place.begin, folded + at, word.bytes.begin());
  word.bytes[at - place.begin] = '\'';
  std::copy(folded + end, folded + place.end, word.bytes.begin() + (at - place.begin) + 1);
  return may_be_listed(word.bytes.data(), size) && regions_.note(place);
}

void Glance::TypedLook::Word::add(const Word& other) {
  std::copy_n(other.bytes.data(), other.size, bytes.data() + size);
  size += other.size;
  letters += other.letters;
}

// Whether what stands before the sign and behind it is one word.
bool Glance::TypedLook::joins(std::size_t at) const {
  const char* folded = marks_.folded();
  if (!is_joint(folded[at]) || !is_word(folded[at + 1])) return false;
  const bool is_behind_digit = is_ascii_digit(folded[at - 1]);
  return folded[at] == '\'' ? !is_behind_digit : is_behind_digit && is_ascii_digit(folded[at + 1]);
}

// From `at` on, which goes to its end.
Glance::TypedLook::Word Glance::TypedLook::read_word(std::size_t& at, std::size_t end) const {
  const char* folded = marks_.folded();
  Word word;
  for (; at < end && (is_word(folded[at]) || joins(at)); ++at) {
    word.letters += is_ascii_letter(folded[at]) ? 1 : 0;
    word.add(folded[at]);
  }
  return word;
}

// It, or it without its 's.
bool Glance::TypedLook::may_be_listed(const char* word, std::size_t size) const {
  if (size == 0) return false;
  if (glance_.parts_.has(hash_of_word(word, size))) return true;
  return size > 2 && word[size - 2] == '\'' && word[size - 1] == 's' &&
         glance_.parts_.has(hash_of_word(word, size - 2));
}

bool Glance::TypedLook::look_at_doubt(std::size_t at) {
  switch (text_[at]) {
    case '\n':
    case '\t':
    case '\r':
      return false;
    case '<':
    case '[':
      return may_be_tag(text_, at);
    case '&': {
      const char next = marks_.folded()[at + 1];
      return (next == '#' || is_ascii_letter(next)) && look_at_chunk(at);
    }
    default:
      return look_at_general_sign(at);
  }
}

// Most of what is beyond ASCII in English: it stands between words as a comma does, or is an
// apostrophe.
bool Glance::TypedLook::look_at_general_sign(std::size_t at) {
  if (at < sign_end_) return false;
  const std::string_view sign = text_.substr(at, 3);
  const bool is_apart = sign == "\u2013" || sign == "\u2014" || sign == "\u201C" ||
                        sign == "\u201D" || sign == "\u2026";
  const bool is_quote = sign == "\u2018" || sign == "\u2019";
  if (!is_apart && !is_quote) return look_at_chunk(at);
  sign_end_ = at + 3;
  if (is_apart) return false;
  const char* folded = marks_.folded();
  const auto may_be_word = [folded](std::size_t i) {
    return is_word(folded[i]) || !is_ascii(folded[i]);
  };
  if (at == 0 || !may_be_word(at - 1) || !may_be_word(at + 3)) return false;
  const std::optional<bool> known = look_at_apostrophe(at, at + 3);
  return known ? *known : look_at_chunk(at);
}

// What stands between two spaces, and is more than ASCII: whether it holds a listed word.
bool Glance::TypedLook::look_at_chunk(std::size_t at) {
  if (at < chunk_end_) return false;
  const Place place{begin_of_words(text_, at, 0), end_of_words(text_, at, 0)};
  chunk_end_ = place.end;
  const std::string_view typed = text_.substr(place.begin, place.end - place.begin);
  if (reaches_far(typed)) return true;
  chunk_.clear();
  chunk_.source = typed;
  find_tokens(chunk_);
  const bool is_suspect =
      std::any_of(chunk_.tokens.begin(), chunk_.tokens.end(), [this](const Token& token) {
        return may_be_listed(chunk_.words.data() + token.word, token.word_length);
      });
  return is_suspect && regions_.note(place);
}

bool Glance::may_find_typed(std::string_view text, Scratch& scratch) const {
  return TypedLook(*this, text, scratch).run();
}

}  // namespace precheck
