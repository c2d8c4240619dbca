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

constexpr char32_t kFirstPlane = 0x10000;

char32_t key_of(const FoldRun& run) { return run.first; }
char32_t key_of(const FoldString& string) { return string.point; }
char32_t key_of(const Alike& alike) { return alike.point; }

// Where the entries of each 256 code points stand in a sorted table, so that few are searched.
template <class Entry>
class Blocks {
 public:
  template <std::size_t kSize>
  explicit Blocks(const Entry (&table)[kSize]) : table_(table) {
    static_assert(kSize <= 0xFFFF);
    std::size_t at = 0;
    for (std::size_t block = 0; block <= kBlocks; ++block) {
      while (at < kSize && key_of(table[at]) < block * kBlock) ++at;
      starts_[block] = static_cast<std::uint16_t>(at);
    }
    starts_[kBlocks + 1] = static_cast<std::uint16_t>(kSize);
  }

  // The first entry in the block of `point` that is behind it, or the end of the block.
  const Entry* behind(char32_t point) const {
    const std::size_t block = std::min<std::size_t>(point / kBlock, kBlocks);
    return std::upper_bound(
        table_ + starts_[block], table_ + starts_[block + 1], point,
        [](char32_t wanted, const Entry& each) { return wanted < key_of(each); });
  }

  // The last entry that is not behind `point`, whatever its block. Null where there is none.
  const Entry* last(char32_t point) const {
    const Entry* const found = behind(point);
    return found == table_ ? nullptr : found - 1;
  }

  // The entry of `point`, or null.
  const Entry* at(char32_t point) const {
    const Entry* const found = last(point);
    return found != nullptr && key_of(*found) == point ? found : nullptr;
  }

 private:
  static constexpr std::size_t kBlock = 256;
  static constexpr std::size_t kBlocks = kFirstPlane / kBlock;  // and one for all that is beyond

  const Entry* table_;
  std::uint16_t starts_[kBlocks + 2];
};

// Which code points of the first plane fold at all, one bit each: most do not, and most of a
// Chinese text is asked about.
struct Foldable {
  std::uint64_t bits[kFirstPlane / 64] = {};

  Foldable() {
    for (const FoldRun& run : kFoldRuns) {
      for (char32_t point = run.first; point <= run.last; point += run.step) add(point);
    }
    for (const FoldString& string : kFoldStrings) add(string.point);
  }
  void add(char32_t point) {
    if (point < kFirstPlane) bits[point / 64] |= std::uint64_t{1} << (point % 64);
  }
  bool holds(char32_t point) const {
    return point >= kFirstPlane || (bits[point / 64] >> (point % 64) & 1) != 0;
  }
};

}  // namespace

CharClass char_class(char32_t point) { return static_cast<CharClass>(property(point) & 15); }

bool may_fold(char32_t point) {
  static const Foldable foldable;
  return foldable.holds(point);
}

Folded fold_point(char32_t point, char32_t& single) {
  if (!may_fold(point)) {
    single = point;
    return {&single, 1, 0};
  }
  static const Blocks runs(kFoldRuns);
  const FoldRun* const run = runs.last(point);
  if (run != nullptr && point <= run->last && (point - run->first) % run->step == 0) {
    single = static_cast<char32_t>(static_cast<std::int32_t>(point) + run->distance);
    return {&single, 1, run->folds};
  }
  static const Blocks strings(kFoldStrings);
  if (const FoldString* const string = strings.at(point)) {
    return {kFoldPool + string->offset, string->length, string->folds};
  }
  single = point;
  return {&single, 1, 0};
}

Likeness looks_like(char32_t point) {
  static const Blocks likenesses(kLikenesses);
  const Alike* const found = likenesses.at(point);
  if (found == nullptr) return {0, false};
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
