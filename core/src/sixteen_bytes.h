// Looks at sixteen bytes of a text at once, where the machine can do that. What is found out about
// them is given as bytes of ones or zeros, and those as one bit each.
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>

#include <cstdint>

namespace precheck {

inline __m128i bytes_equal(__m128i bytes, char byte) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
}

// Those from `first` to `last`.
inline __m128i bytes_between(__m128i bytes, char first, char last) {
  const __m128i from_first = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  const __m128i most = _mm_set1_epi8(static_cast<char>(last - first));
  return _mm_cmpeq_epi8(_mm_min_epu8(from_first, most), from_first);
}

inline std::uint64_t bits_of_bytes(__m128i found) {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
}

}  // namespace precheck
#endif
