# Builds a program outside the project on the installed library and runs it on the demo case.
# Wants BUILD_DIR, SOURCE_DIR and the compiler as CXX.
set(work ${BUILD_DIR}/consumer_test)
file(REMOVE_RECURSE ${work})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${work}/prefix
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE_DIR}/tests/consumer -B ${work}/build -G Ninja
                -DCMAKE_PREFIX_PATH=${work}/prefix -DCMAKE_CXX_COMPILER=${CXX}
                -DCMAKE_BUILD_TYPE=Release
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${work}/build
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${work}/build/list_sessions ${SOURCE_DIR}/testdata/demo ${work}/case.db
                OUTPUT_VARIABLE sessions COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${work}/prefix/bin/logonloom sessions ${work}/case.db --all --format csv
                OUTPUT_VARIABLE expected COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n" lines "${sessions}")
string(REGEX MATCHALL "\n" expected_lines "${expected}")
list(LENGTH lines count)
list(LENGTH expected_lines expected_count)
math(EXPR expected_count "${expected_count} - 1")  # the names of the columns
if(count EQUAL 0 OR NOT count EQUAL expected_count)
  message(FATAL_ERROR "list_sessions printed ${count} sessions, not ${expected_count}: ${sessions}")
endif()
# The headers name nothing that is not installed, and no path of the build stays in the files.
file(GLOB_RECURSE files ${work}/prefix/lib/*.cmake)
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(FIND "${text}" "${SOURCE_DIR}" place)
  if(NOT place EQUAL -1)
    message(FATAL_ERROR "${file} names the folder of the sources")
  endif()
endforeach()
file(REMOVE_RECURSE ${work})
