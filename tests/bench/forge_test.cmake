# Forges a little evidence twice and ingests it: the bytes must be equal, nothing may be lost.
file(REMOVE_RECURSE ${WORK})
foreach(run a b)
  execute_process(COMMAND ${FORGE} ${WORK}/${run} --size 4M --mix mixed --seed 7
                  RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "the forge ended with ${status}")
  endif()
  execute_process(COMMAND ${PROGRAM} ingest ${WORK}/${run} -o ${WORK}/${run}.db --quiet
                  RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "the ingest ended with ${status}")
  endif()
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${WORK}/a/HOST0001/Security.evtx
                ${WORK}/b/HOST0001/Security.evtx RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the same seed gave other bytes")
endif()
file(REMOVE_RECURSE ${WORK})
