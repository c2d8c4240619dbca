# What a build is watched by while it runs; the presets asan, tsan, coverage and fuzz choose.
set(PRECHECK_INSTRUMENT "" CACHE STRING "address, thread, coverage or fuzz (clang only)")

if(PRECHECK_INSTRUMENT STREQUAL "address" OR PRECHECK_INSTRUMENT STREQUAL "fuzz")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(PRECHECK_INSTRUMENT STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
  # ThreadSanitizer does not know fences; Asio hands work on through mutexes as well.
  add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
elseif(PRECHECK_INSTRUMENT STREQUAL "coverage")
  add_compile_options(--coverage -fprofile-abs-path -fprofile-update=atomic)
  add_link_options(--coverage)
elseif(PRECHECK_INSTRUMENT)
  message(FATAL_ERROR "PRECHECK_INSTRUMENT is address, thread, coverage or fuzz")
endif()

if(PRECHECK_INSTRUMENT STREQUAL "fuzz")
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "libFuzzer comes with clang: cmake --preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
