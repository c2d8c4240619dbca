// Words between spaces are looked at sixty-four bytes at a time, by what kind of byte stands where.
// What is more than letters and signs is read by the stages behind this one, with the words around
// it. Every disguise of disguises.cpp is thought of here, with fewer conditions.
#include "glance.h"

#include <algorithm>

#include "skeleton.h"
#include "term_weights.h"

namespace precheck {
namespace {

constexpr std::size_t kLongestChunk = 64;   // bytes between two spaces
constexpr std::size_t kLongestJoined = 48;  // bytes of a word in pieces
constexpr std::size_t kShortestJoined = 4;
constexpr std::size_t kShortPiece = 3;
constexpr std::size_t kLongestFirstPiece = 6;
constexpr std::size_t kMaySingle = 8;       // bytes that may be one character to a reader
constexpr std::uint32_t kSinglesApart = 3;  // in a row, that may be a word
constexpr std::uint32_t kAround = 2;        // words on each side of what is read again
constexpr std::size_t kCommonPlaces = 1024;

std::uint64_t load_eight_bytes(const char* from) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, 8);
  return bytes;
}

// Of a word behind which eight bytes more may be read.
std::uint64_t first_eight(const char* word, std::size_t size) {
  const std::uint64_t bytes = load_eight_bytes(word);
  return size < 8 ? bytes & ((std::uint64_t{1} << (8 * size)) - 1) : bytes;
}

std::uint64_t mixed(std::uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ull;
  return hash ^ hash >> 29;
}

// Words that begin, end and are as long alike are taken for one another.
std::uint64_t hash_of(const char* word, std::size_t size) {
  const std::uint64_t last = size > 8 ? load_eight_bytes(word + size - 8) : 0;
  return mixed(first_eight(word, size) * 0x9E3779B97F4A7C15ull ^
               (last + size) * 0xC2B2AE3D27D4EB4Full);
}

// Of a word that ends where its memory does.
std::uint64_t hash_of(std::string_view word) {
  const std::size_t size = word.size();
  if (size >= 8) return hash_of(word.data(), size);
  char room[16] = {};
  std::memcpy(room, word.data(), size);
  return hash_of(room, size);
}

std::uint64_t hash_of_pair(std::uint64_t first, std::uint64_t second) {
  return mixed(first * 0xC2B2AE3D27D4EB4Full + second);
}

// Where a word of up to seven bytes would be among the common ones.
std::size_t place_of_common(std::uint64_t bytes) {
  return static_cast<std::size_t>(bytes * 0x9E3779B97F4A7C15ull >> 54);
}

// "coool" -> "col", at `out`, which has room for as many bytes and eight more.
std::size_t squeeze(const char* word, std::size_t size, char* out) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (count == 0 || out[count - 1] != word[i] || !is_ascii(word[i])) out[count++] = word[i];
  }
  return count;
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

bool is_sign(char byte) { return byte_kind(static_cast<unsigned char>(byte)) == ByteKind::sign; }

// The length of a typographic quotation mark, dash or ellipsis; 0 where there is none.
std::size_t typographic_sign(std::string_view text, std::size_t at) {
  if (text.size() - at < 3 || text[at] != '\xE2' || text[at + 1] != '\x80') return 0;
  switch (static_cast<unsigned char>(text[at + 2])) {
    case 0x93:
    case 0x94:
    case 0x98:
    case 0x99:
    case 0x9C:
    case 0x9D:
    case 0xA6:
      return 3;
    default:
      return 0;
  }
}

bool is_typographic_apostrophe(std::string_view text, std::size_t at) {
  return text.substr(at, 3) == "\u2019";
}

}  // namespace

// One look at one text.
class Glance::Look {
 public:
  Look(const Glance& glance, std::string_view text, Scratch& scratch)
      : glance_(glance), text_(text), marks_(scratch.marks), region_(scratch.region) {}

  bool run() {
    marks_.read(text_);
    for (std::size_t at = 0;;) {
      const std::size_t begin = next(at, ~std::uint64_t{0});
      if (begin >= text_.size()) break;
      at = next(begin, 0);
      if (look_at(begin, at)) return true;
    }
    return has_region_ && look_again(region_begin_, text_.size());
  }

