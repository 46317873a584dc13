# Started how: by systemd, by init scripts, or by Upstart (Ubuntu before 15.04).
if [ -d /run/systemd/system ]; then
  # Without --plain, which Debian 8 does not have; its bullets are cut off.
  systemctl list-unit-files --no-legend --no-pager --full 2>&1 | sed 's/^[^[:alnum:]]*//' |
    awk 'NF >= 2 && $1 ~ /\.(service|socket|timer|path)$/ { print "unit\t" $1 "\t" $2; next } NF && $1 !~ /\.[a-z]+$/ { print "odd\t" $0 }'
  systemctl list-units --all --no-legend --no-pager --full 2>&1 | sed 's/^[^[:alnum:]]*//' |
    awk '$1 ~ /\.(service|socket|timer|path)$/ { print "state\t" $1 "\t" $2 "\t" $3 "\t" $4 }'
  # The calendar of each timer as its files have it, drop-ins included.
  systemctl list-unit-files --type=timer --no-legend --no-pager --full 2>/dev/null | sed 's/^[^[:alnum:]]*//' | while read -r timer rest; do
    case $timer in *@.timer) continue ;; esac
    systemctl cat "$timer" 2>/dev/null | awk -v unit="$timer" '
      /^[ \t]*(On[A-Za-z]+|Persistent|RandomizedDelaySec|Unit)[ \t]*=/ { sub(/^[ \t]*/, ""); print "timer\t" unit "\t" $0 }'
  done
  # What was changed of units: drop-ins, and units of the administrator.
  systemctl --failed --no-legend --no-pager --full 2>/dev/null | sed 's/^[^[:alnum:]]*//' | awk '{ print "failed\t" $1 }'
else
  [ -d /etc/init.d ] || cannot '' 'the host has neither systemd nor /etc/init.d'
  for script in /etc/init.d/*; do
    [ -f "$script" ] && [ -x "$script" ] || continue
    name=${script##*/}
    case $name in README | skeleton | rc | rcS | halt | reboot | single | sendsigs | umountfs | umountnfs.sh | umountroot | *.dpkg-*) continue ;; esac
    printf 'init\t%s\t%s\n' "$name" "$(set -- /etc/rc[2345].d/S??"$name"; [ -e "$1" ] && echo yes || { set -- /etc/rcS.d/S??"$name"; [ -e "$1" ] && echo boot || echo no; })"
    # Most scripts of the boot have no status; asking them would only cost time.
    grep -qE "status['\"]?\)" "$script" || continue
    { timeout 5 "$script" status >/dev/null 2>&1; printf 'status\t%s\t%s\n' "$name" $?; } &
  done
  wait
  if have initctl && initctl version >/dev/null 2>&1; then
    initctl list | awk '{ print "upstart\t" $1 "\t" $2 }'
  fi
fi
for file in /etc/inetd.conf /etc/rc.local; do show line "$file"; done
for file in /etc/xinetd.d/*; do [ -f "$file" ] && show xinetd "$file"; done
exit 0
