#!/bin/sh
# run.sh [STAGES [TALLY]]: every check of this repository, one stage of tests/stages after the other; a stage that fails
# does not keep the next from running. At the end it names what failed and how to run each part, alone if possible. Closes with a line
# `N passed, N failed`, which counts checks and stages alike, and leaves it in TALLY, else in reports/out/tally.
set -u
cd "$(dirname "$0")/.."

stages=${1:-tests/stages}
tally=${2:-reports/out/tally}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$(dirname "$tally")"
grep -v -e '^#' -e '^$' "$stages" >"$work/stages"
count=$(wc -l <"$work/stages" | tr -d ' ')
all=$(awk -F ' [|] ' '{ sum += $1 } END { print sum + 0 }' "$work/stages")

# as_time SECONDS: as people say it.
as_time() { if [ "$1" -lt 100 ]; then echo "$1 s"; else echo "$((($1 + 30) / 60)) min"; fi; }

# names_failures COMMAND: what failed in the log on stdin, and the command that runs it, alone if possible, a line each. Checks are
# named by Playwright's list at its end, by the screen of a verdict, and by npm run faults; else the stage is the part.
names_failures() {
  awk -v command="$1" -v escape="$(printf '\033')" '
    function tell(what, alone) { if (what != "" && !seen[what]++) print "  - " what "\n      " alone; named = 1 }
    { gsub(escape "[[][0-9;]*m", "") }
    /^ +[[][^]]+[]] › .*[.]spec[.]ts:[0-9]+/ {
      project = $0; sub(/^ +[[]/, "", project); sub(/[]].*/, "", project)
      spec = $0; sub(/^[^›]*› /, "", spec); title = spec; sub(/:[0-9]+ ›.*/, "", spec); sub(/^[^›]*› /, "", title)
      sub(/ +$/, "", title)
      tell(title, "npx playwright test --project=" project " " spec)
    }
    /^ (✗|[?]) / { if (cause != "") tell(cause, command); cause = $0; sub(/^ [^ ]+ /, "", cause) }
    /^ +tests\/[^ ]+[.]spec[.]ts:[0-9]+$/ { if (cause != "") tell(cause, command (command ~ /--project=/ ? " " $1 : "")); cause = "" }
    /^ *[0-9]+\/[0-9]+ NOT OK / { if ($5 == "+") tell($4 " + " $6, command); else tell($4, "npm run faults -- --only " $4) }
    END { if (cause != "") tell(cause, command); if (!named) print "      " command }'
}

printf '%s stages, about %s on two quiet cores:\n' "$count" "$(as_time "$all")"
awk -F ' [|] ' '{ printf "  %2d  %4d s  %s\n", NR, $1, $2 }' "$work/stages"

passed=0
failed=0
number=0
began=$(date +%s)
while IFS= read -r line; do
  number=$((number + 1))
  expected=${line%% | *}
  line=${line#* | }
  name=${line%% | *}
  command=${line#* | }
  printf '\n== %s of %s: %s (about %s)\n' "$number" "$count" "$name" "$(as_time "$expected")"
  start=$(date +%s)
  { sh -c "$command" 2>&1 </dev/null; echo $? >"$work/status"; } | tee "$work/log"
  status=$(cat "$work/status")
  # What Playwright says it counted; a command of another kind counts as one check.
  good=$(sed -n 's/^ *\([0-9][0-9]*\) passed.*/\1/p' "$work/log" | tail -n 1)
  bad=$(sed -n 's/^ *\([0-9][0-9]*\) failed.*/\1/p' "$work/log" | tail -n 1)
  if [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then bad=1; fi
  if [ "$status" -eq 0 ] && [ -z "$good" ]; then good=1; fi
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
  if [ "${bad:-0}" -gt 0 ]; then
    { printf '%s of %s: %s\n' "$number" "$count" "$name"; names_failures "$command" <"$work/log"; } >>"$work/failures"
  fi
  now=$(date +%s)
  printf '== %s of %s: %s: %s after %s; %s of about %s have passed\n' "$number" "$count" "$name" \
    "$([ "$status" -eq 0 ] && echo ok || echo FAILED)" "$(as_time $((now - start)))" "$(as_time $((now - began)))" "$(as_time "$all")"
done <"$work/stages"

if [ -e "$work/failures" ]; then
  printf '\nWhat failed, and the command that runs each part, alone if possible:\n'
  cat "$work/failures"
fi
printf '\n%s passed, %s failed\n' "$passed" "$failed" >"$work/tally"
cat "$work/tally"
tail -n 1 "$work/tally" >"$tally"
[ "$failed" -eq 0 ]
