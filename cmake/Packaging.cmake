# What `cmake --install` and CPack ship, and the tests that they do.
if(NOT TARGET logonloom)
  return()
endif()
set_target_properties(logonloom PROPERTIES OUTPUT_NAME logonloom)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)
install(TARGETS logonloom RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(NOT LOGONLOOM_STATIC)
  include(Library)
endif()
set(generated ${PROJECT_BINARY_DIR}/src/cli/logonloom)
if(NOT WIN32)
  install(FILES ${generated}.man.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
          RENAME logonloom.1.gz)
  install(FILES ${generated}.bash RENAME logonloom
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${generated}.zsh RENAME _logonloom
          DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
  install(FILES ${generated}.fish RENAME logonloom.fish
          DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/report/queries
        DESTINATION ${CMAKE_INSTALL_DATADIR}/logonloom)
install(FILES ${PROJECT_BINARY_DIR}/src/cli/logonloom.spdx.json DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_BINARY_DIR}/src/cli/licences DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(LOGONLOOM_STATIC)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
else()
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "The logonloom authors")
set(CPACK_PACKAGE_CONTACT "The logonloom authors")
set(CPACK_PACKAGE_FILE_NAME
    ${PROJECT_NAME}-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
# Two .deb: the program, and the library for those who build on it. Archives hold both.
set(CPACK_COMPONENTS_ALL program)
if(NOT LOGONLOOM_STATIC)
  list(APPEND CPACK_COMPONENTS_ALL library)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME logonloom)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "less, sqlite3, tzdata")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
    "Reads collected .evtx files and writes one case database that says who was
logged on where, when, from which address, and how each session ended.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME liblogonloom-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS
    "libarchive-dev, libbfio-dev, libdeflate-dev, libevtx-dev, libfmt-dev, libpugixml-dev, libsqlitecpp-dev, \
libssl-dev, libtsk-dev, libvshadow-dev, nlohmann-json3-dev, pkg-config")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
    "What the program logonloom does, for find_package(logonloom) of CMake: static
libraries and their headers.")
include(CPack)

if(LOGONLOOM_BUILD_TESTS)
  add_test(NAME install COMMAND ${CMAKE_COMMAND}
    -DBUILD_DIR=${CMAKE_BINARY_DIR} -DVERSION=${PROJECT_VERSION}
    -P ${PROJECT_SOURCE_DIR}/tests/unit/house/install_test.cmake)
  if(NOT WIN32)
    add_test(NAME sbom COMMAND ${CMAKE_COMMAND}
      -DDOCUMENT=${PROJECT_BINARY_DIR}/src/cli/logonloom.spdx.json
      -DLICENCES=${PROJECT_BINARY_DIR}/src/cli/licences -DPROGRAM=$<TARGET_FILE:logonloom>
      -DREADELF=${CMAKE_READELF} -DVERSION=${PROJECT_VERSION}
      -P ${PROJECT_SOURCE_DIR}/tests/unit/house/sbom_test.cmake)
  endif()
  # Packages of instrumented programs are not made, hence not tested.
  if(NOT LOGONLOOM_SANITIZE)
    add_test(NAME consumer COMMAND ${CMAKE_COMMAND}
      -DBUILD_DIR=${CMAKE_BINARY_DIR} -DSOURCE_DIR=${PROJECT_SOURCE_DIR}
      -DCXX=${CMAKE_CXX_COMPILER}
      -P ${PROJECT_SOURCE_DIR}/tests/unit/house/consumer_test.cmake)
    add_test(NAME package COMMAND ${CMAKE_COMMAND}
      -DBUILD_DIR=${CMAKE_BINARY_DIR} -DVERSION=${PROJECT_VERSION} -DCPACK=${CMAKE_CPACK_COMMAND}
      -P ${PROJECT_SOURCE_DIR}/tests/unit/house/package_test.cmake)
  endif()
endif()
