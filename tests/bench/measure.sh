#!/usr/bin/env bash
# All figures of docs/performance.md in one run: forges evidence, reads it with both readers, ingests
# it, asks the case, and prints times, ratios, memory and sizes.
# Usage: tests/bench/measure.sh BUILD-FOLDER [SIZE…] [--growth SIZE|FOLDER…]
# SIZE: 100M by default; 1G, 8G and so on work. Those behind --growth are ingested only, on two threads,
# to show how time and memory grow; a folder there holds evidence that was forged before.
# LOGONLOOM_BENCH_EVIDENCE=FOLDER measures real evidence instead of forged.
set -euo pipefail
build=${1:?usage: measure.sh BUILD-FOLDER [SIZE…]}
shift
sizes=() larger=()
while [ $# -gt 0 ] && [ "$1" != --growth ]; do sizes+=("$1"); shift; done
[ $# -eq 0 ] || larger=("${@:2}")
[ ${#sizes[@]} -gt 0 ] || sizes=(100M)
work=$(mktemp -d "${TMPDIR:-/tmp}/logonloom-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
program=$build/bin/logonloom

now() { echo "${EPOCHREALTIME/./}"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }

# ingest THREADS CASE PATH…: prints stages in milliseconds, total, processor time and peak memory;
# sets `total` and `processor`.
ingest() {
  local threads=$1 case=$2 stage="" since line began
  shift 2
  began=$(now)
  since=$began
  while IFS= read -r line; do
    local at
    at=$(now)
    case $line in
      *": hashing "* | *": reading "* | *": correlating "* | *": writing "* | *" records: "*)
        [ -z "$stage" ] || printf '  %-12s %7d ms\n' "$stage" $(((at - since) / 1000))
        stage=${line#*: }
        stage=${stage%% *}
        since=$at
        ;;&
      *" records: "*) echo "  ${line#*: }" ;;
      COST*) read -r _ memory processor <<<"$(awk '{ printf "x %d %d", $2, ($3 + $4) * 1000 }' <<<"$line")" ;;
    esac
  done < <(/usr/bin/time -f "COST %M %U %S" "$program" ingest "$@" -o "$case" --threads "$threads" 2>&1)
  total=$((($(now) - began) / 1000))
  printf '  %-12s %7d ms, %d ms of processor time, %d MB of memory\n' \
    "total" "$total" "$processor" $((memory / 1024))
}

# ask NAME SQL: the time of one query, the file being in the cache.
ask() {
  local began
  sqlite3 "$work/case.db" "$2" >/dev/null
  began=$(now)
  sqlite3 "$work/case.db" "$2" >/dev/null
  printf '  %-44s %5d ms\n' "$1" $((($(now) - began) / 1000))
}

figures() {  # EVIDENCE-FOLDER
  local bytes baseline baseline_processor evidence=$1 stored case_bytes
  bytes=$(du -sb "$evidence" | cut -f1)
  find "$evidence" -type f -exec cat {} + >/dev/null # into the cache
  baseline=0
  if [ -x "$build/tests/bench/logonloom_bench" ]; then
    echo "reading alone:"
    LOGONLOOM_BENCH_EVIDENCE="$evidence" "$build/tests/bench/logonloom_bench" \
      --benchmark_filter="Walk|vtx" --benchmark_format=csv 2>/dev/null |
      awk -F, '/^"/ { gsub(/"/, ""); sub(/\/.*/, "", $1)
                      printf "  %-26s %9.1f ms, %9.1f of processor time\n", $1, $3, $4 }' |
      tee "$work/readers"
    baseline=$(awk '/LibevtxAndPugixml/ { print $2 }' "$work/readers")
    baseline_processor=$(awk '/LibevtxAndPugixml/ { print $4 }' "$work/readers")
  fi
  for threads in 1 2; do
    rm -f "$work/case.db"
    echo "ingest, $threads thread(s):"
    ingest "$threads" "$work/case.db" "$evidence"
    echo "  evidence     $(ratio "$bytes" "$((total * 1000))") MB/s"
    [ "$baseline" = 0 ] ||
      echo "  ratio        $(ratio "$baseline" "$total") times libevtx and pugixml," \
        "$(ratio "$baseline_processor" "$processor") times by processor time"
  done
  stored=$(sqlite3 "$work/case.db" "SELECT count(*) FROM event")
  case_bytes=$(stat -c %s "$work/case.db")
  echo "case: $case_bytes bytes, $(ratio "$case_bytes" "$stored") for each of $stored events"
  echo "the same again, all of it known:"
  ingest 2 "$work/case.db" "$evidence"
  echo "queries, the process included:"
  local session logon
  session=$(sqlite3 "$work/case.db" "SELECT session_id FROM sessions WHERE activity_count > 0 LIMIT 1")
  logon=$(sqlite3 "$work/case.db" "SELECT logon_session_id FROM activity LIMIT 1")
  ask "a page of sessions" "SELECT * FROM sessions ORDER BY session_id LIMIT 100 OFFSET 1000"
  ask "sessions of one user" "SELECT * FROM sessions WHERE user_name = 'user00001'"
  ask "a session's activity" "SELECT * FROM activity WHERE session_id = ${session:-1} LIMIT 100"
  ask "a logon session's activity" "SELECT * FROM activity WHERE logon_session_id = ${logon:-1}"
  ask "a session's evidence" "SELECT * FROM session_events WHERE session_id = ${session:-1}"
}

# growth EVIDENCE-FOLDER: what an ingest takes, against what it may.
growth() {
  local bytes logons
  bytes=$(du -sbL "$1" | cut -f1)
  rm -f "$work/case.db"
  ingest 2 "$work/case.db" "$1"
  logons=$(sqlite3 "$work/case.db" "SELECT count(*) FROM logon_session")
  printf '  %s MB of evidence, %s logon sessions, %s events: %s s for each GB, %s MB of memory of %s allowed\n' \
    $((bytes / 1000000)) "$logons" "$(sqlite3 "$work/case.db" "SELECT count(*) FROM event")" \
    "$(ratio "$((total * 1000000))" "$bytes")" $((memory / 1024)) $((512 + logons * 100 / 1048576))
}

echo "$(date -u +%F), $(nproc) processors: $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)"
if [ -n "${LOGONLOOM_BENCH_EVIDENCE:-}" ]; then
  echo "== $LOGONLOOM_BENCH_EVIDENCE"
  figures "$LOGONLOOM_BENCH_EVIDENCE"
  exit
fi
for size in "${sizes[@]}"; do
  for mix in security mixed; do
    echo "== $mix, $size"
    "$build/tests/bench/logonloom_forge" "$work/$mix" --size "$size" --mix "$mix" --seed 1
    figures "$work/$mix"
    rm -rf "${work:?}/$mix"
  done
done
for size in "${larger[@]}"; do
  echo "== growth: security, $size"
  if [ -d "$size" ]; then
    growth "$size"
  else
    "$build/tests/bench/logonloom_forge" "$work/security" --size "$size" --mix security --seed 1
    growth "$work/security"
    rm -rf "${work:?}/security"
  fi
done
