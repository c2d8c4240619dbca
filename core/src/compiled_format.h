// The header of a compiled policy, in numbers.
#pragma once

#include <cstddef>
#include <string_view>

namespace precheck {

inline constexpr std::string_view kCompiledMagic = "\x93PCP";
inline constexpr char kCompiledVersion = 3;
inline constexpr std::size_t kCompiledHeader = 42;  // bytes

}  // namespace precheck
