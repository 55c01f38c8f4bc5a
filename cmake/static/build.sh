#!/usr/bin/env bash
# The Linux program that needs nothing installed, in one command.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: cmake/static/build.sh [--no-test]

Builds logonloom for Linux x86-64 with everything linked in, the C library too, into build/static,
and packs it into a .tar.gz with its SBOM and licences. It runs on any distribution with a kernel of
3.2 or later. The test shows that nothing is loaded at run time, runs the demo case in a root folder
that holds the program and the evidence only, and compares with the ordinary build.

--no-test   Leaves the test out.
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
out=$root/build/static
say() { printf 'static: %s\n' "$*" >&2; }

tools=(cmake ninja-build g++ pkg-config dpkg-dev node-d3 libarchive-dev libdeflate-dev libevtx-dev
       libbfio-dev libpugixml-dev libcli11-dev libsqlitecpp-dev libsqlite3-dev libssl-dev
       nlohmann-json3-dev zlib1g-dev libbz2-dev liblzma-dev libzstd-dev liblz4-dev libacl1-dev
       libxml2-dev nettle-dev)
missing=()
for tool in "${tools[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$tool" 2>/dev/null)" = installed ] || missing+=("$tool")
done
[ "${#missing[@]}" -eq 0 ] || { say "missing packages; have root run: apt-get install ${missing[*]}"; exit 3; }

"$root/cmake/packages/dependencies.sh" linux "$out"
say "building logonloom"
PKG_CONFIG_PATH=$out/prefix/lib/pkgconfig cmake -S "$root" -B "$out/logonloom" -G Ninja \
  -DLOGONLOOM_LINUX_PREFIX="$out/prefix" -DCMAKE_PREFIX_PATH="$out/prefix" \
  -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O2 -g1" \
  -DLOGONLOOM_WERROR=ON -DLOGONLOOM_STATIC=ON -DLOGONLOOM_DISK_IMAGES=OFF -DLOGONLOOM_BUILD_TESTS=OFF >&2
cmake --build "$out/logonloom" >&2
(cd "$out/logonloom" && cpack -G TGZ -B "$out" >&2)
say "made $(ls "$out"/logonloom-*.tar.gz)"
[ $test = no ] || "$root/cmake/static/test.sh" "$out"
