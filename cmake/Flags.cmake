# The one place of compiler flags: every target of ours links logonloom_flags.
option(LOGONLOOM_WERROR "Treat warnings as errors" OFF)
set(LOGONLOOM_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=, empty for none")

find_program(LOGONLOOM_CCACHE ccache)
if(LOGONLOOM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LOGONLOOM_CCACHE})
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()

add_library(logonloom_flags INTERFACE)
target_compile_features(logonloom_flags INTERFACE cxx_std_20)
target_include_directories(logonloom_flags INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>
  $<INSTALL_INTERFACE:include>)
# How we compile is no business of those who link the installed library: what is only ours goes to
# logonloom_own_flags.
add_library(logonloom_own_flags INTERFACE)
target_link_libraries(logonloom_flags INTERFACE $<BUILD_INTERFACE:logonloom_own_flags>)
target_compile_options(logonloom_own_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  $<$<BOOL:${LOGONLOOM_WERROR}>:-Werror>)
# GCC 13's first form of this warning also hits references that do not dangle.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
  target_compile_options(logonloom_own_flags INTERFACE -Wno-dangling-reference)
endif()

# Evidence is hostile: an index out of bounds ends the program instead of going on.
target_compile_definitions(logonloom_own_flags INTERFACE _GLIBCXX_ASSERTIONS)
# Distributions predefine a level of their own, hence -U. Fortifying needs optimisation.
set(hardened -fstack-protector-strong
  $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=2>)
if(LOGONLOOM_SANITIZE)
  # Targets with the property LOGONLOOM_UNWATCHED only run the code that is watched: to instrument the
  # tests as well takes as long as all the rest. They are compiled as in any other build, so that ccache
  # has them from there.
  set(unwatched $<BOOL:$<TARGET_PROPERTY:LOGONLOOM_UNWATCHED>>)
  set(watched $<NOT:${unwatched}>)
  target_compile_options(logonloom_own_flags INTERFACE
    $<${watched}:-fsanitize=${LOGONLOOM_SANITIZE}> $<${watched}:-fno-sanitize-recover=all>
    $<${watched}:-fno-omit-frame-pointer>
    $<$<AND:${watched},$<NOT:$<CONFIG:Debug>>>:-O1>)
  foreach(option IN LISTS hardened)
    target_compile_options(logonloom_own_flags INTERFACE $<${unwatched}:${option}>)
  endforeach()
  target_link_options(logonloom_own_flags INTERFACE -fsanitize=${LOGONLOOM_SANITIZE})
  # GCC takes its own instrumented library (std::regex) for uninitialised; the sanitizers look at
  # the real thing.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(logonloom_own_flags INTERFACE $<${watched}:-Wno-maybe-uninitialized>)
  endif()
else()
  target_compile_options(logonloom_own_flags INTERFACE ${hardened})
  if(WIN32)
    target_link_options(logonloom_own_flags INTERFACE
      -fstack-protector-strong -Wl,--dynamicbase -Wl,--nxcompat -Wl,--high-entropy-va)
  else()
    target_link_options(logonloom_own_flags INTERFACE -Wl,-z,relro -Wl,-z,now)
  endif()
endif()
if(LOGONLOOM_BUILD_FUZZERS)
  target_compile_options(logonloom_own_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
