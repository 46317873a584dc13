# Started how: by systemd, by init scripts, or by Upstart (Ubuntu before 15.04).
if [ -d /run/systemd/system ]; then
  # Without --plain, which Debian 8 does not have; its bullets are cut off.
  systemctl list-unit-files --no-legend --no-pager --full 2>&1 | sed 's/^[^[:alnum:]]*//' |
    awk 'NF >= 2 && $1 ~ /\.(service|socket|timer|path)$/ { print "unit\t" $1 "\t" $2; next } NF && $1 !~ /\.[a-z]+$/ { print "odd\t" $0 }'
  systemctl list-units --all --no-legend --no-pager --full 2>&1 | sed 's/^[^[:alnum:]]*//' |
    awk '$1 ~ /\.(service|socket|timer|path)$/ { print "state\t" $1 "\t" $2 "\t" $3 "\t" $4 }'
  # When each timer is due, as systemd has read it; what else its files say, drop-ins included.
  timers=$(systemctl list-unit-files --type=timer --no-legend --no-pager --full 2>/dev/null | sed 's/^[^[:alnum:]]*//' | awk '$1 !~ /@\.timer$/ { print $1 }')
  own=$([ -z "$timers" ] || systemctl show -p Id -p FragmentPath -p Unit -p TimersCalendar -p TimersMonotonic $timers 2>/dev/null | awk '
    function put(i) { for (i = 1; i <= count; i++) print "timer\t" id "\t" due[i]; if (path !~ /^(\/usr)?\/lib\// && unit != "") print id " " unit; count = 0; id = path = unit = "" }
    /^Id=/ { id = substr($0, 4) } /^FragmentPath=/ { path = substr($0, 14) } /^Unit=/ { unit = substr($0, 6) }
    /^Timers(Calendar|Monotonic)=/ { line = $0; sub(/^[^{]*\{ /, "", line); sub(/ ; .*/, "", line); due[++count] = line }
    /^$/ { put() } END { put() }')
  printf '%s\n' "$own" | grep "^timer$tab"
  # What timers of the administrator start, and under which account.
  printf '%s\n' "$own" | grep -v "^timer$tab" | while read -r timer unit; do
    [ -n "$unit" ] && systemctl show -p User -p ExecStart "$unit" 2>/dev/null | awk -v timer="$timer" '
      /^User=/ { user = substr($0, 6) } /^ExecStart=/ { line = $0; sub(/^.*argv\[\]=/, "", line); sub(/ ; ignore_errors=.*/, "", line); run[++count] = line }
      END { for (i = 1; i <= count; i++) print "starts\t" timer "\t" (user == "" ? "root" : user) "\t" run[i] }'
  done
  for timer in $timers; do
    systemctl cat "$timer" 2>/dev/null | awk -v unit="$timer" '
      /^[ \t]*(Persistent|RandomizedDelaySec|Unit)[ \t]*=/ { sub(/^[ \t]*/, ""); print "timer\t" unit "\t" $0 }'
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
