# Installs into an empty folder and runs what is there. Wants BUILD_DIR and VERSION.
include(${CMAKE_CURRENT_LIST_DIR}/installed_tree.cmake)
set(prefix ${BUILD_DIR}/install_test)
file(REMOVE_RECURSE ${prefix})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
check_installed_tree(${prefix} ${VERSION})
if(NOT EXISTS ${prefix}/include/logonloom/ingest.h)
  message(FATAL_ERROR "The headers are missing in ${prefix}")
endif()
file(REMOVE_RECURSE ${prefix})
