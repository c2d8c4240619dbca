# Debian packages, one a component: (cd build && cpack) writes build/*.deb.
set(library libprecheck${PRECHECK_SOVERSION})
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME precheck)
set(CPACK_PACKAGE_CONTACT "The Precheck team <precheck@example.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL precheck ${library} libprecheck-dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)

set(CPACK_DEBIAN_PRECHECK_PACKAGE_NAME precheck)
set(CPACK_DEBIAN_PRECHECK_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PRECHECK_DESCRIPTION
    "Comment pre-checker: the command, the service and the widget
Reads a blog's policy.json and says which words of a comment break it, which
sentence of the policy that is, and how to mend it.")

string(TOUPPER ${library} upper)
set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${library})
set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_${upper}_DESCRIPTION
    "Comment pre-checker: the library
The core of precheck as a C and C++ library.")

set(CPACK_DEBIAN_LIBPRECHECK-DEV_PACKAGE_NAME libprecheck-dev)
set(CPACK_DEBIAN_LIBPRECHECK-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBPRECHECK-DEV_PACKAGE_DEPENDS
    "${library} (= ${PROJECT_VERSION}), libre2-dev, pkg-config")
set(CPACK_DEBIAN_LIBPRECHECK-DEV_DESCRIPTION
    "Comment pre-checker: headers and static library
For programs that use libprecheck; with precheck-ffi.h for PHP and others.")

include(CPack)
