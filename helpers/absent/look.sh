# Looks for signs of things that are said not to be there. Read-only. Runs as root; the lines that set these variables are
# put before it:
#   FILES  patterns of paths, one a line
#   JOBS   places of scheduled work, one a line: paths, and units of timers
#   OTHER  the name that the other host gives itself
# Prints one sign a line, tab between its kind and what it is. What could not be asked is `cannot`, with the kind.
found() { while read -r what; do printf '%s\t%s\n' "$1" "$what"; done; }
cannot() { printf 'cannot\t%s\t%s\n' "$1" "$2"; }

running=$(ps -eo comm=) || cannot process 'ps -eo comm= failed'
printf '%s\n' "$running" | sort -u | found process

connected=$(ss -Htn state established) || cannot connection 'ss -Htn failed'
printf '%s\n' "$connected" | awk 'NF { print $NF }' | sort -u | found connection

printf '%s\n' "$FILES" | while read -r pattern; do
  # Unquoted: it is a pattern, of letters that the shell has no other meaning for.
  for path in $pattern; do [ -e "$path" ] && printf 'file\t%s\n' "$path"; done
done

# What a package brought is no work of people.
printf '%s\n' "$JOBS" | sort -u | while read -r place; do
  path=$place
  case $place in *.timer)
    path=$(systemctl show -p FragmentPath "$place") || { cannot job "systemctl show $place failed"; continue; }
    path=${path#*=} ;;
  esac
  [ -n "$path" ] || continue
  # A merged /usr has each file under two names, and dpkg knows one of them.
  { dpkg -S "$path" || dpkg -S "${path#/usr}" || rpm -qf "$path"; } >/dev/null 2>&1 && printf 'packaged\t%s\n' "$place"
done

if command -v journalctl >/dev/null; then
  for kind in cron:SYSLOG_IDENTIFIER=CRON mail:SYSLOG_FACILITY=2; do
    last=$(journalctl -q -n 1 -o short-iso "${kind#*:}" 2>&1) || cannot journal "journalctl: $last"
    [ -n "$last" ] && printf 'journal\t%s\n' "${kind%%:*}"
  done
fi

# A tree that has the other host's name where a system has its own.
find / -xdev -maxdepth 6 -path '*/etc/hostname' ! -path /etc/hostname -type f 2>/dev/null | while read -r path; do
  case "$OTHER" in "$(head -n 1 "$path")" | "$(head -n 1 "$path")".*) printf 'copy\t%s\n' "${path%/etc/hostname}" ;; esac
done
printf 'end\n'
