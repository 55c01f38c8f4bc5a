#!/usr/bin/env bash
# From a bare Debian 12 or Ubuntu 24.04 to a case database, or to all tests, in one command.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: cmake/bootstrap.sh run [FOLDER]
       cmake/bootstrap.sh test

run   Installs the packages that are missing, builds logonloom, ingests the .evtx files of FOLDER
      (the demo case in testdata/demo if none is given) into build/case, and shows the sessions.
      Ends with the status of the ingest: 0 complete, 1 complete with losses.
test  Installs the packages that are missing, builds with warnings as errors and runs all tests,
      first as shipped, then under AddressSanitizer and UndefinedBehaviorSanitizer (there without
      the few that do the same thing hundreds of times, with all real logs once more, or with 64 KB texts).

Packages are installed with apt-get, as root or with sudo. Nothing is installed outside apt, and
nothing is written outside this folder.
TEXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

tools=(cmake ninja-build g++ pkg-config ccache)
libraries=(libarchive-dev libtsk-dev libvshadow-dev libdeflate-dev libevtx-dev libbfio-dev libpugixml-dev libfmt-dev libcli11-dev libsqlitecpp-dev libssl-dev
           nlohmann-json3-dev node-d3 libxlsxwriter-dev libgtest-dev libgmock-dev)
browser=(chromium python3)  # for the test of the HTML report; on Ubuntu a snap, and left out
imaging=(ntfs-3g ntfs-3g-dev ewf-tools qemu-utils fdisk)  # disk images for the tests
packaging=(dpkg-dev file)  # CPack needs them to find out what a .deb depends on

say() { printf 'bootstrap: %s\n' "$*" >&2; }
fail() { say "$2"; exit "$1"; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() {
  command -v apt-get >/dev/null || fail 3 "apt-get is not here; this script knows Debian and Ubuntu. \
Install the like of these by other means, then build with cmake: $*"
  local missing=() package
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  if [ ${#missing[@]} -eq 0 ]; then
    say "all packages needed are installed already"
    return
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail 3 "packages are missing and neither root nor sudo is at \
hand; have root run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing with apt-get: ${missing[*]}"
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -q update >&2 ||
    fail 3 "apt-get update failed; is there a network, and are the sources right?"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q \
    install -y --no-install-recommends "${missing[@]}" >&2 ||
    fail 3 "apt-get could not install them (on Ubuntu they need the component «universe»)"
}

configure() {  # PRESET OPTION…
  say "configuring build/$1"
  (cd "$root" && cmake --preset "$@" >&2)
}

run() {
  local folder=$root/testdata/demo
  if [ $# -gt 0 ]; then
    folder=$(realpath -e -- "$1" 2>/dev/null) || fail 2 "$1 does not exist; name a folder of .evtx \
files"
  fi
  install_packages "${tools[@]}" "${libraries[@]}"
  configure release
  say "building build/release/bin/logonloom"
  (cd "$root" && cmake --build --preset release --target logonloom >&2)

  local logonloom=$root/build/release/bin/logonloom out=$root/build/case status=0
  mkdir -p "$out"
  say "ingesting $folder"
  "$logonloom" ingest "$folder" -o "$out/case.db" --force || status=$?
  [ $status -le 1 ] || fail $status "the ingest ended with status $status, see above"
  "$logonloom" sessions "$out/case.db"
  rm -f "$out/sessions.csv"
  "$logonloom" export "$out/case.db" sessions --format csv -o "$out/sessions.csv"
  say "case database: $out/case.db"
  say "sessions as CSV: $out/sessions.csv"
  return $status
}

# Builds and tests one preset; leaves what ctest said in its test.log.
test_preset() {  # PRESET OPTION…
  local log=$root/build/$1/test.log
  rm -f "$log"
  configure "$@" || return
  say "building build/$1"
  (cd "$root" && cmake --build --preset "$1" >&2) || return
  say "running the tests of build/$1"
  (cd "$root" && ctest --preset "$1" -j "$(nproc)" --no-tests=error) 2>&1 | tee "$log" >&2
}

# What is compiled alike in both builds, the tests, is compiled once.
share_objects() {
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
}

run_tests() {
  install_packages "${tools[@]}" "${libraries[@]}" "${packaging[@]}" "${imaging[@]}"
  grep -q '^ID=ubuntu' /etc/os-release || install_packages "${browser[@]}"
  share_objects
  local preset status=0 summary=()
  test_preset release -DLOGONLOOM_WERROR=ON -DLOGONLOOM_PRECOMPILE=ON || status=1
  test_preset asan -DLOGONLOOM_WERROR=ON -DLOGONLOOM_PRECOMPILE=ON || status=1
  for preset in release asan; do
    summary+=("$preset: $(grep -h 'tests passed' "$root/build/$preset/test.log" 2>/dev/null ||
                          echo 'not built')")
  done
  for preset in "${summary[@]}"; do say "$preset"; done
  [ $status -eq 0 ] && say "all tests passed" || say "some tests failed, see above"
  return $status
}

case ${1:-} in
  run) [ $# -le 2 ] || { usage >&2; exit 2; }; shift; run "$@" ;;
  test) [ $# -eq 1 ] || { usage >&2; exit 2; }; run_tests ;;
  -h|--help) usage ;;
  *) usage >&2; exit 2 ;;
esac
