// Most words stand between two spaces and are letters alone: each is looked up in two small tables.
// What is more than that is read by the stages behind this one, with the words around it. Every
// disguise of disguises.cpp is thought of here, with fewer conditions.
#include "glance.h"

#include <algorithm>
#include <array>

#include "glance_words.h"
#include "signs.h"
#include "skeleton.h"

namespace precheck {
namespace {

constexpr std::size_t kLongestChunk = 60;   // bytes between two spaces
constexpr std::size_t kLongestJoined = 48;  // bytes of a word in pieces
constexpr std::size_t kShortestJoined = 4;
constexpr std::size_t kShortPiece = 3;
constexpr std::size_t kLongestFirstPiece = 6;
constexpr std::size_t kMaySingle = 8;       // bytes that may be one character to a reader
constexpr std::uint32_t kSinglesApart = 3;  // in a row, that may be a word
constexpr std::uint32_t kAround = 3;        // words on each side of what is read again

// What may follow a word and does nothing to it.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> table{};
  for (const unsigned char stop : {',', '.', '?', ':', ';', ')', '"', '!'}) table[stop] = true;
  return table;
}();

}  // namespace

// One look at one text.
class Glance::Look {
 public:
  Look(const Glance& glance, std::string_view text, Scratch& scratch)
      : glance_(glance), text_(text), marks_(scratch.marks), region_(scratch.region) {}

  bool run() {
    marks_.read(text_);
    next_doubled_ =
        glance_.reads_disguises_ ? marks_.next_doubled(0) : text_.size() + kLongestChunk;
    const char* folded = marks_.folded();
    const HashSet::Filter wanted = glance_.wanted_.filter();
    const std::size_t longest_piece = glance_.reads_disguises_ ? kShortPiece : 0;
    for (std::size_t at = 0; at < text_.size();) {
      const auto size = static_cast<std::size_t>(std::countr_one(marks_.letters(at)));
      const auto* behind = reinterpret_cast<const unsigned char*>(folded) + at + size;
      const bool is_bare = behind[0] == ' ';
      if (size - 1 >= kLongestChunk || !(is_bare || (kStops[behind[0]] && behind[1] == ' '))) {
        if (look_closer(at)) return true;
        continue;
      }
      const char* word = folded + at;
      const std::uint64_t hash = hash_of_word(word, size);
      if (wanted.may_have(hash) && is_listed(hash)) return true;
      before_ = hash;
      Piece& piece = pieces_[++last_ % pieces_.size()];
      piece = {word, static_cast<std::uint32_t>(size), beside_};
      beside_ = is_bare ? kBeside : 0;
      // Most words need no more: long enough, and nothing about the words before is still open.
      const bool is_short = size <= longest_piece && !is_common(word, size);
      if (is_short || next_doubled_ < at + size || is_open()) {
        if (look_at_piece(piece, at)) return true;
      }
      at += size + 2 - (is_bare ? 1 : 0);
    }
    return region_left_ > 0 && look_again(text_.size());
  }

 private:
  // A word that may be a piece of another.
  static constexpr std::uint32_t kBeside = 1;  // only spaces between it and the one before
  static constexpr std::uint32_t kDoubled = 2;
  static constexpr std::uint32_t kDigits = 4;
  static constexpr std::uint32_t kNoPiece = 8;
  struct Piece {
    const char* letters = nullptr;  // without apostrophes; sixteen bytes more may be read
    std::uint32_t size = 0;
    std::uint32_t traits = kNoPiece;
  };

  // Whether something about the words before depends on those that come. Where it does not, the
  // last words were no short ones, and common ones change nothing.
  bool is_open() const { return (shorts_ | region_left_) != 0; }

  // Notes doubled letters, and what may be a piece of a word.
  bool look_at_piece(Piece& piece, std::size_t at) {
    if (next_doubled_ < at) next_doubled_ = marks_.next_doubled(at);
    bool is_suspect = false;
    if (next_doubled_ < at + piece.size) {
      piece.traits |= kDoubled;
      is_suspect = is_stretched(piece.letters, piece.size);
    }
    return join(is_suspect, at);
  }

  bool look_at_word(std::size_t at, std::size_t size) {
    const char* word = marks_.folded() + at;
    if (is_listed(hash_of_word(word, size))) return true;
    return look_at_piece(add_piece({word, static_cast<std::uint32_t>(size), beside_}), at);
  }

