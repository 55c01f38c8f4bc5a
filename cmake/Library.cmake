# What `cmake --install` ships for find_package(logonloom): the pipeline and all below it as static
# libraries, the contract's headers, and the files of CMake. The component is called library.
include(CMakePackageConfigHelpers)
set(stages platform base model evidence evtx evtx_check exported events correlate activity casedb
    pipeline)
foreach(stage IN LISTS stages)
  set_target_properties(logonloom_${stage} PROPERTIES EXPORT_NAME ${stage})
  list(APPEND stage_targets logonloom_${stage})
endforeach()
add_library(logonloom_library INTERFACE)
set_target_properties(logonloom_library PROPERTIES EXPORT_NAME logonloom)
target_link_libraries(logonloom_library INTERFACE logonloom_pipeline)
set_target_properties(logonloom_flags PROPERTIES EXPORT_NAME flags)

set(LOGONLOOM_PKGCONFIG_LIBRARIES libdeflate libarchive)
if(LOGONLOOM_LIBEVTX)
  list(APPEND LOGONLOOM_PKGCONFIG_LIBRARIES libevtx)
endif()
if(LOGONLOOM_DISK_IMAGES)
  list(APPEND LOGONLOOM_PKGCONFIG_LIBRARIES tsk)
endif()
set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/logonloom)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/logonloom-config.cmake.in
  ${PROJECT_BINARY_DIR}/logonloom-config.cmake INSTALL_DESTINATION ${folder})
# Before version 1 any minor version may change the contract.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/logonloom-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(TARGETS logonloom_library logonloom_flags ${stage_targets} EXPORT logonloom
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(EXPORT logonloom NAMESPACE logonloom:: FILE logonloom-targets.cmake
        DESTINATION ${folder} COMPONENT library)
install(FILES ${PROJECT_BINARY_DIR}/logonloom-config.cmake
        ${PROJECT_BINARY_DIR}/logonloom-config-version.cmake
        DESTINATION ${folder} COMPONENT library)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/logonloom DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT library FILES_MATCHING PATTERN "*.h")