 private:
  // A word that may be a piece of another.
  struct Piece {
    const char* letters = nullptr;  // without apostrophes; sixteen bytes more may be read
    std::size_t size = 0;
    bool may_join = false;
    bool is_beside = false;  // only spaces between it and the one before
    bool is_doubled = false;
    bool has_digits = false;
  };

  // The next space from `at` on; with `flip` of all ones the next byte that is none. Behind the
  // text there are spaces.
  std::size_t next(std::size_t at, std::uint64_t flip) const {
    std::size_t block = at / 64;
    const std::size_t blocks = text_.size() / 64 + 2;
    std::uint64_t found = (marks_.block(block).spaces ^ flip) & ~std::uint64_t{0} << (at % 64);
    while (found == 0) {
      if (++block == blocks) return text_.size();
      found = marks_.block(block).spaces ^ flip;
    }
    return std::min(block * 64 + static_cast<std::size_t>(std::countr_zero(found)), text_.size());
  }

  // What stands between two spaces. True where it may be something.
  bool look_at(std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    if (size > kLongestChunk) return look_closer(begin, end);
    if (marks_.bits(&ByteMarks::Block::odd, begin, size) != 0) return look_closer(begin, end);
    const std::uint64_t letters = marks_.bits(&ByteMarks::Block::letters, begin, size);
    if (letters == 0) {
      is_beside_ = false;
      return false;
    }
    const auto first = static_cast<std::size_t>(std::countr_zero(letters));
    const auto last = static_cast<std::size_t>(63 - std::countl_zero(letters));
    const std::size_t length = last - first + 1;
    const std::uint64_t holes =
        ~letters & (~std::uint64_t{0} << first) & (~std::uint64_t{0} >> (63 - last));
    if (last + 1 < size && !ends_plainly(begin + last + 1, end)) return look_closer(begin, end);
    if (first > 0) is_beside_ = false;
    if (holes != 0) {
      if (!are_apostrophes(begin + first, length)) return look_closer(begin, end);
      if (look_at_contraction(marks_.folded() + begin + first, length, begin)) return true;
    } else if (look_at_word(begin + first, length, begin)) {
      return true;
    }
    if (last + 1 < size) is_beside_ = false;
    return leave(end);
  }

  // Signs behind a word that do nothing to it: no "()", which is drawn like a 0, and no hyphen that
  // breaks a line.
  bool ends_plainly(std::size_t from, std::size_t end) const {
    for (std::size_t at = from; at < end; ++at) {
      if (text_[at] == '(') return false;
    }
    const bool is_broken = text_[end - 1] == '-' && end < text_.size() && text_[end] != ' ';
    return !is_broken;
  }

  // Whether what is no letter in the word is one apostrophe here and there.
  bool are_apostrophes(std::size_t begin, std::size_t size) const {
    bool before = false;
    for (std::size_t at = begin; at < begin + size; ++at) {
      const bool is_letter = is_ascii_letter(text_[at]);
      if (!is_letter && (text_[at] != '\'' || before)) return false;
      before = !is_letter;
    }
    return true;
  }

  bool look_at_word(std::size_t at, std::size_t size, std::size_t chunk) {
    const char* word = marks_.folded() + at;
    const std::uint64_t hash = hash_of(word, size);
    if (is_listed(hash)) return true;
    const std::uint64_t doubled = marks_.bits(&ByteMarks::Block::doubled, at, size - 1);
    if (doubled != 0 && has_stretch({word, size}) && is_stretched(word, size)) return true;
    Piece piece;
    piece.letters = word;
    piece.size = size;
    piece.may_join = !is_common(word, size);
    piece.is_doubled = doubled != 0;
    return join(piece, chunk);
  }

  // "don't": a word, another without its 's, and letters in a row.
  bool look_at_contraction(const char* word, std::size_t size, std::size_t chunk) {
    if (is_listed(hash_of(word, size))) return true;
    const std::string_view typed(word, size);
    if (has_stretch(typed) && is_stretched(word, size)) return true;
    if (size > 2 && typed.substr(size - 2) == "'s" && glance_.parts_.has(hash_of(word, size - 2))) {
      return true;
    }
    std::array<char, kLongestChunk + 16>& room = rooms_[next_room_++ % rooms_.size()];
    const char* last = std::remove_copy(word, word + size, room.data(), '\'');
    std::memset(room.data() + (last - room.data()), 0, 16);
    Piece piece;
    piece.letters = room.data();
    piece.size = static_cast<std::size_t>(last - room.data());
    piece.may_join = !is_common(word, size);
    piece.is_doubled = true;
    return join(piece, chunk);
  }

