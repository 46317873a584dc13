#!/bin/sh
# Every check of this repository, one stage after the other; a stage that fails does not keep the next from running.
# Closes with a line `N passed, N failed`, which counts checks and stages alike, and leaves it in reports/out/tally.
set -u
cd "$(dirname "$0")/.."

passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mkdir -p reports/out

# stage NAME COMMAND...: counts what Playwright says it counted; a command of another kind counts as one check.
stage() {
  name=$1
  shift
  began=$(date +%s)
  printf '\n== %s\n' "$name"
  { "$@" 2>&1; echo $? >"$log.status"; } | tee "$log"
  status=$(cat "$log.status")
  rm -f "$log.status"
  good=$(sed -n 's/^ *\([0-9][0-9]*\) passed.*/\1/p' "$log" | tail -n 1)
  bad=$(sed -n 's/^ *\([0-9][0-9]*\) failed.*/\1/p' "$log" | tail -n 1)
  if [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then bad=1; fi
  if [ "$status" -eq 0 ] && [ -z "$good" ]; then good=1; fi
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
  printf '== %s: %s after %s s\n' "$name" "$([ "$status" -eq 0 ] && echo ok || echo FAILED)" $(($(date +%s) - began))
}

stage 'format' npm run -s format:check
stage 'lint' npm run -s lint
stage 'types' npm run -s types
stage 'self-tests without the lab' npx playwright test --project=unit
stage 'the lab itself: up, down, save, load, kill' npx playwright test --project=lab-lifecycle
stage 'self-tests on the lab' npx playwright test --project=lab
stage 'the gate puma-prerelease on the lab' npx playwright test --project=puma-prerelease
stage 'its verdict, decided again from the files' npm run -s verdict
stage 'its Allure report' npm run -s report -- --no-open
stage 'the benchmark of the verdict' npm run -s bench:verdict
# Another part each day: in ten days every fault that was caught once has had its turn again.
stage 'a part of the faults, and that the gates catch them' npm run -s faults -- --seen --part "$(date +%j)/10"
# Always the same: a pair that nobody has looked at may be two faults of which one makes the other impossible to see.
stage 'pairs of faults' npm run -s faults -- --pairs 3 --seed 7
# The shortest one: what bad weather does to all gates takes half an hour, and is a run of its own.
stage 'a healthy gate in bad weather' npm run -s healthy -- --gate deer-baseline
stage 'the day rehearsed, with every gate' npm run -s rehearse
stage 'lists and schema, written anew, are as committed' sh -c '
  npx tsx reports/cli/inventory.ts --write && npx tsx reports/seal/schema.ts --write && git diff --exit-code targets/*/expected reports/schema'
stage 'the lab leaves nothing behind' npm run -s lab -- down

printf '\n%s passed, %s failed\n' "$passed" "$failed" | tee reports/out/tally
[ "$failed" -eq 0 ]
