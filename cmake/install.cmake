# install(): headers, both libraries, the command, the policy with its schema, the widget, the manual,
# and what find_package(precheck) and pkg-config need. A component is a Debian package; what names
# none belongs to the command's.
include(CMakePackageConfigHelpers)
include(${CMAKE_CURRENT_LIST_DIR}/ffi_header.cmake)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME precheck)

install(
  DIRECTORY core/include/precheck
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT libprecheck-dev)
install(
  FILES ${ffi_header}
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/precheck
  COMPONENT libprecheck-dev)
install(
  TARGETS precheck_static precheck_shared
  EXPORT precheck_targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libprecheck-dev
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
          COMPONENT libprecheck${PRECHECK_SOVERSION}
          NAMELINK_COMPONENT libprecheck-dev)
install(TARGETS precheck RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES policy.json docs/policy.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/precheck)
# Built by `npm run build`, maybe later than this, maybe not at all.
install(
  DIRECTORY web/dist/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/precheck/web
  OPTIONAL
  PATTERN types EXCLUDE)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/precheck)
install(
  EXPORT precheck_targets
  NAMESPACE precheck::
  DESTINATION ${package_dir}
  COMPONENT libprecheck-dev)
configure_package_config_file(cmake/precheckConfig.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/precheckConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/precheckConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES ${CMAKE_CURRENT_BINARY_DIR}/precheckConfig.cmake
        ${CMAKE_CURRENT_BINARY_DIR}/precheckConfigVersion.cmake
  DESTINATION ${package_dir}
  COMPONENT libprecheck-dev)

# Relative, so that `cmake --install --prefix` and moved trees stay right.
file(RELATIVE_PATH precheck_pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/precheck.pc.in ${CMAKE_CURRENT_BINARY_DIR}/precheck.pc @ONLY)
install(
  FILES ${CMAKE_CURRENT_BINARY_DIR}/precheck.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
  COMPONENT libprecheck-dev)

include(${CMAKE_CURRENT_LIST_DIR}/manual.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/packages.cmake)
