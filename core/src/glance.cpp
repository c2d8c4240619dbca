// Most words stand between two spaces, are letters alone and begin like none that is looked for: a
// few steps each. What is more than letters, and what may be a disguise, is looked at closer; what
// is odd is read by the stages behind this one, with the words around it.
#include "glance.h"

#include <algorithm>
#include <array>
#include <bit>

#include "ascii.h"
#include "glance_look.h"
#include "skeleton.h"

namespace precheck {
namespace {

constexpr std::size_t kMaySingle = 8;   // bytes that may be one character to a reader
constexpr std::size_t kShortPiece = 3;  // bytes of a word that is joined with others

}  // namespace

bool Glance::Look::is_there() { return true; }

bool Glance::Look::run() {
  marks_.read(text_);
  for (std::size_t block = 0; block < marks_.blocks(); ++block) {
    if (look_at_begins(block) || look_at_odd(block)) return true;
    if (look_at_doubled(block) || look_at_shorts(block)) return true;
  }
  return regions_.finish();
}

// Words of letters alone, and parts of other words that look like them.
bool Glance::Look::look_at_begins(std::size_t block) {
  const char* folded = marks_.folded() + block * 64;
  const std::uint64_t letters = marks_.block(block).letters;
  std::uint64_t begins = letters & ~(letters << 1 | carried(&LetterBlock::letters, block));
  for (; begins != 0; begins &= begins - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(begins));
    if (!glance_.begins_.may_begin(folded + at)) continue;
    const std::size_t size = marks_.run(block * 64 + at);
    const std::size_t begin = block * 64 + at;
    if (is_listed(hash_of_word(folded + at, size), {begin, begin + size})) return true;
  }
  return false;
}

// All but letters, spaces, and a stop between the two.
bool Glance::Look::look_at_odd(std::size_t block) {
  const LetterBlock& marks = marks_.block(block);
  const LetterBlock& next = marks_.block(block + 1);
  const std::uint64_t behind_letter = marks.letters << 1 | carried(&LetterBlock::letters, block);
  const std::uint64_t before_blank = marks.blanks >> 1 | next.blanks << 63;
  const std::uint64_t idle = marks.stops & behind_letter & before_blank;
  for (std::uint64_t odd = ~(marks.letters | marks.blanks | idle); odd != 0; odd &= odd - 1) {
    const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(odd));
    if (at < chunk_end_ || at >= text_.size()) continue;
    std::size_t begin = at;
    while (begin > 0 && marks_.folded()[begin - 1] != ' ') --begin;
    chunk_end_ = end_of_chunk(at);
    if (look_closer({begin, chunk_end_})) return true;
  }
  return false;
}

std::size_t Glance::Look::end_of_chunk(std::size_t at) const {
  while (marks_.folded()[at] != ' ') ++at;
  return at;
}

// Nothing but one word of letters, which was looked at already, and idle signs.
bool Glance::Look::is_word_among_signs(Place place) const {
  const char* folded = marks_.folded();
  std::size_t at = place.begin;
  while (is_idle_sign(folded[at])) ++at;
  at += marks_.run(at);
  while (is_idle_sign(folded[at]) && folded[at] != '(') ++at;
  return at == place.end;
}

bool Glance::Look::look_closer(Place place) {
  const std::string_view text = text_.substr(place.begin, place.end - place.begin);
  const bool breaks_line =
      text.back() == '-' && place.end < text_.size() && text_[place.end] != ' ';
  if (!breaks_line && is_word_among_signs(place)) return false;
  if (reaches_far(text)) return true;
  if (text.size() > kLongestChunk || breaks_line) return note_odd(place);
  const Chunk chunk = read_chunk(text);
  switch (chunk.kind) {
    case Chunk::signs:
      return false;
    case Chunk::words:
      return look_at_words(chunk, place.begin);
    case Chunk::number:
      return look_at_number(chunk, place.begin);
    case Chunk::mixed:
      return look_at_mixed(chunk, place.begin);
    case Chunk::emoji:
      return look_at_emoji(chunk, place.begin);
    case Chunk::odd:
      break;
  }
  return note_odd(place);
}

// What is letters alone in it was looked at already.
bool Glance::Look::look_at_words(const Chunk& chunk, std::size_t begin) {
  for (std::size_t i = 0; i < chunk.count; ++i) {
    if (chunk.list[i].has_apostrophe && look_at_contraction(chunk.list[i], begin)) return true;
  }
  bool is_suspect = chunk.count > 1 && may_be_one(chunk, begin);
  const Chunk::Word& last = chunk.list[chunk.count - 1];
  if (chunk.is_call && !is_suspect) {  // "moron()" may be read "morono"
    Room read{};
    std::copy_n(marks_.folded() + begin + last.begin, last.size, read.data())[0] = 'o';
    is_suspect = last.has_apostrophe || is_part(read.data(), last.size + 1) ||
                 is_stretched(read.data(), last.size + 1);
  }
  return is_suspect && regions_.note({begin, begin + chunk.size});
}

