#!/usr/bin/env bash
# The Windows executable, cross-built and tested, in one command.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: cmake/windows/build.sh [--no-test]

Builds logonloom.exe for Windows x86-64 with mingw-w64 into build/windows, its libraries from the
distribution's source packages (dependencies.sh) linked in, packs it into a .zip with its SBOM and
licences, and tests it under wine: the demo case has to give the same rows as the Linux build.

--no-test   Leaves the test out; then neither wine nor the Linux build is needed.
TEXT
}
test=yes
case ${1:-} in
  '') ;;
  --no-test) test=no ;;
  -h|--help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$root/build/windows
say() { printf 'windows: %s\n' "$*" >&2; }

tools=(cmake ninja-build g++ pkg-config g++-mingw-w64-x86-64-posix dpkg-dev autoconf automake libtool
       tcl node-d3)
[ $test = no ] || tools+=(wine64 wine sqlite3)
missing=()
for tool in "${tools[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$tool" 2>/dev/null)" = installed ] || missing+=("$tool")
done
[ "${#missing[@]}" -eq 0 ] || { say "missing packages; have root run: apt-get install ${missing[*]}"; exit 3; }

"$root/cmake/packages/dependencies.sh" windows "$out"
say "building logonloom.exe"
cmake -S "$root" -B "$out/logonloom" -G Ninja \
  -DCMAKE_TOOLCHAIN_FILE="$root/cmake/windows/toolchain.cmake" \
  -DLOGONLOOM_WINDOWS_PREFIX="$out/prefix" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O2 -g1" -DLOGONLOOM_WERROR=ON \
  -DLOGONLOOM_STATIC=ON -DLOGONLOOM_LIBEVTX=OFF -DLOGONLOOM_DISK_IMAGES=OFF -DLOGONLOOM_BUILD_TESTS=OFF >&2
cmake --build "$out/logonloom" >&2
(cd "$out/logonloom" && cpack -G ZIP -B "$out" >&2)
say "made $(ls "$out"/logonloom-*.zip)"
[ $test = no ] || "$root/cmake/windows/test.sh" "$out"
