// What the fuzz targets share.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

// Unlike assert(), also there in a release build.
#define PRECHECK_EXPECT(condition)                                                 \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                \
    }                                                                              \
  } while (false)
