#!/usr/bin/env bash
# Static libraries that the distribution has no packages of, made from its own source packages.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: cmake/packages/dependencies.sh windows FOLDER
       cmake/packages/dependencies.sh linux FOLDER

Fetches source packages with apt-get into FOLDER/src, by a configuration of apt of its own in
FOLDER/apt, and builds them as static libraries into FOLDER/prefix: all that the program links for
Windows (with mingw-w64), those without a static library in their -dev package for Linux. What is there
already is not made again. FOLDER/prefix/sources.txt lists what was built: library, source package
and version.
TEXT
}
[ $# -eq 2 ] || { usage >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
src=$folder/src prefix=$folder/prefix
jobs=$(nproc)
case $target in
  windows)
    triple=x86_64-w64-mingw32
    # What libarchive and SQLiteCpp build on comes first.
    packages=(openssl zlib libdeflate xz-utils libzstd bzip2 libarchive sqlite3 sqlitecpp pugixml
              fmtlib cli11 nlohmann-json3 libxlsxwriter)
    cross=(-DCMAKE_TOOLCHAIN_FILE="$here/../windows/toolchain.cmake"
           -DLOGONLOOM_WINDOWS_PREFIX="$prefix") ;;
  linux)
    packages=(fmtlib libxlsxwriter)
    cross=(-DCMAKE_POSITION_INDEPENDENT_CODE=ON) ;;
  *) usage >&2; exit 2 ;;
esac

