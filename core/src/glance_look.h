// One look of a glance at one text.
#pragma once

#include <array>
#include <string_view>

#include "glance_regions.h"

namespace precheck {

class Glance::Look {
 public:
  Look(const Glance& glance, std::string_view text, Scratch& scratch)
      : glance_(glance), text_(text), marks_(scratch.letters), regions_(glance, text, scratch) {}

  // Whether this build has it: modules for pages do without (wasm/slim/glance_none.cpp).
  static bool is_there();

  // Whether something may be there.
  bool run();

 private:
  static constexpr std::size_t kLongestChunk = 60;  // bytes between two spaces
  using Room = std::array<char, kLongestChunk + 32>;

  // A word that may be a piece of another: letters, without apostrophes, behind which sixteen bytes
  // more may be read. None: it cannot be a piece.
  struct Piece {
    const char* letters = nullptr;
    std::size_t size = 0;
    bool is_unclear = false;  // what it is as a piece was not looked at
    bool is_none() const { return size == 0 && !is_unclear; }
  };
  using Place = Regions::Place;

  // glance.cpp: each kind of mark, block by block.
  bool look_at_begins(std::size_t block);
  bool look_at_odd(std::size_t block);
  bool is_word_among_signs(Place chunk) const;
  bool look_closer(Place chunk);
  bool look_at_words(const Chunk& chunk, std::size_t begin);
  bool look_at_contraction(const Chunk::Word& word, std::size_t begin);
  bool look_at_number(const Chunk& chunk, std::size_t begin);
  bool look_at_mixed(const Chunk& chunk, std::size_t begin);
  bool look_at_emoji(const Chunk& chunk, std::size_t begin);
  bool note_odd(Place chunk);
  bool is_listed(std::uint64_t hash, Place word);
  bool follows_first_of_pair(std::uint64_t hash, Place word);
  std::uint64_t carried(std::uint64_t LetterBlock::*kind, std::size_t block) const {
    return block == 0 ? 0 : marks_.block(block - 1).*kind >> 63;
  }
  std::size_t end_of_chunk(std::size_t at) const;

  // glance_pieces.cpp: what may be a word in disguise.
  bool look_at_doubled(std::size_t block);
  bool look_at_shorts(std::size_t block);
  bool look_at_short(const Piece& piece, Place place);
  bool may_be_piece(const Piece& piece, Place place) const;
  Piece before(Place& place) const;
  Piece after(Place& place) const;
  bool may_be_one(const Piece& first, const Piece& second, const Piece& third) const;
  bool may_be_one(const Chunk& chunk, std::size_t begin) const;
  bool may_be_one(const Chunk& chunk, std::size_t begin, std::size_t first, std::size_t last) const;
  bool starts_singles(std::size_t end) const;
  bool is_part(const char* word, std::size_t size) const {
    return glance_.parts_.has(hash_of_word(word, size));
  }
  bool is_stretched(const char* word, std::size_t size) const;
  bool is_common(const char* word, std::size_t size) const {
    return glance_.common_.has(word, size);
  }

  const Glance& glance_;
  std::string_view text_;
  LetterMarks& marks_;
  Regions regions_;
  std::size_t chunk_end_ = 0;    // of the last stretch that was looked at closer
  std::size_t doubled_end_ = 0;  // of the last word with doubled letters
};

}  // namespace precheck
