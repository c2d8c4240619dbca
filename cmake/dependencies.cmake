# What the build needs. Natively all of it is Debian's; for the browser RE2 is built from Debian's
# source package of the same release (cmake/re2_wasm.cmake), so that both judge alike.
find_path(NLOHMANN_JSON_INCLUDE nlohmann/json.hpp REQUIRED NO_CMAKE_FIND_ROOT_PATH PATHS
          /usr/include)

# A folder of its own: em++ must not see the rest of /usr/include.
set(PRECHECK_JSON_INCLUDE ${CMAKE_BINARY_DIR}/include-json)
file(MAKE_DIRECTORY ${PRECHECK_JSON_INCLUDE})
file(CREATE_LINK ${NLOHMANN_JSON_INCLUDE}/nlohmann ${PRECHECK_JSON_INCLUDE}/nlohmann SYMBOLIC)
add_library(precheck_json INTERFACE)
target_include_directories(precheck_json SYSTEM INTERFACE ${PRECHECK_JSON_INCLUDE})
target_compile_definitions(precheck_json INTERFACE JSON_NOEXCEPTION JSON_HAS_CPP_17)

if(EMSCRIPTEN)
  include(${PROJECT_SOURCE_DIR}/cmake/re2_wasm.cmake) # defines precheck_re2
else()
  find_package(Threads REQUIRED)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
  add_library(precheck_re2 INTERFACE)
  target_link_libraries(precheck_re2 INTERFACE PkgConfig::RE2 Threads::Threads)
endif()