say() { printf 'dependencies: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

# The system's sources, as lines for source packages, for us alone.
configure_apt() {
  local apt=$folder/apt list
  rm -rf "$apt/parts"
  mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
  for list in /etc/apt/sources.list.d/{debian,ubuntu}.sources; do
    [ ! -r "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"$apt/parts/${list##*/}"
  done
  if [ -r /etc/apt/sources.list ]; then
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$apt/parts/system.list"
  fi
  cat >"$apt/apt.conf" <<TEXT
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt/parts";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Sandbox::User "root";
TEXT
  export APT_CONFIG=$apt/apt.conf
  apt-get -q update >&2 || fail "apt-get update failed for source packages"
}

source_of() { find "$src" -mindepth 1 -maxdepth 1 -type d -name "$1-[0-9]*" -print -quit; }

# A mirror may have lost the newest version and still list it; then the one before serves.
fetch() {  # PACKAGE
  [ -z "$(source_of "$1")" ] || return 0
  local version
  for version in $(apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -ruV); do
    (cd "$src" && apt-get -q source "$1=$version") >&2 && return
    say "$1 $version cannot be fetched"
  done
  fail "no source package of $1 can be fetched"
}

with_cmake() {  # PACKAGE OPTION…, in the folder that SUBFOLDER names, if any
  local package=$1; shift
  cmake -S "$(source_of "$package")/${SUBFOLDER:-}" -B "$folder/build/$package" -G Ninja \
    "${cross[@]}" -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_BUILD_TYPE=Release \
    -DBUILD_SHARED_LIBS=OFF -DCMAKE_POLICY_DEFAULT_CMP0077=NEW "$@"
  cmake --build "$folder/build/$package" -j "$jobs"
  cmake --install "$folder/build/$package"
}

# The distribution's tarball comes without upstream's makefile for Windows.
build_zlib() {
  mkdir -p "$folder/build/zlib"
  cd "$folder/build/zlib"
  $triple-gcc -O3 -c "$(source_of zlib)"/*.c
  $triple-ar rcs libz.a ./*.o
  install -m 644 libz.a "$prefix/lib"
  install -m 644 "$(source_of zlib)"/{zlib,zconf}.h "$prefix/include"
}

build_libdeflate() {
  cd "$(source_of libdeflate)"
  make CC=$triple-gcc AR=$triple-ar -j "$jobs" libdeflatestatic.lib
  install -D -m 644 libdeflatestatic.lib "$prefix/lib/libdeflate.a"
  install -D -m 644 libdeflate.h "$prefix/include/libdeflate.h"
  cat >"$prefix/lib/pkgconfig/libdeflate.pc" <<TEXT
Name: libdeflate
Description: DEFLATE and checksums
Version: $(upstream_version libdeflate)
Libs: -L$prefix/lib -ldeflate
Cflags: -I$prefix/include
TEXT
}

build_xz-utils() {
  mkdir -p "$folder/build/xz-utils"
  cd "$folder/build/xz-utils"
  "$(source_of xz-utils)/configure" --host=$triple --prefix="$prefix" --disable-shared --disable-nls \
    --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-doc
  make -j "$jobs" install
}

build_libzstd() {
  SUBFOLDER=build/cmake with_cmake libzstd -DZSTD_BUILD_PROGRAMS=OFF -DZSTD_BUILD_SHARED=OFF \
    -DZSTD_BUILD_STATIC=ON
}

build_bzip2() {
  cd "$(source_of bzip2)"
  make CC=$triple-gcc AR=$triple-ar RANLIB=$triple-ranlib -j "$jobs" libbz2.a
  install -m 644 libbz2.a "$prefix/lib"
  install -m 644 bzlib.h "$prefix/include"
}

# Names in archives become UTF-8 by Windows' own conversion, hence no iconv.
build_libarchive() {
  (cd "$(source_of libarchive)" && autoreconf -fi)
  mkdir -p "$folder/build/libarchive"
  cd "$folder/build/libarchive"
  CPPFLAGS="-I$prefix/include -D_WIN32_WINNT=0x0A00" LDFLAGS=-L$prefix/lib LIBS="-lcrypt32 -lws2_32" \
    "$(source_of libarchive)/configure" --host=$triple --prefix="$prefix" --disable-shared \
    --disable-bsdtar --disable-bsdcpio --disable-bsdcat --disable-acl --disable-xattr \
    --without-iconv --without-xml2 --without-expat --without-lz4 --without-nettle --without-libb2 \
    --without-cng --with-openssl
  make -j "$jobs" libarchive.la
  make install-libLTLIBRARIES install-includeHEADERS install-pkgconfigDATA
  # It lists its libraries by name already, and there is no libssl.
  sed -i '/^Requires.private:/d' "$prefix/lib/pkgconfig/libarchive.pc"
}

# One source file, which is made on and for any machine, compiled with the limits and features that
# the distribution gives it.
build_sqlite3() {
  mkdir -p "$folder/build/sqlite3"
  cd "$folder/build/sqlite3"
  local flags
  flags=$(grep -o -- '-DSQLITE_[A-Z0-9_]*\(=[0-9]*\)\?' "$(source_of sqlite3)/debian/rules" | tr '\n' ' ')
  "$(source_of sqlite3)/configure" --disable-tcl --disable-readline
  make sqlite3.c
  $triple-gcc -O2 $flags -c sqlite3.c -o sqlite3.o
  $triple-ar rcs libsqlite3.a sqlite3.o
  install -m 644 libsqlite3.a "$prefix/lib"
  install -m 644 sqlite3.h "$(source_of sqlite3)/src/sqlite3ext.h" "$prefix/include"
}

build_sqlitecpp() {
  with_cmake sqlitecpp -DSQLITECPP_INTERNAL_SQLITE=OFF -DSQLITECPP_RUN_CPPLINT=OFF \
    -DSQLITECPP_RUN_CPPCHECK=OFF -DSQLITECPP_RUN_DOXYGEN=OFF -DSQLITECPP_USE_STACK_PROTECTION=OFF
}

# Digests and the ciphers of encrypted archives are all that is used.
build_openssl() {
  mkdir -p "$folder/build/openssl"
  cd "$folder/build/openssl"
  perl "$(source_of openssl)/Configure" mingw64 --cross-compile-prefix=$triple- --prefix="$prefix" \
    --libdir=lib no-shared no-tests no-ssl no-tls no-dtls no-engine no-dso no-async no-ui-console \
    no-sock no-srp no-ct no-cms no-ts no-ocsp no-cmp no-legacy no-weak-ssl-ciphers no-afalgeng
  make -j "$jobs" build_generated
  make -j "$jobs" libcrypto.a
  install -m 644 libcrypto.a "$prefix/lib"
  cp -r "$(source_of openssl)/include/openssl" include/openssl "$prefix/include"
}

build_pugixml() { with_cmake pugixml; }
build_fmtlib() { with_cmake fmtlib -DFMT_TEST=OFF -DFMT_DOC=OFF; }
build_cli11() {
  with_cmake cli11 -DCLI11_BUILD_TESTS=OFF -DCLI11_BUILD_EXAMPLES=OFF -DCLI11_BUILD_DOCS=OFF \
    -DCLI11_SINGLE_FILE=OFF
}
build_nlohmann-json3() { with_cmake nlohmann-json3 -DJSON_BuildTests=OFF; }
build_libxlsxwriter() { with_cmake libxlsxwriter; }

upstream_version() { basename "$(source_of "$1")" | sed "s/^$1-//"; }
debian_version() { dpkg-parsechangelog -l "$(source_of "$1")/debian/changelog" -S Version; }

build() {  # PACKAGE
  local mark=$folder/built/$1 log=$folder/log/$1.log
  [ ! -e "$mark" ] || return 0
  say "building $1 $(debian_version "$1")"
  local status=0
  set +e  # else nothing in the function would stop it
  (set -e; "build_$1") >"$log" 2>&1
  status=$?
  set -e
  [ $status -eq 0 ] || { tail -n 30 "$log" >&2; fail "$1 cannot be built, see $log"; }
  touch "$mark"
}

mkdir -p "$src" "$prefix"/{lib/pkgconfig,include} "$folder"/{build,built,log}
[ $target = linux ] || export PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig
for package in "${packages[@]}"; do
  [ -n "$(source_of "$package")" ] && continue
  [ -n "${APT_CONFIG:-}" ] || configure_apt
  fetch "$package"
done
for package in "${packages[@]}"; do build "$package"; done

# What the program's SBOM says is in it, and the licences of that.
declare -A files=([zlib]=libz.a [libdeflate]=libdeflate.a [xz-utils]=liblzma.a [libzstd]=libzstd.a
                  [bzip2]=libbz2.a [libarchive]=libarchive.a [sqlite3]=libsqlite3.a
                  [sqlitecpp]=libSQLiteCpp.a [openssl]=libcrypto.a [pugixml]=libpugixml.a
                  [fmtlib]=libfmt.a [cli11]=CLI.hpp [nlohmann-json3]=json.hpp
                  [libxlsxwriter]=libxlsxwriter.a)
mkdir -p "$prefix/licences"
for package in "${packages[@]}"; do
  printf '%s %s %s\n' "$package" "$(debian_version "$package")" "${files[$package]}"
  cp "$(source_of "$package")/debian/copyright" "$prefix/licences/$package"
done >"$prefix/sources.txt"
