#!/usr/bin/env bash
# The Windows executable under wine: the demo case gives what the Linux build makes of it.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: cmake/windows/test.sh FOLDER [LINUX-PROGRAM]

FOLDER is where build.sh has put its things (build/windows). LINUX-PROGRAM is the build to compare
with; without it build/release is built. Every view of the case must have the same rows, and
sessions, export and report the same bytes. Needs wine64 and sqlite3.
TEXT
}
[ $# -ge 1 ] && [ $# -le 2 ] || { usage >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(cd "$1" && pwd)
exe=$folder/logonloom/bin/logonloom.exe
work=$folder/test
say() { printf 'windows test: %s\n' "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }

linux=$(realpath -m "${2:-$root/build/release/bin/logonloom}")
if [ $# -lt 2 ]; then
  (cd "$root" && cmake --preset release && cmake --build --preset release --target logonloom) >&2
fi

export WINEPREFIX=$folder/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
unset DISPLAY
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
windows() { "$wine" "$exe" "$@" </dev/null; }

rm -rf "$work"
mkdir -p "$work/Beweise «Münze» 証拠"
cd "$work"
cp -r "$root/testdata/demo" .

# Runs both with the same arguments in the same folder; the two names go into the place of CASE.
both() {  # NAME ARGUMENT…
  local name=$1 status=0 status_windows=0; shift
  "$linux" "${@//CASE/linux.db}" >"$name.linux" 2>/dev/null || status=$?
  windows "${@//CASE/windows.db}" >"$name.windows" 2>"$name.err" || status_windows=$?
  [ $status = $status_windows ] || { cat "$name.err" >&2; fail "$name: status $status_windows, not $status"; }
  sed 's/linux\.db/CASE/g' "$name.linux" >"$name.a"
  sed 's/windows\.db/CASE/g' "$name.windows" >"$name.b"
  cmp "$name.a" "$name.b" || fail "$name differs"
}

# All rows of all views but the facts of the run itself.
dump() {  # CASE
  local view
  for view in $(sqlite3 "$1" "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"); do
    printf '%s\n' "-- $view"
    if [ "$view" = case_info ]; then
      sqlite3 "$1" "SELECT tool_version, schema_version, options, evidence_roots FROM case_info"
    else
      sqlite3 "$1" "SELECT * FROM \"$view\""
    fi
  done
}

compare() {  # NAME, of linux.db and windows.db
  dump linux.db >"$1.linux.rows"
  dump windows.db >"$1.windows.rows"
  cmp "$1.linux.rows" "$1.windows.rows" || fail "$1: rows differ, see diff $work/$1.*.rows"
  say "$1: $(wc -l <"$1.linux.rows") rows of $(grep -c '^-- ' "$1.linux.rows") views are equal"
}

say "$(windows --version | tr -d '\r')"
both ingest ingest demo -o CASE --quiet
compare folder
both sessions sessions CASE --all
both show show CASE 10
both csv export CASE sessions --format csv
both json export CASE timeline --format jsonl
both coverage coverage CASE
both query query CASE hops
both again ingest demo -o CASE --quiet
compare again

"$linux" report linux.db -o linux.html
windows report windows.db -o windows.html || fail "report"
cmp <(sed 's/linux\.db/CASE/g; s/"run_[a-z]*[^]]*\]//g; s/"machine"[^]]*\]//g; s/"command_line"[^]]*\]//g' linux.html) \
    <(sed 's/windows\.db/CASE/g; s/"run_[a-z]*[^]]*\]//g; s/"machine"[^]]*\]//g; s/"command_line"[^]]*\]//g' windows.html) ||
  fail "the reports differ"
say "sessions, show, coverage, query, exports and the report are equal"

# Names outside ASCII: evidence, an archive of it, the case, what is exported.
unusual="Beweise «Münze» 証拠"
cp -r demo "$unusual/Protokolle Ä"
(cd "$unusual" && tar -cf 'Ärchiv ñ.tar' 'Protokolle Ä')
both unusual ingest "$unusual/Protokolle Ä" -o "$unusual/CASE" --quiet
mv "$unusual/linux.db" "$unusual/windows.db" .
compare unusual
both archive ingest "$unusual/Ärchiv ñ.tar" -o CASE --force --quiet
compare archive
windows export windows.db --profile xlsx -o "$unusual/Fälle.xlsx" || fail "xlsx"
[ -s "$unusual/Fälle.xlsx" ] || fail "the workbook has another name"
windows export windows.db sessions --format csv -o "$unusual/Sitzungen ß.csv" || fail "csv into a file"
[ -s "$unusual/Sitzungen ß.csv" ] || fail "the table has another name"
say "names outside ASCII are kept"

# What is wrong is said, with the same status as elsewhere.
both missing ingest nowhere -o other.db
status=0
windows verify demo >verify.out 2>&1 || status=$?
[ $status = 2 ] && grep -q 'no second reader' verify.out || fail "verify does not say what is missing"
say "all as on Linux"
