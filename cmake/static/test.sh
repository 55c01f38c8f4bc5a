#!/usr/bin/env bash
# The static Linux program: loads nothing, runs where there is nothing, and gives the same rows.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: cmake/static/test.sh FOLDER [ROOT]

FOLDER is where build.sh has put its things (build/static). ROOT is the root folder of another
distribution (made with debootstrap, say) to run in; without it an empty one is made. Compares with
build/release/bin/logonloom where that is there. Needs sqlite3, and root for chroot.
TEXT
}
[ $# -ge 1 ] && [ $# -le 2 ] || { usage >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(cd "$1" && pwd)
chroot=${2:-$folder/empty}
say() { printf 'static test: %s\n' "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }

archive=$(find "$folder" -maxdepth 1 -name 'logonloom-*.tar.gz' -print -quit)
[ -n "$archive" ] || fail "there is no package in $folder"
rm -rf "$folder/unpacked"
mkdir -p "$folder/unpacked"
tar -xzf "$archive" -C "$folder/unpacked" --strip-components=1
program=$folder/unpacked/bin/logonloom

! readelf -d "$program" | grep -q NEEDED || fail "it needs shared libraries"
! readelf -l "$program" | grep -q INTERP || fail "it needs a program loader"
say "$(du -h "$archive" | cut -f1) packed, $(du -h "$program" | cut -f1) unpacked, no library and no loader needed"

work=$chroot/tmp/logonloom-test
rm -rf "$work"
mkdir -p "$work"
cp "$program" "$work"
cp -r "$root/testdata/demo" "$work"
there() { chroot "$chroot" /tmp/logonloom-test/logonloom "$@"; }
(there ingest /tmp/logonloom-test/demo -o /tmp/logonloom-test/case.db --quiet) || fail "ingest"
there sessions /tmp/logonloom-test/case.db --all >"$folder/sessions"
there verify /tmp/logonloom-test/demo >"$folder/verify" || fail "verify"
there export /tmp/logonloom-test/case.db --profile xlsx -o /tmp/logonloom-test/case.xlsx || fail "xlsx"
say "runs in $chroot"

other=$root/build/release/bin/logonloom
if [ -x "$other" ]; then
  rm -rf "$folder/compare"
  mkdir -p "$folder/compare"
  (cd "$folder/compare" && cp -r "$root/testdata/demo" . &&
    "$program" ingest demo -o a.db --quiet && "$other" ingest demo -o b.db --quiet)
  for case in a b; do
    sqlite3 "$folder/compare/$case.db" .dump | grep -v "INSERT INTO case_fact VALUES('\(run_\|command\)" \
      >"$folder/compare/$case.sql"
  done
  cmp "$folder/compare/a.sql" "$folder/compare/b.sql" || fail "its case differs from the ordinary one"
  say "its case is that of the ordinary build"
fi
rm -rf "$work"
