# What makes a mistake of ours harder to use: checked copies, guarded stacks and jumps, read-only
# tables, no fixed addresses. tests/release/hardened.mjs looks whether the binaries have it.
# And nothing in them tells in which folder they were built (script/reproduce).
# A coverage report must find the sources.
if(NOT PRECHECK_INSTRUMENT STREQUAL "coverage")
  add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
                      -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
endif()
if(EMSCRIPTEN OR PRECHECK_INSTRUMENT)
  return()
endif()

include(CheckPIESupported)
check_pie_supported(LANGUAGES C CXX)
add_compile_options(-fstack-protector-strong -fstack-clash-protection)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i.86")
  add_compile_options(-fcf-protection)
endif()
# Without optimisation there is nothing to check, and glibc says so with a warning.
add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
                    $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>)
add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
