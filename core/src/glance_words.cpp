#include "glance_words.h"

#include <algorithm>

#include "ascii.h"
#include "unicode.h"
#include "utf8.h"
#include "vocabulary.h"

namespace precheck {
namespace {

constexpr std::size_t kCommonPlaces = 1024;

bool is_blank(char byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r'; }

enum ByteTrait : std::uint8_t { kLetter = 1, kDigit = 2, kIdle = 4, kBeyondAscii = 8 };

// Idle signs do nothing to the words beside them, where no tag can be.
constexpr std::array<std::uint8_t, 256> kByteTraits = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto byte = static_cast<char>(i);
    if (is_ascii_letter(byte)) table[i] = kLetter;
    if (is_ascii_digit(byte)) table[i] = kDigit;
    if (i >= 0x80) table[i] = kBeyondAscii;
  }
  for (const unsigned char sign : std::string_view("\"'(),-./:;=>?[\\]^_`{}~")) table[sign] = kIdle;
  return table;
}();

std::uint8_t traits_of(char byte) { return kByteTraits[static_cast<unsigned char>(byte)]; }

// The length of an idle sign: an ASCII one, a typographic quotation mark, a dash or an ellipsis; 0
// where there is none.
std::size_t idle_sign(std::string_view text, std::size_t at) {
  if (is_ascii(text[at])) return traits_of(text[at]) == kIdle ? 1 : 0;
  if (text.size() - at < 3 || text[at] != '\xE2' || text[at + 1] != '\x80') return 0;
  constexpr std::string_view kThird = "\x93\x94\x98\x99\x9C\x9D\xA6";
  return kThird.find(text[at + 2]) != std::string_view::npos ? 3 : 0;
}

// Of one that is typed as such, or as a closing quotation mark.
std::size_t apostrophe(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  return text.substr(at, 3) == "\u2019" ? 3 : 0;
}

class ChunkReader {
 public:
  explicit ChunkReader(std::string_view text) : text_(text) { chunk_.size = text.size(); }

  Chunk read() {
    std::uint8_t traits = 0;
    for (const char byte : text_) traits |= traits_of(byte);
    const bool is_read = (traits & kLetter) != 0  ? read_letters((traits & kDigit) != 0)
                         : traits == kBeyondAscii ? read_emoji() || read_number()
                                                  : read_number();
    if (!is_read) chunk_.kind = Chunk::odd;
    return chunk_;
  }

 private:
  bool is_letter(std::size_t at) const { return at < text_.size() && is_ascii_letter(text_[at]); }

  // Signs from `at` on. "()" is drawn like a 0, and an apostrophe of another kind may join words.
  std::size_t signs_end(std::size_t at, bool with_calls) const {
    while (at < text_.size()) {
      const bool is_call = with_calls && text_[at] == '!';
      const std::size_t sign = is_call ? 1 : idle_sign(text_, at);
      if (sign == 0 || (text_[at] == '(' && text_.substr(at, 2) == "()")) break;
      if (sign > 1 && text_.substr(at, sign) == "\u2018") break;
      at += sign;
    }
    return at;
  }

  std::size_t word_end(std::size_t at, bool& has_apostrophe) const {
    while (is_letter(at)) {
      ++at;
      if (at == text_.size()) break;
      const std::size_t mark = apostrophe(text_, at);
      if (mark == 0 || !is_letter(at + mark)) continue;
      has_apostrophe = true;
      at += mark;
    }
    return at;
  }

  bool read_letters(bool with_digits) { return with_digits ? read_mixed() : read_words(); }

  bool read_words() {
    chunk_.kind = Chunk::words;
    std::size_t at = text_.substr(0, 3) == "\u2018" ? 3 : 0;
    at = signs_end(at, false);
    while (is_letter(at)) {
      if (chunk_.count == Chunk::kMostWords) return false;
      bool has_apostrophe = false;
      const std::size_t end = word_end(at, has_apostrophe);
      add(at, end, has_apostrophe);
      at = signs_end(end, false);
      if (at == text_.size()) return true;
      if (is_letter(at)) continue;
      if (at == end && text_.substr(at, 2) == "()") {
        chunk_.is_call = true;
        at += 2;
      }
      return signs_end(at, !chunk_.is_call) == text_.size();
    }
    return false;
  }

  // "4th", "B2B". A 1 may be read in two ways.
  bool read_mixed() {
    chunk_.kind = Chunk::mixed;
    const std::size_t begin = signs_end(0, false);
    std::size_t end = begin;
    while (end < text_.size() && text_[end] != '1' &&
           (is_ascii_digit(text_[end]) || is_ascii_letter(text_[end]))) {
      ++end;
    }
    if (end == begin) return false;
    add(begin, end, false);
    const std::size_t behind = signs_end(end, false);
    return behind == text_.size() && text_.substr(end, 1) != "'";
  }

  bool read_emoji() {
    const Decoded decoded = decode(text_, 0);
    if (decoded.length != text_.size() || char_class(decoded.point) != CharClass::emoji) {
      return false;
    }
    char32_t single = 0;
    const Folded folded = fold_point(decoded.point, single);
    if (folded.count != 1 || single != decoded.point) return false;
    chunk_.kind = Chunk::emoji;
    add(0, text_.size(), false);
    return true;
  }