  Piece& add_piece(const Piece& piece) { return pieces_[++last_ % pieces_.size()] = piece; }

  // "don't": a word, another without its 's, and letters in a row.
  bool look_at_contraction(const char* word, std::size_t size, std::size_t at) {
    if (is_listed(hash_of_word(word, size))) return true;
    const bool is_possessive = size > 2 && word[size - 2] == '\'' && word[size - 1] == 's';
    const bool is_suspect = is_stretched(word, size) ||
                            (is_possessive && glance_.parts_.has(hash_of_word(word, size - 2)));
    Room& room = rooms_[next_room_++ % rooms_.size()];
    const char* end = std::remove_copy(word, word + size, room.data(), '\'');
    const auto letters = static_cast<std::uint32_t>(end - room.data());
    const std::uint32_t traits = beside_ | kDoubled | (is_common(word, size) ? kNoPiece : 0u);
    add_piece({room.data(), letters, traits});
    return join(is_suspect, at);
  }

  bool is_listed(std::uint64_t hash) {
    const std::uint64_t pair = hash_of_pair(before_, hash);
    before_ = hash;
    return glance_.words_.has(hash) || glance_.pairs_.has(pair);
  }

  // Whether a run of letters may be longer than in a listed word.
  bool is_stretched(const char* word, std::size_t size) const {
    if (!glance_.reads_disguises_ || !has_stretch({word, size})) return false;
    char room[kLongestChunk + 16];
    const std::size_t count = squeeze({word, size}, room);
    const std::uint32_t fewest = glance_.squeezed_.find(hash_of_word(room, count));
    return fewest != kNoNumber && fewest < size;
  }

  bool is_common(const char* word, std::size_t size) const {
    return glance_.common_.has(word, size);
  }

  // The last word is read again where it, or what it may be with one or two before it, is suspect:
  // "sc am". True where the whole comment is to be read.
  bool join(bool is_suspect, std::size_t at) {
    if (!glance_.reads_disguises_) {
      if (is_suspect) note_region(at);
      return leave(at);
    }
    const Piece& last = piece(0);
    singles_ = last.size == 1 ? singles_ + 1 : 0;
    if (singles_ == kSinglesApart) return true;
    const bool is_short = last.size <= kShortPiece && !is_common(last.letters, last.size);
    shorts_ = (shorts_ << 1 | (is_short ? 1u : 0u)) & 7;
    if (is_suspect || (shorts_ != 0 && may_be_piece())) note_region(at);
    return leave(at);
  }

  // The one so many words before the last.
  const Piece& piece(std::size_t before) const {
    return pieces_[(last_ - before) % pieces_.size()];
  }

  bool may_join(const Piece& piece) const {
    return (piece.traits & kNoPiece) == 0 && !is_common(piece.letters, piece.size);
  }

  // Of the last words at most three, of which one is short, and none but the first is long.
  bool may_be_piece() const {
    const Piece& third = piece(0);
    const Piece& second = piece(1);
    const Piece& first = piece(2);
    if ((third.traits & kBeside) == 0 || !may_join(third) || !may_join(second)) return false;
    const bool may_begin = second.size <= kLongestFirstPiece;
    if ((shorts_ & 3) != 0 && may_begin && may_be_one({}, second, third)) return true;
    if ((second.traits & kBeside) == 0 || !may_join(first)) return false;
    return first.size <= kLongestFirstPiece && may_be_one(first, second, third);
  }

  bool may_be_one(const Piece& first, const Piece& second, const Piece& third) const {
    const std::size_t size = first.size + second.size + third.size;
    if (size < kShortestJoined || size > kLongestJoined) return false;
    const std::uint32_t traits = first.traits | second.traits | third.traits;
    if ((traits & kDigits) != 0) return true;
    char joined[kLongestJoined + 32];
    char* end = put(joined, first);
    const bool is_same = end > joined && end[-1] == second.letters[0];
    end = put(end, second);
    const bool is_doubled = (traits & kDoubled) != 0 || is_same || end[-1] == third.letters[0];
    put(end, third);
    if (glance_.parts_.has(hash_of_word(joined, size))) return true;
    return is_doubled && is_stretched(joined, size);
  }