// "don't": a word, another without its 's, and letters in a row.
bool Glance::Look::look_at_contraction(const Chunk::Word& word, std::size_t begin) {
  const Place place{begin + word.begin, begin + word.begin + word.size};
  Room plain{};
  const std::size_t size = fold_contraction(text_.substr(place.begin, word.size), plain.data());
  if (is_listed(hash_of_word(plain.data(), size), place)) return true;
  const bool is_possessive = size > 2 && plain[size - 2] == '\'' && plain[size - 1] == 's';
  const bool is_suspect =
      (is_possessive && is_part(plain.data(), size - 2)) || is_stretched(plain.data(), size);
  if (is_suspect && regions_.note(place)) return true;
  if (is_common(plain.data(), size)) return false;
  Room letters{};
  const char* end = std::remove_copy(plain.data(), plain.data() + size, letters.data(), '\'');
  const auto count = static_cast<std::size_t>(end - letters.data());
  return count <= kShortPiece && look_at_short({letters.data(), count}, place);
}

// Digits with signs between and around.
bool Glance::Look::look_at_number(const Chunk& chunk, std::size_t begin) {
  for (std::size_t i = 0; i < chunk.count; ++i) {
    const Chunk::Word& word = chunk.list[i];
    const char* number = marks_.folded() + begin + word.begin;
    const Place place{begin + word.begin, begin + word.begin + word.size};
    if (is_listed(hash_of_word(number, word.size), place)) return true;
    if (word.size == 1 && starts_singles(place.end)) return true;
    // Beside a word it may be a piece.
    Place left = place;
    Place right = place;
    const bool is_piece = !before(left).is_none() || !after(right).is_none();
    if (is_piece && regions_.note(place)) return true;
  }
  return false;
}

// "4th".
bool Glance::Look::look_at_mixed(const Chunk& chunk, std::size_t begin) {
  const Chunk::Word& word = chunk.list[0];
  const char* typed = marks_.folded() + begin + word.begin;
  const Place place{begin + word.begin, begin + word.begin + word.size};
  if (is_listed(hash_of_word(typed, word.size), place)) return true;
  Room read{};
  for (std::size_t i = 0; i < word.size; ++i) {
    const char letter = leet_letter(static_cast<unsigned char>(typed[i]));
    read[i] = letter != 0 ? letter : typed[i];
  }
  Place left = place;
  Place right = place;
  const bool is_suspect = is_part(read.data(), word.size) || is_stretched(read.data(), word.size) ||
                          is_stretched(typed, word.size) || !before(left).is_none() ||
                          !after(right).is_none();
  return is_suspect && regions_.note(place);
}

bool Glance::Look::look_at_emoji(const Chunk& chunk, std::size_t begin) {
  const Place place{begin, begin + chunk.size};
  if (is_listed(hash_of_word(text_.substr(begin, chunk.size)), place)) return true;
  return starts_singles(place.end);
}

bool Glance::Look::note_odd(Place place) {
  const bool may_be_single = place.end - place.begin <= kMaySingle;
  if (may_be_single && starts_singles(place.end)) return true;
  return regions_.note(place);
}

bool Glance::Look::is_listed(std::uint64_t hash, Place word) {
  if (!glance_.wanted_.has(hash)) return false;
  return glance_.words_.has(hash) || follows_first_of_pair(hash, word);
}

// The second word of a pair: whether the first stands before it. Where that is no plain word, both
// are read again.
bool Glance::Look::follows_first_of_pair(std::uint64_t hash, Place word) {
  const char* folded = marks_.folded();
  std::size_t end = word.begin;
  while (end > 0 && is_ascii(folded[end - 1]) && !is_ascii_letter(folded[end - 1]) &&
         !is_ascii_digit(folded[end - 1])) {
    --end;
  }
  if (end == 0) return false;
  std::size_t begin = end;
  while (begin > 0 && is_ascii_letter(folded[begin - 1])) --begin;
  const char before = begin > 0 ? folded[begin - 1] : ' ';
  const bool is_plain = begin < end && is_ascii(before) && !is_ascii_digit(before) &&
                        before != '\'' && before != '.' && before != ';';
  if (!is_plain) return regions_.note(word);
  return glance_.pairs_.has(hash_of_pair(hash_of_word(folded + begin, end - begin), hash));
}

}  // namespace precheck