  // A point or comma between two digits belongs to the number. What may begin an entity is odd.
  bool read_number() {
    chunk_.kind = Chunk::signs;
    for (std::size_t at = 0; at < text_.size();) {
      if (is_ascii_digit(text_[at])) {
        if (chunk_.count == Chunk::kMostWords) return false;
        const std::size_t begin = at;
        while (at < text_.size() && (is_ascii_digit(text_[at]) || is_decimal_sign(at))) ++at;
        add(begin, at, false);
        chunk_.kind = Chunk::number;
        continue;
      }
      const bool is_sign = is_ascii(text_[at]) && text_[at] > ' ' && text_[at] != 0x7F;
      const std::size_t size = is_sign ? 1 : idle_sign(text_, at);
      if (size == 0 || text_.substr(at, 2) == "&#") return false;
      at += size;
    }
    return true;
  }

  bool is_decimal_sign(std::size_t at) const {
    return (text_[at] == '.' || text_[at] == ',') && at + 1 < text_.size() &&
           is_ascii_digit(text_[at + 1]);
  }

  void add(std::size_t begin, std::size_t end, bool has_apostrophe) {
    chunk_.list[chunk_.count++] = {static_cast<std::uint32_t>(begin),
                                   static_cast<std::uint32_t>(end - begin), has_apostrophe};
  }

  std::string_view text_;
  Chunk chunk_;
};

// A dash is none, and may be typed as an entity.
bool is_word_for_sure(std::string_view chunk) {
  bool has_letter = false;
  for (const char byte : chunk) {
    if (byte == '&') return false;
    has_letter = has_letter || is_ascii_letter(byte) || is_ascii_digit(byte);
  }
  return has_letter;
}

}  // namespace

std::size_t squeeze(std::string_view word, char* out) {
  std::size_t count = 0;
  for (const char byte : word) {
    if (count == 0 || out[count - 1] != byte || !is_ascii(byte)) out[count++] = byte;
  }
  return count;
}

void WordBegins::add(std::string_view word) {
  std::uint32_t bytes = 0;
  const std::size_t known = std::min<std::size_t>(word.size(), 4);
  std::memcpy(&bytes, word.data(), known);
  if (known < 2) {
    std::fill(bits_.begin(), bits_.end(), ~std::uint64_t{0});  // nearly anything may follow
  } else {
    add(bytes & kLowBits, known);
  }
}

// The bytes from `known` on may be any.
void WordBegins::add(std::uint32_t bytes, std::size_t known) {
  if (known == 4) {
    bits_[place_of(bytes) / 64] |= std::uint64_t{1} << (place_of(bytes) % 64);
    return;
  }
  for (std::uint32_t next = 0; next < 32; ++next) add(bytes | next << (8 * known), known + 1);
}

CommonWordTable::CommonWordTable() : places_(kCommonPlaces) {
  for (const std::string_view word : common_words()) {
    if (word.size() < 2 || word.size() > 7) continue;
    char room[8] = {};
    std::memcpy(room, word.data(), word.size());
    places_[place_of(eight_bytes_at(room))] = eight_bytes_at(room);
  }
}

bool is_idle_sign(char byte) { return traits_of(byte) == kIdle && byte != '['; }

bool may_be_tag(std::string_view text, std::size_t at) {
  if ((text[at] != '<' && text[at] != '[') || at + 1 == text.size()) return false;
  const char next = text[at + 1];
  if (next == '/' || next == '!') return true;
  if (!is_ascii_letter(next)) return false;
  return text[at] == '<' || (at + 2 < text.size() && text[at + 2] == ']');
}

Chunk read_chunk(std::string_view chunk) { return ChunkReader(chunk).read(); }

bool reaches_far(std::string_view chunk) {
  for (std::size_t at = 0; at < chunk.size(); ++at) {
    if (may_be_tag(chunk, at)) return true;
    if (chunk[at] == '\xE2' && chunk.substr(at, 3) == "\u202E") return true;
  }
  return false;
}

std::size_t fold_contraction(std::string_view typed, char* out) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t mark = apostrophe(typed, at);
    out[count++] = mark > 0 ? '\'' : static_cast<char>(typed[at] | 0x20);
    at += std::max<std::size_t>(mark, 1);
  }
  return count;
}

std::size_t begin_of_words(std::string_view text, std::size_t at, std::uint32_t words) {
  while (at > 0 && !is_blank(text[at - 1])) --at;
  while (at > 0 && words > 0) {
    while (at > 0 && is_blank(text[at - 1])) --at;
    const std::size_t end = at;
    while (at > 0 && !is_blank(text[at - 1])) --at;
    if (is_word_for_sure(text.substr(at, end - at))) --words;
  }
  return at;
}

std::size_t end_of_words(std::string_view text, std::size_t at, std::uint32_t words) {
  while (at < text.size() && !is_blank(text[at])) ++at;
  while (at < text.size() && words > 0) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_blank(text[at])) ++at;
    if (is_word_for_sure(text.substr(begin, at - begin))) --words;
  }
  return at;
}

}  // namespace precheck
