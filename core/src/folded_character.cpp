#include "folded_character.h"

#include "characters.h"
#include "utf8.h"

namespace precheck {

FoldedCharacter folded_character(std::string_view source, std::size_t at) {
  FoldedCharacter next;
  next.begin = at;
  const char byte = source[at];
  if ((byte & 0x80) != 0) {
    const Decoded decoded = decode(source, at);
    next.point = decoded.point;
    next.end = at + decoded.length;
  } else if (byte == '&' || byte == '<' || byte == '[') {
    const TypedCharacter typed = typed_character(source, at);
    next.point = typed.point;
    next.end = at + typed.length;
  } else {
    next.point = static_cast<unsigned char>(byte);
    next.end = at + 1;
  }
  next.kind = char_class(next.point);
  if (next.point < 0x80) {
    next.single = next.kind == CharClass::upper ? next.point + 32 : next.point;
    next.folded = {nullptr, 1, 0};
    return next;
  }
  next.folded = fold_point(next.point, next.single);
  if (next.folded.count > 1) {
    next.single = next.folded.points[0];
  } else {
    next.folded.points = nullptr;  // it points into this local; `single` says the same
  }
  // Circled and squared letters are symbols that read as letters; full-width signs as signs.
  if (next.kind == CharClass::other && next.folded.folds != 0) {
    const CharClass read_as = char_class(next.single);
    if (is_word_class(read_as)) next.kind = read_as;
  }
  return next;
}

}  // namespace precheck
