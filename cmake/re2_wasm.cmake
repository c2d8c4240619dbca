# RE2 for the browser, from the source of the release that Debian's libre2-dev was built from.
set(re2_source ${PROJECT_SOURCE_DIR}/.cache/re2)
if(NOT EXISTS ${re2_source}/.complete)
  message(FATAL_ERROR "RE2's source is missing; to fetch it, run script/setup")
endif()

# A module is loaded as a whole: code that could stand anywhere would only be longer.
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

# Every visitor downloads this, and -Os is 20 kB less than -O3 (brotli). Not -Oz: it is no smaller.
string(REPLACE "-O3" "-Os" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
add_compile_options(-flto)

# Nothing in the browser build catches an exception or asks for a type's name, and all its objects
# must agree on that.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)

# precheck_packed_tables(INPUT OUTPUT): see wasm/pack_tables.mjs. A file that includes or is OUTPUT
# is compiled with wasm/packed_tables.h in front.
find_program(NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
set(precheck_packing ${PROJECT_SOURCE_DIR}/wasm/pack_tables.mjs)
set(precheck_unpacking -include ${PROJECT_SOURCE_DIR}/wasm/packed_tables.h)
function(precheck_packed_tables input output)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${NODE} ${precheck_packing} ${input} ${output}
    DEPENDS ${precheck_packing} ${input}
    VERBATIM)
endfunction()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/packed)

set(re2_files
    re2/bitstate.cc
    re2/compile.cc
    re2/dfa.cc
    re2/filtered_re2.cc
    re2/nfa.cc
    re2/parse.cc
    re2/perl_groups.cc
    re2/prefilter.cc
    re2/prefilter_tree.cc
    re2/prog.cc
    re2/re2.cc
    re2/regexp.cc
    re2/simplify.cc
    re2/stringpiece.cc
    re2/tostring.cc
    re2/unicode_casefold.cc
    util/rune.cc
    util/strutil.cc)
list(TRANSFORM re2_files PREPEND ${re2_source}/)

precheck_packed_tables(${re2_source}/re2/unicode_groups.cc
                       ${CMAKE_BINARY_DIR}/packed/unicode_groups.cc)
add_library(re2 STATIC EXCLUDE_FROM_ALL
            ${re2_files} ${CMAKE_BINARY_DIR}/packed/unicode_groups.cc
            ${PROJECT_SOURCE_DIR}/wasm/slim/onepass_none.cpp)
# Ours first: it holds a util/logging.h without iostream.
target_include_directories(re2 BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/wasm/slim)
target_include_directories(re2 SYSTEM PUBLIC ${re2_source})
# The loop over a text's bytes.
set_source_files_properties(${re2_source}/re2/dfa.cc PROPERTIES COMPILE_OPTIONS
                                                                "-O2;-sINLINING_LIMIT=0")
set_source_files_properties(${CMAKE_BINARY_DIR}/packed/unicode_groups.cc
                            PROPERTIES COMPILE_OPTIONS "${precheck_unpacking}")

add_library(precheck_re2 INTERFACE)
target_link_libraries(precheck_re2 INTERFACE re2)
