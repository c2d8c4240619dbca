// What words weigh when topics are compared.
#pragma once

#include <string_view>

namespace precheck {

// 0 for "the", 5 for a rare word. `word` is folded.
int term_weight(std::string_view word);

// A character such as \u7684 that says nothing by itself.
bool is_han_function(char32_t point);

// The word without a common English ending: "reports" and "reported" are "report".
std::string_view stem(std::string_view word);

}  // namespace precheck
