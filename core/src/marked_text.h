// A text block by block: in small letters, and where its letters and signs stand, one bit for each
// byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace precheck {

// A text in small letters (ASCII), with spaces for line breaks and tabs and behind it; and the
// marks of each sixty-four bytes of it. `Block` says which: Reader::read() writes the sixty-four
// bytes from `from` on in small letters to `folded`, and gives their marks; it may read one byte
// more.
template <typename Block>
class MarkedText {
 public:
  template <typename Reader = Block>
  void read(std::string_view text) {
    blocks_ = text.size() / 64 + 1;
    if (marks_.size() < blocks_ + 1) {
      marks_.resize(blocks_ + 1);  // one more than the text fills
      folded_.resize((blocks_ + 1) * 64);
    }
    std::size_t at = 0;
    for (; at + 64 < text.size(); at += 64) read_block<Reader>(text.data() + at, at);
    char last[64 + 64 + 16];
    std::memset(last, ' ', sizeof last);
    std::memcpy(last, text.data() + at, text.size() - at);
    for (std::size_t i = 0; at <= blocks_ * 64; i += i < 64 ? 64 : 0, at += 64) {
      read_block<Reader>(last + i, at);
    }
  }

  std::size_t blocks() const { return blocks_; }
  const Block& block(std::size_t number) const { return marks_[number]; }
  const char* folded() const { return folded_.data(); }

 private:
  template <typename Reader>
  void read_block(const char* from, std::size_t at) {
    marks_[at / 64] = Reader::read(from, folded_.data() + at);
  }

  std::vector<char> folded_;
  std::vector<Block> marks_;
  std::size_t blocks_ = 0;  // that the text fills
};

}  // namespace precheck
