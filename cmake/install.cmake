# install(): headers, both libraries, the command, the policy with its schema, and what
# find_package(precheck) and pkg-config need.
include(CMakePackageConfigHelpers)

install(DIRECTORY core/include/precheck DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS precheck_static precheck_shared EXPORT precheck_targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS precheck RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES policy.json docs/policy.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/precheck)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/precheck)
install(EXPORT precheck_targets NAMESPACE precheck:: DESTINATION ${package_dir})
configure_package_config_file(cmake/precheckConfig.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/precheckConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/precheckConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/precheckConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/precheckConfigVersion.cmake DESTINATION ${package_dir})

# Relative, so that `cmake --install --prefix` and moved trees stay right.
file(RELATIVE_PATH precheck_pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/precheck.pc.in ${CMAKE_CURRENT_BINARY_DIR}/precheck.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/precheck.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
