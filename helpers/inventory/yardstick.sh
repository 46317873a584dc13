# What there is, found without the collectors: they are measured by it.
# Files that no package accounts for, counted by folder. /usr may be merged: a package's /lib/x is then /usr/lib/x.
mounts=$(awk '$3 ~ /^(ext.|xfs|btrfs|reiserfs|jfs|zfs|overlay|f2fs)$/ { print $2 }' /proc/mounts)
set -f
find $mounts -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run \) -prune -o ! -type d -printf '%C@\t%s\t%p\0' 2>/dev/null | tr '\n\000' '\001\n' | awk -v began="$BEGAN" '
  BEGIN { while (("cat /var/lib/dpkg/info/*.list 2>/dev/null" | getline path) > 0) owned[path]
    # Links that update-alternatives(1) made.
    while (("cat /var/lib/dpkg/alternatives/* 2>/dev/null" | getline path) > 0) if (path ~ /^\//) owned[path] }
  {
    tab = index($0, "\t"); time = substr($0, 1, tab - 1); path = substr($0, tab + 1)
    tab = index(path, "\t"); size = substr(path, 1, tab - 1); path = substr(path, tab + 1)
    if (path in owned) next
    if (substr(path, 1, 5) == "/usr/" && (substr(path, 5) in owned)) next
    folder = path; sub(/\/[^\/]*$/, "", folder); if (folder == "") folder = "/"
    count[folder]++; bytes[folder] += size; fresh[folder] += (time >= began + 0)
  }
  END { for (folder in count) printf "files\t%d\t%d\t%.0f\t%s\n", count[folder], fresh[folder], bytes[folder], folder }'
set +f
if [ "$(id -u)" != 0 ]; then cannot '' "files in folders that $(id -un) may not enter are not counted"; fi

# Processes with what they belong to; neither the kernel's nor those of this very session.
own=$(ps -o sid= -p $$ | tr -d ' ')
ps -eo pid=,ppid=,sid=,user=,args= | awk -v own="$own" '
  $1 > 2 && $2 != 2 && $3 != own { pid = $1; parent = $2; user = $4; sub(/^[ ]*[0-9]+[ ]+[0-9]+[ ]+[0-9]+[ ]+[^ ]+[ ]+/, ""); print "process\t" pid "\t" parent "\t" user "\t" $0 }'
find /proc/[0-9]*/exe -maxdepth 0 -printf 'exe\t%h\t%l\n' 2>/dev/null | sed 's#/proc/##'
grep -H . /proc/[0-9]*/cgroup 2>/dev/null | sed -n 's#^/proc/\([0-9]*\)/cgroup:[^:]*:[^:]*:.*/\([^/]*\.\(service\|scope\)\).*#unit\t\1\t\2#p' | sort -u
grep -H '^ *[0-9]' /run/*.pid /run/*/*.pid /var/run/*.pid /var/run/*/*.pid 2>/dev/null | sed -n 's#^\(.*\)\.pid: *\([0-9]*\).*#pidfile\t\2\t\1#p' | sort -u

# Ports by the kernel's own tables, and the processes that hold their sockets.
for protocol in tcp tcp6 udp udp6; do
  [ -r /proc/net/$protocol ] && awk -v protocol=$protocol 'NR > 1 && ($4 == "0A" || (protocol ~ /^udp/ && $4 == "07")) { print "port\t" protocol "\t" $2 "\t" $10 }' /proc/net/$protocol
done
find /proc/[0-9]*/fd -lname 'socket:*' -printf 'socket\t%h\t%l\n' 2>/dev/null | sed 's#/proc/\([0-9]*\)/fd#\1#; s#socket:\[\([0-9]*\)\]#\1#'

# Databases by their folders.
for folder in $(ps -eo args= | sed -n 's/.*--datadir=\([^ ]*\).*/\1/p' | sort -u) /var/lib/mysql; do
  [ -d "$folder" ] || continue
  [ -r "$folder" ] || { cannot '' "no permission to read $folder"; continue; }
  find "$folder" -mindepth 1 -maxdepth 1 -type d ! -name '#*' ! -name 'lost+found' ! -name '.*' -printf 'database\t%f\n'
done | sort -u
exit 0
