# The one place of compiler flags: every target of ours links logonloom_flags.
option(LOGONLOOM_WERROR "Treat warnings as errors" OFF)
set(LOGONLOOM_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=, empty for none")

add_library(logonloom_flags INTERFACE)
target_compile_features(logonloom_flags INTERFACE cxx_std_20)
target_include_directories(logonloom_flags INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>)
target_compile_options(logonloom_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  $<$<BOOL:${LOGONLOOM_WERROR}>:-Werror>)
if(LOGONLOOM_SANITIZE)
  target_compile_options(logonloom_flags INTERFACE
    -fsanitize=${LOGONLOOM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(logonloom_flags INTERFACE -fsanitize=${LOGONLOOM_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
