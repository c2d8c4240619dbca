#include <algorithm>
#include <cstdint>

#include "archive/byte_source.h"

namespace precheck {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_plain(unsigned char byte) {
  return (byte >= 0x20 && byte < 0x80) || byte == '\n' || byte == '\t' || byte == '\r';
}

bool continues(unsigned char byte) { return (byte & 0xC0) == 0x80; }

struct Sequence {
  std::size_t length;  // bytes; 0: not UTF-8
  bool cut_off;        // it may go on in the next piece
};

// The sequence that begins at `text`, which is not ASCII.
Sequence read_sequence(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0) return {0, false};
  for (std::size_t at = 1; at < length; ++at) {
    if (at >= text.size()) return {0, true};
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!continues(byte)) return {0, false};
    if (at > 1) continue;
    // Overlong forms, surrogates, and what lies beyond Unicode.
    const bool bad = (first == 0xE0 && byte < 0xA0) || (first == 0xED && byte > 0x9F) ||
                     (first == 0xF0 && byte < 0x90) || (first == 0xF4 && byte > 0x8F);
    if (bad) return {0, false};
  }
  return {length, false};
}

// U+FFFE and U+FFFF are in no XML.
bool is_noncharacter(std::string_view sequence) {
  return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF";
}

}  // namespace

std::size_t append_clean_utf8(std::string_view piece, std::string& tail, std::string& out) {
  std::string joined;
  if (!tail.empty()) {
    joined = tail + std::string(piece);
    piece = joined;
    tail.clear();
  }
  std::size_t mended = 0;
  for (std::size_t at = 0; at < piece.size();) {
    std::size_t end = at;
    while (end < piece.size() && is_plain(static_cast<unsigned char>(piece[end]))) ++end;
    out.append(piece, at, end - at);
    at = end;
    if (at == piece.size()) break;
    if (static_cast<unsigned char>(piece[at]) < 0x80) {
      out += ' ';
      ++at;
      continue;
    }
    const Sequence sequence = read_sequence(piece.substr(at));
    if (sequence.cut_off) {
      tail = piece.substr(at);
      break;
    }
    const std::string_view bytes = piece.substr(at, std::max<std::size_t>(sequence.length, 1));
    const bool good = sequence.length > 0 && !is_noncharacter(bytes);
    out += good ? bytes : kReplacement;
    mended += good ? 0 : 1;
    at += bytes.size();
  }
  return mended;
}

}  // namespace precheck
