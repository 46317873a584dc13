# What was set on purpose, what it is now, and what changes the behaviour of servers although nobody set it.
for file in /etc/sysctl.conf /etc/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf; do show sysctl "$file"; done
for name in net/core/somaxconn net/ipv4/ip_forward net/ipv4/tcp_syncookies net/ipv4/ip_local_port_range net/ipv4/ip_nonlocal_bind net/ipv4/tcp_max_syn_backlog net/ipv6/conf/all/disable_ipv6 net/ipv6/conf/all/forwarding net/ipv6/bindv6only vm/swappiness vm/overcommit_memory vm/max_map_count fs/file-max fs/inotify/max_user_watches kernel/shmmax kernel/pid_max; do
  [ -r /proc/sys/$name ] && printf 'value\t%s\t%s\n' "$(echo $name | tr / .)" "$(cat /proc/sys/$name)"
done
for file in /etc/sysctl.conf /etc/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf; do
  [ -r "$file" ] && sed -n 's/^[ \t]*-\{0,1\}\([a-zA-Z][^=# \t]*\)[ \t]*=.*/\1/p' "$file"
done | sort -u | while read -r name; do
  # A dot within a name (eth0.5) is written as a slash.
  path=$(echo "$name" | tr ./ /.)
  [ -r "/proc/sys/$path" ] && printf 'value\t%s\t%s\n' "$name" "$(cat "/proc/sys/$path")"
done
awk '/^MemTotal:/ { print "memory\t" int($2 / 1024) }' /proc/meminfo
printf 'processors\t%s\n' "$(grep -c '^processor' /proc/cpuinfo)"
printf 'machine\t%s\n' "$(uname -m)"
printf 'zone\t%s\n' "$(readlink -f /etc/localtime | sed 's#.*/zoneinfo/##')"
printf 'clock\t%s\n' "$(date +%z)"
[ -f /etc/timezone ] && printf 'zone-name\t%s\n' "$(cat /etc/timezone)"
locale -a 2>/dev/null | awk '{ print "locale\t" $0 }'
for file in /etc/default/locale /etc/environment /etc/locale.conf; do show environment "$file"; done
for file in /etc/security/limits.conf /etc/security/limits.d/*.conf; do show limit "$file"; done
# Limits of what listens for visitors: by command, the first of each.
for pid in $(ps -eo pid=,comm= | awk '$2 ~ /^(apache2|nginx|httpd|lighttpd|mysqld|mariadbd|postgres|php.*fpm.*|node|redis-server|memcached|named|master|sshd|cron|java)$/ && !seen[$2]++ { print $1 }'); do
  [ -r /proc/$pid/limits ] && awk -v name="$(cat /proc/$pid/comm)" '/^Max (open files|processes|core file size|locked memory|stack size|address space|file size)/ {
    what = substr($0, 5, 22); sub(/ +$/, "", what); split(substr($0, 27), value, " "); print "running\t" name "\t" what "\t" value[1] }' /proc/$pid/limits
done
[ -r /sys/kernel/mm/transparent_hugepage/enabled ] && printf 'huge\t%s\n' "$(sed 's/.*\[\(.*\)\].*/\1/' /sys/kernel/mm/transparent_hugepage/enabled)"
if [ -r /sys/module/apparmor/parameters/enabled ]; then printf 'guard\tAppArmor %s\n' "$(cat /sys/module/apparmor/parameters/enabled)"; fi
[ -d /sys/fs/selinux ] && have getenforce && printf 'guard\tSELinux %s\n' "$(getenforce)"
exit 0
