# check_installed_tree(PREFIX VERSION): fails unless PREFIX holds all that is shipped, and its
# program runs.
function(check_installed_tree prefix version)
  foreach(file bin/logonloom share/doc/logonloom/logonloom.spdx.json
               share/doc/logonloom/licences/libarchive.txt share/doc/logonloom/README.md
               share/doc/logonloom/CHANGELOG.md share/doc/logonloom/copyright share/man/man1/logonloom.1.gz
               share/bash-completion/completions/logonloom share/zsh/vendor-completions/_logonloom
               share/fish/vendor_completions.d/logonloom.fish
               share/logonloom/queries/brute_force_success.sql)
    if(NOT EXISTS ${prefix}/${file})
      message(FATAL_ERROR "${file} is missing in ${prefix}")
    endif()
  endforeach()
  execute_process(COMMAND ${prefix}/bin/logonloom --version
                  OUTPUT_VARIABLE output RESULT_VARIABLE status)
  if(NOT status EQUAL 0 OR NOT output MATCHES "${version}")
    message(FATAL_ERROR "logonloom --version ended with ${status} and said: ${output}")
  endif()
endfunction()
