// What may be a listed word in disguise, seen from letters alone: stretched, or in pieces. As
// disguises.cpp has it, with fewer conditions.
#include <algorithm>
#include <bit>

#include "ascii.h"
#include "glance_look.h"
#include "skeleton.h"

namespace precheck {
namespace {

constexpr std::size_t kLongestJoined = 48;  // bytes of a word in pieces
constexpr std::size_t kShortestJoined = 4;
constexpr std::size_t kLongestFirstPiece = 6;

// Behind or before a run of letters: it is part of more than a word.
bool goes_on(char byte) { return byte == '\'' || is_ascii_digit(byte) || !is_ascii(byte); }

}  // namespace

// "coool".
bool Glance::Look::is_stretched(const char* word, std::size_t size) const {
  if (!has_stretch({word, size})) return false;
  Room room;
  const std::size_t count = squeeze({word, size}, room.data());
  std::fill_n(room.begin() + static_cast<std::ptrdiff_t>(count), 8, '\0');
  const std::uint32_t fewest = glance_.squeezed_.find(hash_of_word(room.data(), count));
  return fewest != kNoNumber && fewest < size;
}

bool Glance::Look::look_at_doubled(std::size_t block) {
  const char* folded = marks_.folded();
  for (std::uint64_t marks = marks_.block(block).doubled; marks != 0; marks &= marks - 1) {
    std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(marks));
    if (at < doubled_end_) continue;
    while (at > 0 && is_ascii_letter(folded[at - 1])) --at;
    const std::size_t size = marks_.run(at);
    doubled_end_ = at + size;
    const bool is_suspect = size > kLongestChunk || is_stretched(folded + at, size);
    if (is_suspect && regions_.note({at, at + size})) return true;
  }
  return false;
}

// Most short words are common ones, which are no pieces.
bool Glance::Look::look_at_shorts(std::size_t block) {
  const LetterBlock& marks = marks_.block(block);
  const std::uint64_t letters = marks.letters;
  const std::uint64_t next = marks_.block(block + 1).letters;
  const auto ahead = [&](int by) { return letters >> by | next << (64 - by); };
  std::uint64_t begins = letters & ~(letters << 1 | carried(&LetterBlock::letters, block));
  begins &= ~(ahead(1) & ahead(2) & ahead(3));
  for (; begins != 0; begins &= begins - 1) {
    const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(begins));
    const char* word = marks_.folded() + at;
    const std::size_t size = marks_.run(at);
    if (is_common(word, size)) continue;
    if (look_at_short({word, size}, {at, at + size})) return true;
  }
  return false;
}

bool Glance::Look::look_at_short(const Piece& piece, Place place) {
  if (piece.size == 1 && starts_singles(place.end)) return true;
  return may_be_piece(piece, place) && regions_.note(place);
}

// "sc am", "s ca m": of two or three words one that is short.
bool Glance::Look::may_be_piece(const Piece& piece, Place place) const {
  Place left = place;
  Place right = place;
  const Piece first = before(left);
  const Piece third = after(right);
  if (first.is_unclear || third.is_unclear) return true;
  if (!first.is_none() && may_be_one({}, first, piece)) return true;
  if (!third.is_none() && may_be_one({}, piece, third)) return true;
  if (!first.is_none() && !third.is_none() && may_be_one(first, piece, third)) return true;
  if (!first.is_none()) {
    const Piece other = before(left);
    if (other.is_unclear || (!other.is_none() && may_be_one(other, first, piece))) return true;
  }
  if (third.is_none()) return false;
  const Piece other = after(right);
  return other.is_unclear || (!other.is_none() && may_be_one(piece, third, other));
}