  bool is_listed(std::uint64_t hash) {
    const bool is_word = glance_.words_.has(hash);
    const bool is_pair = has_before_ && glance_.pairs_.has(hash_of_pair(before_, hash));
    before_ = hash;
    has_before_ = true;
    return is_word || is_pair;
  }

  bool is_stretched(const char* word, std::size_t size) const {
    char room[2 * kLongestChunk + 16];
    const std::size_t count = squeeze(word, size, room);
    return glance_.squeezed_.has(hash_of(room, count));
  }

  bool is_common(const char* word, std::size_t size) const {
    if (size < 2 || size > 7) return false;
    const std::uint64_t bytes = first_eight(word, size);
    return glance_.common_[place_of_common(bytes)] == bytes;
  }

  // Two or three words that may be one in pieces: "sc am".
  bool join(const Piece& piece, std::size_t chunk) {
    begins_[2] = begins_[1];
    begins_[1] = begins_[0];
    begins_[0] = chunk;
    singles_ = piece.size == 1 ? singles_ + 1 : 0;
    if (singles_ >= kSinglesApart) return true;
    const Piece second = pieces_[0];
    const Piece first = pieces_[1];
    pieces_[1] = second;
    pieces_[0] = piece;
    pieces_[0].is_beside = is_beside_;
    is_beside_ = true;
    if (!piece.may_join || !pieces_[0].is_beside || !second.may_join) return false;
    const bool is_short = piece.size <= kShortPiece || second.size <= kShortPiece;
    if (is_short && second.size <= kLongestFirstPiece && may_be_one({}, second, piece)) return true;
    if (!second.is_beside || !first.may_join || first.size > kLongestFirstPiece) return false;
    return (is_short || first.size <= kShortPiece) && may_be_one(first, second, piece);
  }

  bool may_be_one(const Piece& first, const Piece& second, const Piece& third) {
    const std::size_t size = first.size + second.size + third.size;
    if (size < kShortestJoined || size > kLongestJoined) return false;
    if (first.has_digits || second.has_digits || third.has_digits) {
      note_region();
      return false;
    }
    char joined[kLongestJoined + 16 + 16];
    char* end = put(joined, first);
    const bool is_same = end > joined && end[-1] == second.letters[0];
    end = put(end, second);
    const bool is_doubled = first.is_doubled || second.is_doubled || third.is_doubled || is_same ||
                            end[-1] == third.letters[0];
    end = put(end, third);
    if (glance_.parts_.has(hash_of(joined, size))) return true;
    return is_doubled && is_stretched(joined, size);
  }

  static char* put(char* to, const Piece& piece) {
    if (piece.size == 0) return to;
    std::memcpy(to, piece.letters, 16);
    if (piece.size > 16) std::memcpy(to + 16, piece.letters + 16, piece.size - 16);
    return to + piece.size;
  }

  // A stretch with something odd in it.
  bool look_closer(std::size_t begin, std::size_t end) {
    const std::string_view chunk = text_.substr(begin, end - begin);
    // What may be a tag reaches over spaces, and a right-to-left override over everything.
    if (chunk.find_first_of("<[") != std::string_view::npos) return true;
    if (chunk.find("\u202E") != std::string_view::npos) return true;
    if (chunk.size() <= kLongestChunk) {
      const Simple simple = simple_of(begin, end);
      if (simple.is_signs) {
        is_beside_ = false;
        return false;
      }
      if (simple.size > 0) return look_at_simple(simple, begin, end);
    }
    before_ = 0;
    has_before_ = false;
    singles_ = chunk.size() <= kMaySingle ? singles_ + 1 : 0;
    if (singles_ >= kSinglesApart) return true;
    begins_[2] = begins_[1];
    begins_[1] = begins_[0];
    begins_[0] = begin;
    pieces_[1] = pieces_[0] = Piece{};
    is_beside_ = false;
    note_region();
    return leave(end);
  }

