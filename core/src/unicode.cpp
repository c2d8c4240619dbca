#include "unicode.h"

#include <algorithm>
#include <iterator>

namespace precheck {
namespace {

struct FoldRun {
  char32_t first;
  char32_t last;
  std::int32_t distance;
  std::uint8_t step;
  std::uint8_t folds;
};

struct FoldString {
  char32_t point;
  std::uint16_t offset;
  std::uint8_t length;
  std::uint8_t folds;
};

struct Composition {
  char32_t base;
  char32_t mark;
  char32_t composed;
};

struct Alike {
  char32_t point;
  std::uint8_t letter;  // with kAccented
};
constexpr std::uint8_t kAccented = 0x80;

#include "unicode_tables.inc"

enum Break : std::uint8_t {
  kOther,
  kCR,
  kLF,
  kControl,
  kExtend,
  kZWJ,
  kRegional,
  kPrepend,
  kSpacing,
  kL,
  kV,
  kT,
  kPictographic,
  kLV,
  kLVT,
};

std::uint8_t property(char32_t point) {
  if (point >= 0x110000) return 0;
  return kProperties[kPropertyIndex[point / kPropertyBlock] * kPropertyBlock +
                     point % kPropertyBlock];
}

std::uint8_t break_class(char32_t point) {
  if (point >= 0xAC00 && point <= 0xD7A3) return (point - 0xAC00) % 28 == 0 ? kLV : kLVT;
  return property(point) >> 4;
}

// Which code points of the first plane fold at all, one bit each: most do not, and most of a
// Chinese text is asked about.
struct Foldable {
  std::uint64_t bits[0x10000 / 64] = {};

  Foldable() {
    for (const FoldRun& run : kFoldRuns) {
      for (char32_t point = run.first; point <= run.last; point += run.step) add(point);
    }
    for (const FoldString& string : kFoldStrings) add(string.point);
  }
  void add(char32_t point) {
    if (point < 0x10000) bits[point / 64] |= std::uint64_t{1} << (point % 64);
  }
  bool holds(char32_t point) const {
    return point >= 0x10000 || (bits[point / 64] >> (point % 64) & 1) != 0;
  }
};

}  // namespace

CharClass char_class(char32_t point) { return static_cast<CharClass>(property(point) & 15); }

Folded fold_point(char32_t point, char32_t& single) {
  static const Foldable foldable;
  if (!foldable.holds(point)) {
    single = point;
    return {&single, 1, 0};
  }
  const auto* run =
      std::upper_bound(std::begin(kFoldRuns), std::end(kFoldRuns), point,
                       [](char32_t wanted, const FoldRun& each) { return wanted < each.first; });
  if (run != std::begin(kFoldRuns)) {
    --run;
    if (point <= run->last && (point - run->first) % run->step == 0) {
      single = static_cast<char32_t>(static_cast<std::int32_t>(point) + run->distance);
      return {&single, 1, run->folds};
    }
  }
  const auto* string =
      std::lower_bound(std::begin(kFoldStrings), std::end(kFoldStrings), point,
                       [](const FoldString& each, char32_t wanted) { return each.point < wanted; });
  if (string != std::end(kFoldStrings) && string->point == point) {
    return {kFoldPool + string->offset, string->length, string->folds};
  }
  single = point;
  return {&single, 1, 0};
}

Likeness looks_like(char32_t point) {
  const auto* found =
      std::lower_bound(std::begin(kLikenesses), std::end(kLikenesses), point,
                       [](const Alike& each, char32_t wanted) { return each.point < wanted; });
  if (found == std::end(kLikenesses) || found->point != point) return {0, false};
  return {static_cast<char>(found->letter & ~kAccented), (found->letter & kAccented) != 0};
}

char32_t compose(char32_t base, char32_t mark) {
  const auto* found =
      std::lower_bound(std::begin(kCompositions), std::end(kCompositions), base,
                       [mark](const Composition& each, char32_t wanted) {
                         return each.base != wanted ? each.base < wanted : each.mark < mark;
                       });
  if (found == std::end(kCompositions) || found->base != base || found->mark != mark) return 0;
  return found->composed;
}

bool GraphemeBreaker::boundary_before(char32_t point) {
  const std::uint8_t next = break_class(point);
  const std::uint8_t last = previous_;
  const bool after_joined_pictograph = joined_;
  const bool after_odd_indicators = odd_indicators_;

  previous_ = next;
  joined_ = next == kZWJ && pictographic_;
  pictographic_ = next == kPictographic || (next == kExtend && pictographic_);
  odd_indicators_ = next == kRegional && !odd_indicators_;

  if (last == 255) return true;
  if (last == kCR && next == kLF) return false;
  if (last == kCR || last == kLF || last == kControl) return true;
  if (next == kCR || next == kLF || next == kControl) return true;
  if (last == kL && (next == kL || next == kV || next == kLV || next == kLVT)) return false;
  if ((last == kLV || last == kV) && (next == kV || next == kT)) return false;
  if ((last == kLVT || last == kT) && next == kT) return false;
  if (next == kExtend || next == kZWJ || next == kSpacing || last == kPrepend) return false;
  if (after_joined_pictograph && next == kPictographic) return false;
  return !(after_odd_indicators && next == kRegional);
}

}  // namespace precheck
