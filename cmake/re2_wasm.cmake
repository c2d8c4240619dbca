# RE2 for the browser, from the source of the release that Debian's libre2-dev was built from.
set(re2_source ${PROJECT_SOURCE_DIR}/.cache/re2)
if(NOT EXISTS ${re2_source}/.complete)
  message(FATAL_ERROR "RE2's source is missing; to fetch it, run script/setup")
endif()

# A module is loaded as a whole: code that could stand anywhere would only be longer.
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

# Nothing in the browser build catches an exception, and all its objects must agree on that.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)

set(re2_files
    re2/bitstate.cc
    re2/compile.cc
    re2/dfa.cc
    re2/nfa.cc
    re2/onepass.cc
    re2/parse.cc
    re2/perl_groups.cc
    re2/prog.cc
    re2/re2.cc
    re2/regexp.cc
    re2/simplify.cc
    re2/stringpiece.cc
    re2/tostring.cc
    re2/unicode_casefold.cc
    re2/unicode_groups.cc
    util/rune.cc
    util/strutil.cc)
list(TRANSFORM re2_files PREPEND ${re2_source}/)

add_library(re2 STATIC EXCLUDE_FROM_ALL ${re2_files})
# Ours first: it holds a util/logging.h without iostream.
target_include_directories(re2 BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/wasm/slim)
target_include_directories(re2 SYSTEM PUBLIC ${re2_source})
target_compile_features(re2 PRIVATE cxx_std_11)

add_library(precheck_re2 INTERFACE)
target_link_libraries(precheck_re2 INTERFACE re2)
