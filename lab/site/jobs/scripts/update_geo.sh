#!/bin/sh
# update_geo.sh HOST [ADMIN]: lets the site on this machine bring its places up to date; writes to ADMIN when it did not.
set -eu

host=${1:?usage: update_geo.sh HOST [ADMIN]}
admin=${2:-bw-admin-discussion@${host#www.}}

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
# By address, not by name: the site obeys this request only when it comes from 127.0.0.1.
status=0
curl --silent --show-error --max-time 900 --header "Host: $host" --output "$answer" \
  http://127.0.0.1/geo/refreshgeo 2>> "$answer" || status=$?
if [ "$status" -eq 0 ] && tr -d '\r' < "$answer" | grep -qx success; then exit 0; fi

{
  printf 'To: %s\nSubject: Geo update failed on %s\nContent-Type: text/plain; charset=utf-8\n\n' "$admin" "$(hostname)"
  printf 'GET /geo/refreshgeo of %s did not answer "success" (curl ended with %s). It said:\n\n' "$host" "$status"
  head -c 4000 "$answer"
} | /usr/sbin/sendmail -t
echo "update_geo: failed, $admin has been told" >&2
exit 1