// The word before `place` with only spaces between, which `place` becomes.
Glance::Look::Piece Glance::Look::before(Place& place) const {
  const char* folded = marks_.folded();
  std::size_t end = place.begin;
  if (end == 0 || folded[end - 1] != ' ') return {};
  while (end > 0 && folded[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && is_ascii_letter(folded[begin - 1])) --begin;
  if (begin > 0 && goes_on(folded[begin - 1])) return {nullptr, 0, true};
  if (begin == end || is_common(folded + begin, end - begin)) return {};
  place = {begin, end};
  return {folded + begin, end - begin};
}

// The same behind it.
Glance::Look::Piece Glance::Look::after(Place& place) const {
  const char* folded = marks_.folded();
  std::size_t begin = place.end;
  if (folded[begin] != ' ') return {};
  while (begin < text_.size() && folded[begin] == ' ') ++begin;
  if (begin >= text_.size()) return {};
  const std::size_t size = marks_.run(begin);
  if (goes_on(folded[begin + size])) return {nullptr, 0, true};
  if (size == 0 || is_common(folded + begin, size)) return {};
  place = {begin, begin + size};
  return {folded + begin, size};
}

bool Glance::Look::may_be_one(const Piece& first, const Piece& second, const Piece& third) const {
  const std::size_t size = first.size + second.size + third.size;
  const std::size_t first_size = first.size > 0 ? first.size : second.size;
  if (size < kShortestJoined || size > kLongestJoined || first_size > kLongestFirstPiece) {
    return false;
  }
  Room joined;
  char* end = joined.data();
  for (const Piece* piece : {&first, &second, &third}) {
    if (piece->size == 0) continue;
    std::memcpy(end, piece->letters, 16);
    if (piece->size > 16) std::memcpy(end + 16, piece->letters + 16, piece->size - 16);
    end += piece->size;
  }
  return is_part(joined.data(), size) || is_stretched(joined.data(), size);
}

// "id-iot": words without a space between. Only all that stand apart by the same sign may be one;
// single letters may be in any way.
bool Glance::Look::may_be_one(const Chunk& chunk, std::size_t begin) const {
  const bool is_uneven =
      std::any_of(chunk.list.begin(), chunk.list.begin() + static_cast<std::ptrdiff_t>(chunk.count),
                  [](const Chunk::Word& word) { return word.has_apostrophe || word.size == 1; });
  const std::string_view text = text_.substr(begin, chunk.size);
  for (std::size_t first = 0; first + 1 < chunk.count; ++first) {
    const std::string_view sign = chunk.between(text, first + 1);
    for (std::size_t last = first + 1; last < chunk.count; ++last) {
      const bool goes_on = last + 1 < chunk.count && chunk.between(text, last + 1) == sign;
      if (!is_uneven && chunk.between(text, last) != sign) break;
      if (!is_uneven && goes_on) continue;
      if (may_be_one(chunk, begin, first, last)) return true;
    }
  }
  return false;
}

bool Glance::Look::may_be_one(const Chunk& chunk, std::size_t begin, std::size_t first,
                              std::size_t last) const {
  Room joined{};
  char* end = joined.data();
  for (std::size_t i = first; i <= last; ++i) {
    const Chunk::Word& word = chunk.list[i];
    if (word.has_apostrophe) return true;
    end = std::copy_n(marks_.folded() + begin + word.begin, word.size, end);
  }
  const auto size = static_cast<std::size_t>(end - joined.data());
  if (size > kLongestJoined) return false;
  return is_part(joined.data(), size) || is_stretched(joined.data(), size);
}

// Whether two more of what a reader may take for one letter follow: "s c a m".
bool Glance::Look::starts_singles(std::size_t end) const {
  constexpr std::size_t kMaySingle = 8;  // bytes
  const char* folded = marks_.folded();
  std::size_t at = end_of_chunk(end);
  for (int found = 0; found < 2;) {
    while (at < text_.size() && folded[at] == ' ') ++at;
    if (at >= text_.size()) return false;
    const std::size_t begin = at;
    at = end_of_chunk(at);
    std::size_t letters = 0;
    std::size_t first_run = 0;  // letters and digits
    bool is_first = true;
    bool is_odd = false;
    for (std::size_t i = begin; i < at; ++i) {
      const bool is_letter = is_ascii_letter(folded[i]) || is_ascii_digit(folded[i]);
      letters += is_letter ? 1 : 0;
      is_first = is_first && (is_letter || letters == 0);
      first_run += is_first && is_letter ? 1 : 0;
      is_odd = is_odd || !is_ascii(folded[i]) || folded[i] == '&';
    }
    if (letters == 0 && (!is_odd || folded[begin] == '&')) continue;
    if (is_odd && at - begin > kMaySingle) return false;
    if (!is_odd && (found == 0 ? letters : first_run) > 1) return false;
    ++found;
  }
  return true;
}

}  // namespace precheck