  // A word or a number among signs, and nothing else.
  struct Simple {
    std::size_t begin = 0;
    std::size_t size = 0;  // 0: it is not as simple as that
    bool is_signs = false;
    bool is_number = false;
    bool has_apostrophe = false;  // a typographic one
    bool is_last = false;         // no sign follows
  };

  Simple simple_of(std::size_t begin, std::size_t end) const {
    Simple simple;
    std::size_t at = begin;
    while (at < end) {
      const std::size_t sign = is_sign(text_[at]) ? 1 : typographic_sign(text_, at);
      if (sign == 0) break;
      at += sign;
    }
    simple.begin = at;
    if (at < end && is_digit(text_[at])) {
      simple.is_number = true;
      while (at < end && is_digit(text_[at])) ++at;
    } else {
      while (at < end) {
        if (is_ascii_letter(text_[at])) {
          ++at;
          continue;
        }
        const std::size_t length =
            text_[at] == '\'' ? 1 : (is_typographic_apostrophe(text_, at) ? 3 : 0);
        if (length == 0 || at == simple.begin || !is_ascii_letter(text_[at - 1])) break;
        if (at + length >= end || !is_ascii_letter(text_[at + length])) break;
        simple.has_apostrophe = true;
        at += length;
      }
    }
    const std::size_t behind = at;
    if (behind > simple.begin && behind < end && !ends_plainly(behind, end)) return {};
    while (at < end) {
      const bool is_call = text_[at] == '!' && !simple.is_number;
      const std::size_t sign = is_sign(text_[at]) || is_call ? 1 : typographic_sign(text_, at);
      if (sign == 0) break;
      at += sign;
    }
    if (at < end) {
      const bool is_nothing = std::all_of(
          text_.begin() + static_cast<std::ptrdiff_t>(begin),
          text_.begin() + static_cast<std::ptrdiff_t>(end),
          [](char byte) { return is_ascii(byte) && !is_ascii_letter(byte) && !is_digit(byte); });
      simple = {};
      simple.is_signs = is_nothing;
      return simple;
    }
    simple.size = behind - simple.begin;
    simple.is_signs = simple.size == 0;
    simple.is_last = behind == end;
    return simple;
  }

  bool look_at_simple(const Simple& simple, std::size_t begin, std::size_t end) {
    if (simple.begin > begin) is_beside_ = false;
    const char* word = marks_.folded() + simple.begin;
    if (simple.is_number) {
      if (look_at_number(word, simple.size, begin)) return true;
    } else if (simple.has_apostrophe) {
      char plain[kLongestChunk + 16] = {};
      std::size_t size = 0;
      for (std::size_t at = simple.begin; at < simple.begin + simple.size;) {
        const bool is_letter = is_ascii_letter(text_[at]);
        plain[size++] = is_letter ? marks_.folded()[at] : '\'';
        at += is_ascii(text_[at]) ? 1 : 3;
      }
      if (look_at_contraction(plain, size, begin)) return true;
    } else if (look_at_word(simple.begin, simple.size, begin)) {
      return true;
    }
    if (!simple.is_last) is_beside_ = false;
    return leave(end);
  }

  bool look_at_number(const char* number, std::size_t size, std::size_t chunk) {
    if (is_listed(hash_of(number, size))) return true;
    Piece piece;
    piece.letters = number;
    piece.size = size;
    piece.may_join = true;
    piece.has_digits = true;
    return join(piece, chunk);
  }

  // What was just looked at is to be read by the stages behind, with the words around it.
  void note_region() {
    if (!has_region_) region_begin_ = begins_[2];
    has_region_ = true;
    region_left_ = kAround + 1;
  }

  // After a word: whether the region that ends with it has something.
  bool leave(std::size_t end) {
    if (!has_region_ || --region_left_ > 0) return false;
    has_region_ = false;
    return look_again(region_begin_, end);
  }

