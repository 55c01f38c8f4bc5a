# Makes both packages, unpacks them and runs what is there. Wants BUILD_DIR, VERSION and CPACK.
include(${CMAKE_CURRENT_LIST_DIR}/installed_tree.cmake)
set(out ${BUILD_DIR}/package_test)
file(REMOVE_RECURSE ${out})
execute_process(COMMAND ${CPACK} --config ${BUILD_DIR}/CPackConfig.cmake -B ${out}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

function(the_one_file variable pattern)
  file(GLOB files ${out}/${pattern})
  list(LENGTH files count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "Expected one ${pattern} in ${out}, found: ${files}")
  endif()
  set(${variable} ${files} PARENT_SCOPE)
endfunction()

the_one_file(archive "*.tar.gz")
file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${out}/archive)
get_filename_component(top ${archive} NAME)
string(REPLACE ".tar.gz" "" top ${top})
check_installed_tree(${out}/archive/${top} ${VERSION})

the_one_file(deb "*.deb")
execute_process(COMMAND dpkg-deb --extract ${deb} ${out}/deb COMMAND_ERROR_IS_FATAL ANY)
check_installed_tree(${out}/deb/usr ${VERSION})
execute_process(COMMAND dpkg-deb --field ${deb} Depends
                OUTPUT_VARIABLE depends COMMAND_ERROR_IS_FATAL ANY)
foreach(library libc6 libstdc++6 libevtx1 libsqlite3-0)
  string(FIND "${depends}" "${library}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "${deb} does not depend on ${library}: ${depends}")
  endif()
endforeach()
file(REMOVE_RECURSE ${out})
