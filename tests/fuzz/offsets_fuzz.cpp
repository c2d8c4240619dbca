// Any bytes as a text, and places in it: the spans hold the places, in order and apart, begin and
// end where characters do, and count UTF-16 units as the text does from its beginning. The first
// byte says how many places there are, two bytes each.
#include "fuzz.h"
#include "offsets.h"
#include "utf8.h"

namespace {

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const precheck::Decoded next = precheck::decode(text, at);
    PRECHECK_EXPECT(next.length > 0 && next.length <= text.size() - at);
    units += next.point >= 0x10000 ? 2 : 1;
    at += next.length;
  }
  return units;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t count = data[0] % 4;
  if (size < 1 + 2 * count) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1 + 2 * count,
                              size - 1 - 2 * count);
  std::vector<precheck::Interval> places;
  for (std::size_t each = 0; each < count; ++each) {
    const std::size_t begin = data[1 + 2 * each] % (text.size() + 1);
    places.push_back({begin, begin + data[2 + 2 * each] % (text.size() + 1 - begin)});
  }
  const std::vector<precheck::Interval> wanted = places;
  std::vector<precheck::Span> spans;
  precheck::append_spans(text, places, spans);

  std::size_t end = 0;
  for (const precheck::Span& span : spans) {
    PRECHECK_EXPECT(span.bytes.begin >= end && span.bytes.begin < span.bytes.end);
    PRECHECK_EXPECT(span.bytes.end <= text.size());
    PRECHECK_EXPECT(span.utf16.begin == utf16_length(text.substr(0, span.bytes.begin)));
    PRECHECK_EXPECT(span.utf16.end == utf16_length(text.substr(0, span.bytes.end)));
    end = span.bytes.end;
  }
  for (const precheck::Interval& place : wanted) {
    bool is_held = place.begin == place.end;
    for (const precheck::Span& span : spans) {
      is_held = is_held || (span.bytes.begin <= place.begin && place.end <= span.bytes.end);
    }
    PRECHECK_EXPECT(is_held);
  }
  // The text without what is not UTF-8 has the same UTF-16 units.
  PRECHECK_EXPECT(utf16_length(precheck::repaired(text)) == utf16_length(text));
  return 0;
}
