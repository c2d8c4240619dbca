// From byte offsets to the offsets that people and browsers use. The only place that converts.
#pragma once

#include <precheck/precheck.hpp>
#include <string_view>
#include <vector>

namespace precheck {

// Sorts the byte intervals, joins those that touch or overlap, widens each to whole graphemes and
// adds UTF-16 offsets. One pass over the text. The spans come to the end of `spans`, where those of
// the same text that stand there already tell where graphemes begin.
void append_spans(std::string_view text, std::vector<Interval>& bytes, std::vector<Span>& spans);

}  // namespace precheck
