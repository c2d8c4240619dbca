# precheck-ffi.h: the C header for languages that read C declarations but have no preprocessor. PHP's
# FFI::load() takes two defines, when nothing stands before them.
set(c_header ${PROJECT_SOURCE_DIR}/core/include/precheck/precheck.h)
set(ffi_header ${CMAKE_CURRENT_BINARY_DIR}/precheck-ffi.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${c_header})

file(READ ${c_header} declarations)
string(REGEX REPLACE "^.*extern \"C\" {\n#endif\n" "" declarations "${declarations}")
string(REGEX REPLACE "#ifdef __cplusplus.*$" "" declarations "${declarations}")
string(REGEX REPLACE "/\\*([^*]|\\*[^/])*\\*/\n" "" declarations "${declarations}")
string(REPLACE "PRECHECK_API " "" declarations "${declarations}")
string(REGEX REPLACE ",\n +" ", " declarations "${declarations}")
string(REGEX REPLACE "\n\n+" "\n" declarations "${declarations}")
string(STRIP "${declarations}" declarations)
file(
  WRITE ${ffi_header}
  "#define FFI_SCOPE \"precheck\"\n"
  "#define FFI_LIB \"libprecheck.so.${PRECHECK_SOVERSION}\"\n"
  "/* Made from precheck.h, which says what the functions do. Give FFI_LIB the whole path where the\n"
  " * system does not find the library by its name. */\n"
  "${declarations}\n")
