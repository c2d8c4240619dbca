#include "offsets.h"

#include <algorithm>

#include "eight_bytes.h"
#include "room.h"
#include "sort.h"
#include "unicode.h"
#include "utf8.h"

namespace precheck {
namespace {

void join_overlapping(std::vector<Interval>& intervals) {
  sort_in_place(
      intervals.begin(), intervals.end(), [](const Interval& left, const Interval& right) {
        return left.begin != right.begin ? left.begin < right.begin : left.end < right.end;
      });
  std::size_t kept = 0;
  for (const Interval& each : intervals) {
    if (each.begin >= each.end) continue;
    if (kept > 0 && each.begin <= intervals[kept - 1].end) {
      intervals[kept - 1].end = std::max(intervals[kept - 1].end, each.end);
    } else {
      intervals[kept++] = each;
    }
  }
  intervals.resize(kept);
}

// The end of the run of bytes from `at` up to `limit` that are each a grapheme: neither a control
// nor anything that could stand in one with others.
std::size_t end_of_single_bytes(std::string_view text, std::size_t at, std::size_t limit) {
  while (at < limit) {
    const std::uint64_t bytes = load_eight(text, at);
    const std::size_t run = first_mark(marks_between(bytes, ' ', '~') ^ kTopBits);
    at += run;
    if (run < 8) break;
  }
  return std::min(at, limit);
}

// Walks the text grapheme by grapheme.
class GraphemeWalk {
 public:
  // From the beginning, or from where a grapheme begins.
  GraphemeWalk(std::string_view text, std::size_t byte, std::size_t utf16)
      : text_(text), bytes_{byte, byte}, utf16_{utf16, utf16} {
    advance();
  }

  bool done() const { return bytes_.begin >= text_.size(); }
  const Interval& bytes() const { return bytes_; }
  const Interval& utf16() const { return utf16_; }

  // Past the graphemes of plain ASCII before `place`, each of which is one byte. False when the
  // next one is none.
  bool skip_to(std::size_t place) {
    if (!pending_) return false;
    const std::size_t after = end_of_single_bytes(text_, bytes_.end, place);
    if (after < bytes_.end + 2) return false;
    const std::size_t end = after - 1;
    utf16_.end += end - bytes_.end;
    bytes_.end = end;
    breaker_ = GraphemeBreaker();
    breaker_.boundary_before(static_cast<unsigned char>(text_[end]));
    advance();
    return true;
  }

  void advance() {
    bytes_.begin = bytes_.end;
    utf16_.begin = utf16_.end;
    while (bytes_.end < text_.size()) {
      const Decoded next = decode(text_, bytes_.end);
      if (!pending_ && breaker_.boundary_before(next.point) && bytes_.end > bytes_.begin) {
        pending_ = true;  // this boundary is known now: do not feed the point twice
        return;
      }
      pending_ = false;
      bytes_.end += next.length;
      utf16_.end += next.point >= 0x10000 ? 2 : 1;
    }
  }

 private:
  std::string_view text_;
  GraphemeBreaker breaker_;
  bool pending_ = false;
  Interval bytes_;
  Interval utf16_;
};

constexpr std::size_t kMostKnown = 16;  // spans; looking through all would take n * n

// From a place before `byte` that is known to begin a grapheme: where one of the last spans begins.
GraphemeWalk walk_before(std::string_view text, std::size_t byte, const std::vector<Span>& spans) {
  std::size_t from = 0;
  std::size_t utf16 = 0;
  const std::size_t most = std::min(spans.size(), kMostKnown);
  for (std::size_t back = 1; back <= most; ++back) {
    const Span& known = spans[spans.size() - back];
    if (known.bytes.begin > byte || known.bytes.begin < from) continue;
    from = known.bytes.begin;
    utf16 = known.utf16.begin;
  }
  return {text, from, utf16};
}

}  // namespace

void append_spans(std::string_view text, std::vector<Interval>& bytes, std::vector<Span>& spans) {
  join_overlapping(bytes);
  const std::size_t before = spans.size();
  if (bytes.empty()) return;
  make_room_for_more(spans, bytes.size());
  GraphemeWalk walk = walk_before(text, bytes.front().begin, spans);
  for (const Interval& wanted : bytes) {
    while (!walk.done() && walk.bytes().end <= wanted.begin) {
      if (!walk.skip_to(wanted.begin)) walk.advance();
    }
    if (walk.done()) break;
    Span span{walk.bytes(), walk.utf16()};
    while (walk.bytes().end < wanted.end) {
      if (!walk.skip_to(wanted.end)) walk.advance();
      if (walk.done()) break;
      span.bytes.end = walk.bytes().end;
      span.utf16.end = walk.utf16().end;
    }
    // Two intervals may share a grapheme once widened.
    if (spans.size() > before && span.bytes.begin < spans.back().bytes.end) {
      spans.back().bytes.end = std::max(spans.back().bytes.end, span.bytes.end);
      spans.back().utf16.end = std::max(spans.back().utf16.end, span.utf16.end);
    } else {
      spans.push_back(span);
    }
  }
}

}  // namespace precheck
