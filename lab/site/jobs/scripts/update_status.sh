#!/bin/sh
# Writes down what each deployment runs: revision.txt (for the page footer) and htdocs/update_status.txt (for visitors).
set -eu

# put TEXT FILE: a reader sees the old file or the new one, never half of it.
# The draft lies inside .git, where it cannot make the work tree look dirty.
put() {
  draft=$(mktemp "$root/.git/status.XXXXXX")
  printf '%s\n' "$1" > "$draft"
  chmod 644 "$draft"
  mv "$draft" "$2"
}

failed=0
for root in /home/www/*/; do
  root=${root%/}
  [ -d "$root/htdocs" ] || continue
  # Root may not trust a work tree of another user without being told to.
  if head=$(git -c safe.directory="$root" -C "$root" rev-parse HEAD) &&
    branch=$(git -c safe.directory="$root" -C "$root" rev-parse --abbrev-ref HEAD); then
    revision=$(printf '%.7s' "$head")
    put "$revision" "$root/revision.txt"
    put "$(date '+%Y-%m-%d %H:%M:%S %z') $branch $revision" "$root/htdocs/update_status.txt"
  else
    echo "update_status: git does not know the revision of $root" >&2
    failed=1
  fi
done
exit "$failed"
