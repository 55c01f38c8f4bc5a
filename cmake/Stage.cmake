# logonloom_precompile(KIND TARGET HEADERS…): parses headers once for all targets of one kind, if
# LOGONLOOM_PRECOMPILE says so. They have to be compiled alike.
function(logonloom_precompile kind target)
  if(NOT LOGONLOOM_PRECOMPILE)
    return()
  endif()
  get_property(first GLOBAL PROPERTY LOGONLOOM_PRECOMPILED_${kind})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    set_property(GLOBAL PROPERTY LOGONLOOM_PRECOMPILED_${kind} ${target})
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# logonloom_stage(NAME SOURCES … LINKS …): one folder of src/ as one static library.
# LINKS are other stages (logonloom::model …) and the third-party targets whose home it is, PRECOMPILE
# their headers that take long to parse.
function(logonloom_stage name)
  cmake_parse_arguments(STAGE "" "" "SOURCES;LINKS;PRECOMPILE" ${ARGN})
  add_library(logonloom_${name} STATIC ${STAGE_SOURCES})
  add_library(logonloom::${name} ALIAS logonloom_${name})
  target_link_libraries(logonloom_${name} PUBLIC logonloom_flags ${STAGE_LINKS})
  if(STAGE_PRECOMPILE)
    logonloom_precompile(${name} logonloom_${name} ${STAGE_PRECOMPILE})
    if(LOGONLOOM_PRECOMPILE)  # their code too is compiled once for eight sources
      set_target_properties(logonloom_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
  else()
    logonloom_precompile(stage logonloom_${name}
      <algorithm> <functional> <map> <memory> <optional> <string> <unordered_map> <vector>)
  endif()
endfunction()

# logonloom_gtest(TARGET PREFIX TIMEOUT): an executable with tests, which ctest calls PREFIX.Suite.Test.
function(logonloom_gtest target prefix timeout)
  target_link_libraries(${target} PRIVATE logonloom_flags GTest::gmock_main)
  set_target_properties(${target} PROPERTIES LOGONLOOM_UNWATCHED ON)
  # They run for seconds: to optimise them further takes longer than it saves. GCC 12 takes the
  # operator + of std::string for a write beyond its end (its bug 105651).
  target_compile_options(${target} PRIVATE
    $<$<NOT:$<CONFIG:Debug>>:-O1> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>)
  target_compile_definitions(${target} PRIVATE
    LOGONLOOM_CORPUS="${LOGONLOOM_CORPUS}" LOGONLOOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  logonloom_precompile(test ${target} <gmock/gmock.h> <gtest/gtest.h>)
  gtest_discover_tests(${target} TEST_PREFIX "${prefix}." DISCOVERY_TIMEOUT 120
                       PROPERTIES TIMEOUT ${timeout})
endfunction()

# logonloom_unit_test(STAGE SOURCES … LINKS …): the unit tests of one stage as one executable.
function(logonloom_unit_test stage)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${stage}_test ${TEST_SOURCES})
  target_link_libraries(${stage}_test PRIVATE ${TEST_LINKS})
  logonloom_gtest(${stage}_test ${stage} 600)
endfunction()