  static char* put(char* to, const Piece& piece) {
    if (piece.size == 0) return to;
    std::memcpy(to, piece.letters, 16);
    if (piece.size > 16) std::memcpy(to + 16, piece.letters + 16, piece.size - 16);
    return to + piece.size;
  }

  // A stretch between spaces that is more than a word and a stop, or a space. `at` is where it
  // begins, and ends.
  bool look_closer(std::size_t& at) {
    const char* folded = marks_.folded();
    const std::size_t begin = at;
    while (folded[at] != ' ') ++at;
    if (at > begin) return look_closer(begin, at);
    ++at;
    return false;
  }

  bool look_closer(std::size_t begin, std::size_t end) {
    const std::string_view chunk = text_.substr(begin, end - begin);
    if (reaches_far(chunk)) return true;
    const bool breaks_line = chunk.back() == '-' && end < text_.size() && text_[end] != ' ';
    if (chunk.size() > kLongestChunk || breaks_line) return note_odd(begin, end);
    const Chunk simple = read_chunk(chunk);
    switch (simple.kind) {
      case Chunk::signs:
        break;
      case Chunk::odd:
        return note_odd(begin, end);
      case Chunk::number:
        return look_at_number(simple, begin);
      case Chunk::mixed:
        return look_at_mixed(simple, begin);
      case Chunk::emoji:
        return look_at_emoji(simple, begin);
      case Chunk::words:
        return look_at_words(simple, begin);
    }
    beside_ = 0;
    return false;
  }

  // Words with one sign between two of them, if they are several; with signs around.
  bool look_at_words(const Chunk& chunk, std::size_t begin) {
    const std::size_t count = chunk.count;
    bool is_suspect = count > 1 && may_be_one(chunk, begin);
    for (std::size_t i = 0; i < count; ++i) {
      const Chunk::Word& word = chunk.list[i];
      if (i > 0 || word.begin > 0) beside_ = 0;
      if (i > 0) singles_ = 0;  // single letters are all apart in one way
      const std::size_t at = begin + word.begin;
      if (word.has_apostrophe) {
        Room plain;
        const std::size_t size = fold_contraction(text_.substr(at, word.size), plain.data());
        if (look_at_contraction(plain.data(), size, at)) return true;
      } else if (look_at_word(at, word.size)) {
        return true;
      }
    }
    beside_ = chunk.list[count - 1].begin + chunk.list[count - 1].size == chunk.size ? kBeside : 0;
    const Chunk::Word& last = chunk.list[count - 1];
    if (chunk.is_call) {
      is_suspect = is_suspect || last.has_apostrophe ||
                   is_suspect_call(marks_.folded() + begin + last.begin, last.size);
    }
    if (is_suspect) note_region(begin + chunk.list[count - 1].begin);
    return false;
  }

  // "id-iot": words without a space between. Only all that stand apart by the same sign may be one;
  // single letters may be in any way.
  bool may_be_one(const Chunk& chunk, std::size_t begin) const {
    const bool is_uneven = std::any_of(
        chunk.list.begin(), chunk.list.begin() + static_cast<std::ptrdiff_t>(chunk.count),
        [](const Chunk::Word& word) { return word.has_apostrophe || word.size == 1; });
    const std::string_view text = text_.substr(begin, chunk.size);
    for (std::size_t first = 0; first + 1 < chunk.count; ++first) {
      for (std::size_t last = first + 1; last < chunk.count; ++last) {
        const bool is_same = chunk.between(text, last) == chunk.between(text, first + 1);
        if (!is_uneven && !is_same) break;
        const bool goes_on = last + 1 < chunk.count &&
                             chunk.between(text, last + 1) == chunk.between(text, first + 1);
        if (!is_uneven && goes_on) continue;
        if (may_be_one(chunk, begin, first, last)) return true;
      }
    }
    return false;
  }

  bool may_be_one(const Chunk& chunk, std::size_t begin, std::size_t first,
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
    return glance_.parts_.has(hash_of_word(joined.data(), size)) ||
           is_stretched(joined.data(), size);
  }

  // "moron()" may be read "morono".
  bool is_suspect_call(const char* word, std::size_t size) const {
    Room read{};
    std::copy_n(word, size, read.data())[0] = 'o';
    return glance_.parts_.has(hash_of_word(read.data(), size + 1)) ||
           is_stretched(read.data(), size + 1);
  }

