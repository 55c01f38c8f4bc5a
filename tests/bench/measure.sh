#!/usr/bin/env bash
# Forges evidence and measures on it: readers in one process, and whole ingests with their memory.
# Usage: tests/bench/measure.sh BUILD-FOLDER [SIZE]      (SIZE: 100M by default, 8G and more works)
set -euo pipefail
build=${1:?usage: measure.sh BUILD-FOLDER [SIZE]}
size=${2:-100M}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for mix in security mixed; do
  echo "== $mix, $size"
  "$build/tests/bench/logonloom_forge" "$work/$mix" --size "$size" --mix "$mix" --seed 1
  du -sh "$work/$mix" | cut -f1
  if [ -x "$build/tests/bench/logonloom_bench" ]; then
    LOGONLOOM_BENCH_EVIDENCE="$work/$mix" "$build/tests/bench/logonloom_bench" \
      --benchmark_min_time=1 2>/dev/null
  fi
  for threads in 1 2; do
    rm -f "$work/case.db"
    /usr/bin/time -f "ingest, $threads thread(s): %e s, %M KiB" \
      "$build/bin/logonloom" ingest "$work/$mix" -o "$work/case.db" --threads $threads --quiet
  done
  echo "case: $(stat -c %s "$work/case.db") bytes"
done
