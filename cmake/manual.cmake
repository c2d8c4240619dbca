# The manual pages: docs/man/NAME.SECTION.scd, made by scdoc where it is installed. A page of section 3
# is also found under the name of each function that it describes.
find_program(SCDOC scdoc)
if(NOT SCDOC)
  message(STATUS "scdoc is missing: no manual pages")
  return()
endif()

file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.scd)
set(manual)
foreach(source ${pages})
  cmake_path(GET source STEM LAST_ONLY page)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/man/${page})
  add_custom_command(
    OUTPUT ${made}
    COMMAND ${SCDOC} < ${source} > ${made}
    DEPENDS ${source}
    VERBATIM)
  list(APPEND manual ${made})
  string(REGEX MATCH "[0-9]$" section ${page})
  if(section EQUAL 3)
    set(component libprecheck-dev)
  else()
    set(component precheck)
  endif()
  install(
    FILES ${made}
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section}
    COMPONENT ${component})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/man)
add_custom_target(manual ALL DEPENDS ${manual})

file(READ ${ffi_header} declarations)
string(REGEX MATCHALL "precheck_[a-z_]+\\(" functions "${declarations}")
foreach(function ${functions})
  string(REPLACE "(" ".3" page ${function})
  set(made ${CMAKE_CURRENT_BINARY_DIR}/man/${page})
  file(WRITE ${made} ".so man3/precheck.3\n")
  install(
    FILES ${made}
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man3
    COMPONENT libprecheck-dev)
endforeach()
