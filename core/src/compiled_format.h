// The header of a compiled policy, in numbers, and what its writer and its reader agree on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace precheck {

inline constexpr std::string_view kCompiledMagic = "\x93PCP";
inline constexpr char kCompiledVersion = 3;
inline constexpr std::size_t kCompiledHeader = 42;  // bytes

// What follows of a matcher, beside its kind and its set; the rest is as in a new Node.
enum NodePart : std::uint8_t {
  kHasAbsence = 1,
  kHasSentences = 2,
  kHasChoice = 4,
  kHasIndex = 8,
  kHasOver = 16,
  kHasUnder = 32,
  kHasChildren = 64,
  kHasNames = 128,
  kAllNodeParts = 255,
};

}  // namespace precheck
