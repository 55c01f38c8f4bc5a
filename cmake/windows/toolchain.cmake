# Windows x86-64, cross-built with Debian's mingw-w64 (the variant with POSIX threads, which
# std::thread wants). LOGONLOOM_WINDOWS_PREFIX: where cmake/packages/dependencies.sh has put the libraries.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triple}-g++-posix)
set(CMAKE_RC_COMPILER ${triple}-windres)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES LOGONLOOM_WINDOWS_PREFIX)

# Windows 10, the first with a UTF-8 code page for single programs.
add_compile_definitions(_WIN32_WINNT=0x0A00 WINVER=0x0A00)
set(CMAKE_FIND_ROOT_PATH ${LOGONLOOM_WINDOWS_PREFIX} /usr/${triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
foreach(kind LIBRARY INCLUDE PACKAGE)
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
set(ENV{PKG_CONFIG_LIBDIR} ${LOGONLOOM_WINDOWS_PREFIX}/lib/pkgconfig)
