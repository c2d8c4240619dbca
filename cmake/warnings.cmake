# One interface target with our warning flags. They are errors only in our own build, so that a
# newer compiler does not break somebody else's.
add_library(precheck_warnings INTERFACE)
target_compile_options(precheck_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                   -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651).
  target_compile_options(precheck_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
  if(PRECHECK_INSTRUMENT)
    # Between a sanitizer's own code it sees values without a beginning, in Boost for one.
    target_compile_options(precheck_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
  endif()
endif()
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(precheck_warnings INTERFACE -Werror)
endif()
