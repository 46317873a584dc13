#!/bin/sh
# Brings deployments to the head of their branch: deploy.sh ROOT... (all below /home/www when none is named).
set -eu

if [ $# -eq 0 ]; then set -- /home/www/*/; fi
for root; do
  root=${root%/}
  # As its owner: what root writes there the next deployment could not replace.
  (cd "$root" && su "$(stat -c %U "$root")" -s /bin/sh -c 'git pull --quiet --ff-only')
  echo "deploy: $root is at $(git -c safe.directory="$root" -C "$root" rev-parse --short HEAD)"
done
/usr/local/bin/update_status.sh
/etc/init.d/rox restart >/dev/null
