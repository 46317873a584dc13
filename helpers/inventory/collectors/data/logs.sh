# Which logs there are, by name without the marks of rotation, and how they are rotated.
find /var/log -xdev -type f -printf '%p\t%u\t%m\n' 2>/dev/null | awk -F'\t' '{ print "log\t" $1 "\t" $2 "\t" $3 }'
if [ "$(id -u)" != 0 ]; then
  find /var/log -xdev -type d ! -readable -printf 'cannot\t%p\tno permission to read it\n' 2>/dev/null
fi
if have logrotate; then
  # In debug mode it only says what it would do.
  logrotate -d /etc/logrotate.conf 2>&1 | awk '
    # Patterns of several files have a line for each; how they are rotated ends the last one.
    /^rotating pattern: / { line = ""; more = 1; sub(/^rotating pattern: /, "") }
    more { part = $0; isLast = part ~ /\([0-9]+ rotations\)|\(no old logs will be kept\)/; if (!isLast) sub(/[ \t]+$/, "", part)
      line = line (line == "" ? "" : " ") part; if (isLast) { print "rotation\t" line; more = 0 } next }
    # Nothing was ever rotated.
    /^error: error opening state file .*No such file/ { next }
    /^error: / { print "cannot\trotation of \t" $0 }'
else
  echo no-logrotate
fi
have rsyslogd && for file in /etc/rsyslog.conf /etc/rsyslog.d/*.conf; do show syslog "$file"; done
if have journalctl; then
  # What is in /run is flushed to the disk as soon as it may be kept there.
  if ls /run/log/journal/*/system.journal >/dev/null 2>&1 || [ ! -d /var/log/journal ]; then
    printf 'journal\tin memory only\n'
  else
    printf 'journal\tkept on disk\n'
  fi
fi
exit 0
