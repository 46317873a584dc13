#!/bin/sh
# Installs what this repository needs on a fresh Debian or Ubuntu with Node >= 20.12. Runs before `npm install`, so it is
# plain sh. Safe to run again: it installs only what is missing, and says what and why.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

command -v node >/dev/null || fail 'Node is not installed. Install Node 20.12 or newer.'
node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 12) ? 0 : 1)' ||
  fail "Node $(node -v) is too old. Install Node 20.12 or newer."

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "needs root for: $* (neither root nor sudo is here)"; fi
}

# package | what shows that it is there | why
wanted='mmdebstrap|mmdebstrap|builds the file system of the lab hosts
iproute2|ip|networks between the lab hosts
util-linux|unshare|namespaces of the lab hosts
openssl|openssl|the certificate authority of the lab
libnss3-tools|certutil|lets the browser trust that authority
openssh-client|ssh|asks the hosts
git|git|the code that the lab deploys
nftables|nft|loses packets between the lab hosts (npm run healthy)'

if [ -z "$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -maxdepth 1 -name 'chromium*' 2>/dev/null)" ] &&
  grep -q '^ID=debian' /etc/os-release; then
  wanted="$wanted
chromium-headless-shell|chromium-headless-shell|the browser of the checks"
fi

missing=''
IFS='
'
for line in $wanted; do
  package=${line%%|*}
  rest=${line#*|}
  if ! command -v "${rest%%|*}" >/dev/null 2>&1; then
    missing="$missing $package"
    say "setup: will install $package: ${rest#*|}"
  fi
done
unset IFS

if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || fail "this system has no apt-get; install by hand:$missing"
  say 'setup: apt-get update and install (a minute or so) ...'
  log=$(mktemp)
  # shellcheck disable=SC2086 # the list is meant to be split
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "apt-get did not install:$missing (whole log: $log)"
  fi
  rm -f "$log"
fi

# npm writes this file last: older than the lock file means an install that is missing or was cut off.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say 'setup: npm ci (packages of package-lock.json) ...'
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi

if ! command -v chromium-headless-shell >/dev/null 2>&1 && ! command -v chromium >/dev/null 2>&1 &&
  [ -z "$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -maxdepth 1 -name 'chromium*' 2>/dev/null)" ]; then
  say 'setup: npx playwright install chromium (this system has no chromium package) ...'
  npx playwright install chromium
fi
