# logonloom_stage(NAME SOURCES … LINKS …): one folder of src/ as one static library.
# LINKS are other stages (logonloom::model …) and the third-party targets whose home it is.
function(logonloom_stage name)
  cmake_parse_arguments(STAGE "" "" "SOURCES;LINKS" ${ARGN})
  add_library(logonloom_${name} STATIC ${STAGE_SOURCES})
  add_library(logonloom::${name} ALIAS logonloom_${name})
  target_link_libraries(logonloom_${name} PUBLIC logonloom_flags ${STAGE_LINKS})
  list(LENGTH STAGE_SOURCES files)
  if(LOGONLOOM_PRECOMPILE AND files GREATER 8)
    target_precompile_headers(logonloom_${name} PRIVATE
      <algorithm> <functional> <map> <memory> <optional> <string> <unordered_map> <vector>)
  endif()
endfunction()

# logonloom_unit_test(STAGE SOURCES … LINKS …): the unit tests of one stage as one executable.
function(logonloom_unit_test stage)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${stage}_test ${TEST_SOURCES})
  target_link_libraries(${stage}_test PRIVATE logonloom_flags ${TEST_LINKS} GTest::gmock_main)
  # They run for seconds: to optimise them further takes longer than it saves.
  target_compile_options(${stage}_test PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O1>)
  target_compile_definitions(${stage}_test PRIVATE
    LOGONLOOM_CORPUS="${LOGONLOOM_CORPUS}" LOGONLOOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(LOGONLOOM_PRECOMPILE)
    target_precompile_headers(${stage}_test PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  gtest_discover_tests(${stage}_test TEST_PREFIX "${stage}." DISCOVERY_TIMEOUT 120
                       PROPERTIES TIMEOUT 600)
endfunction()