  bool look_at_mixed(const Chunk& chunk, std::size_t begin) {
    const Chunk::Word& word = chunk.list[0];
    const std::size_t at = begin + word.begin;
    const char* typed = marks_.folded() + at;
    if (is_listed(hash_of_word(typed, word.size))) return true;
    Room read{};
    for (std::size_t i = 0; i < word.size; ++i) {
      const char letter = leet_letter(static_cast<unsigned char>(typed[i]));
      read[i] = letter != 0 ? letter : typed[i];
    }
    const bool is_suspect =
        (glance_.reads_disguises_ && glance_.parts_.has(hash_of_word(read.data(), word.size))) ||
        is_stretched(read.data(), word.size) || is_stretched(typed, word.size);
    if (word.begin > 0) beside_ = 0;
    add_piece({typed, word.size, beside_ | kDigits});
    if (join(is_suspect, at)) return true;
    beside_ = word.begin + word.size == chunk.size ? kBeside : 0;
    return false;
  }

  bool look_at_emoji(const Chunk& chunk, std::size_t begin) {
    if (is_listed(hash_of_word(text_.substr(begin, chunk.size)))) return true;
    add_piece({marks_.folded() + begin, 1, kNoPiece});
    if (join(false, begin)) return true;
    beside_ = kBeside;
    return false;
  }

  // Digits with signs between and around.
  bool look_at_number(const Chunk& chunk, std::size_t begin) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      const Chunk::Word& word = chunk.list[i];
      const std::size_t at = begin + word.begin;
      const char* number = marks_.folded() + at;
      if (is_listed(hash_of_word(number, word.size))) return true;
      if (i > 0 || word.begin > 0) beside_ = 0;
      add_piece({number, word.size, beside_ | kDigits});
      if (join(false, at)) return true;
    }
    const Chunk::Word& last = chunk.list[chunk.count - 1];
    beside_ = last.begin + last.size == chunk.size ? kBeside : 0;
    return false;
  }

  bool note_odd(std::size_t begin, std::size_t end) {
    before_ = 0;
    shorts_ = 0;
    pieces_ = {};
    beside_ = 0;
    singles_ = end - begin <= kMaySingle ? singles_ + 1 : 0;
    if (singles_ == kSinglesApart) return true;
    note_region(begin);
    return leave(begin);
  }

  // What stands here is to be read by the stages behind, with the words around it.
  void note_region(std::size_t at) {
    if (region_left_ == 0) region_begin_ = begin_of_words(text_, at, kAround);
    region_left_ = kAround + 2;
  }

  // The word at `at` comes: whether the region that ends before it has something.
  bool leave(std::size_t at) { return region_left_ > 0 && --region_left_ == 0 && look_again(at); }

  bool look_again(std::size_t end) {
    read_again_ += end - region_begin_;
    if (read_again_ > text_.size() / 2 && text_.size() > 4 * kLongestChunk) return true;
    region_.clear();
    region_.source = text_.substr(region_begin_, end - region_begin_);
    find_tokens(region_);
    number_words(region_, *glance_.vocabulary_);
    find_readings(region_, *glance_.vocabulary_);
    return glance_.holds(region_);
  }

  using Room = std::array<char, kLongestChunk + 32>;

  const Glance& glance_;
  std::string_view text_;
  LetterMarks& marks_;
  Text& region_;
  std::uint64_t before_ = 0;  // the hash of the last word
  bool beside_ = 0;           // nothing but spaces since the last word
  std::uint32_t singles_ = 0;
  std::uint32_t shorts_ = 0;     // bits: whether the last words are short ones
  std::array<Piece, 4> pieces_;  // the last words
  std::size_t last_ = 3;
  std::size_t next_doubled_ = 0;
  std::array<Room, 3> rooms_;  // the letters of the last contractions
  std::size_t next_room_ = 0;
  std::size_t region_begin_ = 0;
  std::uint32_t region_left_ = 0;  // words to come before it ends, and one; 0: there is none
  std::size_t read_again_ = 0;     // bytes
};

bool Glance::may_find(std::string_view text, Scratch& scratch) const {
  if (vocabulary_ == nullptr) return true;
  return Look(*this, text, scratch).run();
}

}  // namespace precheck
