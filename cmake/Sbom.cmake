# logonloom_sbom(PROGRAM HEADERS …): after the link of PROGRAM, PROGRAM.spdx.json beside it says what
# is in it, and licences/ beside it holds the licences of that. HEADERS are files, of libraries that
# are compiled in rather than linked.
function(logonloom_sbom program)
  cmake_parse_arguments(SBOM "" "" "HEADERS" ${ARGN})
  set(map ${CMAKE_CURRENT_BINARY_DIR}/${program}.map)
  target_link_options(${program} PRIVATE -Wl,-Map=${map})
  set_property(TARGET ${program} APPEND PROPERTY ADDITIONAL_CLEAN_FILES ${map})
  set(document ${CMAKE_CURRENT_BINARY_DIR}/${program}.spdx.json)
  string(REPLACE ";" "|" headers "${SBOM_HEADERS}")
  add_custom_command(OUTPUT ${document}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:${program}> -DMAP=${map} -DOUTPUT=${document}
      -DLICENCES=${CMAKE_CURRENT_BINARY_DIR}/licences -DVERSION=${PROJECT_VERSION}
      "-DHEADERS=${headers}" "-DREADELF=${CMAKE_READELF}"
      "-DPREFIX=${LOGONLOOM_WINDOWS_PREFIX}${LOGONLOOM_LINUX_PREFIX}" -DSOURCE=${PROJECT_SOURCE_DIR}
      -P ${PROJECT_SOURCE_DIR}/cmake/MakeSbom.cmake
    DEPENDS ${program} ${PROJECT_SOURCE_DIR}/cmake/MakeSbom.cmake
      ${PROJECT_SOURCE_DIR}/cmake/licences.txt VERBATIM)
  add_custom_target(${program}_sbom ALL DEPENDS ${document})
endfunction()