  bool look_again(std::size_t begin, std::size_t end) {
    read_again_ += end - begin;
    if (read_again_ > text_.size() / 2 && text_.size() > 4 * kLongestChunk) return true;
    region_.clear();
    region_.source = text_.substr(begin, end - begin);
    find_tokens(region_);
    number_words(region_, *glance_.vocabulary_);
    find_readings(region_, *glance_.vocabulary_);
    for (const Reading& reading : region_.readings) {
      if (glance_.parts_.has(hash_of(glance_.vocabulary_->word(reading.word)))) return true;
    }
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < region_.tokens.size(); ++i) {
      const std::uint64_t hash = hash_of(region_.word(region_.tokens[i]));
      if (glance_.words_.has(hash)) return true;
      if (i > 0 && glance_.pairs_.has(hash_of_pair(before, hash))) return true;
      before = hash;
    }
    return false;
  }

  const Glance& glance_;
  std::string_view text_;
  ByteMarks& marks_;
  Text& region_;
  std::uint64_t before_ = 0;  // the hash of the last word
  bool has_before_ = false;
  bool is_beside_ = false;  // nothing but spaces since the last word
  std::uint32_t singles_ = 0;
  Piece pieces_[2];             // the last, and the one before
  std::size_t begins_[3] = {};  // of the stretches between spaces that held a word; last first
  std::array<std::array<char, kLongestChunk + 16>, 3> rooms_;  // of the last contractions
  std::size_t next_room_ = 0;
  bool has_region_ = false;
  std::size_t region_begin_ = 0;
  std::uint32_t region_left_ = 0;  // words
  std::size_t read_again_ = 0;     // bytes
};

bool Glance::may_find(std::string_view text, Scratch& scratch) const {
  if (vocabulary_ == nullptr) return true;
  return Look(*this, text, scratch).run();
}

void Glance::add_word(std::string_view word) {
  parts_.add(hash_of(word));
  std::string squeezed(word.size() + 8, 0);
  const std::size_t size = squeeze(word.data(), word.size(), squeezed.data());
  squeezed_.add(hash_of(squeezed.data(), size));
}

// Of a longer path, the two words in a row that are rarest.
void Glance::add_path(const std::vector<std::uint32_t>& path) {
  if (path.size() == 1) {
    const std::string_view word = vocabulary_->word(path.front());
    words_.add(hash_of(word));
    add_word(word);
    return;
  }
  std::size_t best = 0;
  int rarest = -1;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const int weight =
        term_weight(vocabulary_->word(path[i])) + term_weight(vocabulary_->word(path[i + 1]));
    if (weight > rarest) best = i;
    rarest = std::max(rarest, weight);
  }
  const std::string_view first = vocabulary_->word(path[best]);
  const std::string_view second = vocabulary_->word(path[best + 1]);
  pairs_.add(hash_of_pair(hash_of(first), hash_of(second)));
  add_word(first);
  add_word(second);
}

void Glance::prepare(const WordMatcher& matcher, const std::vector<bool>& is_asked_for) {
  const auto wakes = [&](SetId set) {
    for (const Wake& wake : matcher.woken_by(set)) {
      if (is_asked_for[wake.result]) return true;
    }
    return false;
  };
  // What no list of words makes can be anywhere.
  for (SetId set = 0; set < kBuiltInSets; ++set) {
    if (is_asked_for[set] || wakes(set)) return;
  }
  std::vector<NodeOfTrie> nodes;
  for (NodeOfTrie node = 0; node < matcher.node_count(); ++node) {
    for (const Membership& member : matcher.watched(node)) {
      if (!is_asked_for[member.set] && !wakes(member.set)) continue;
      nodes.push_back(node);
      break;
    }
  }
  vocabulary_ = &matcher.vocabulary();
  for (HashSet* set : {&words_, &pairs_, &parts_, &squeezed_}) set->make_room(nodes.size());
  parts_.make_room(2 * nodes.size());
  squeezed_.make_room(2 * nodes.size());
  std::vector<std::uint32_t> path;
  for (const NodeOfTrie node : nodes) {
    matcher.path_to(node, path);
    add_path(path);
  }
  common_.assign(kCommonPlaces, 0);
  for (const std::string_view word : common_words()) {
    if (word.size() < 2 || word.size() > 7) continue;
    char room[16] = {};
    std::memcpy(room, word.data(), word.size());
    const std::uint64_t bytes = first_eight(room, word.size());
    common_[place_of_common(bytes)] = bytes;
  }
}

}  // namespace precheck
