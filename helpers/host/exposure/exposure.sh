# What on this host is open to people whom it does not concern, how it greets, and what renews its certificates.
# Read-only. ROOTS has the folders of the web server, one a line. Rows are tagged, and go to 3; what cannot be asked is a row
# `cannot`, and never an empty answer.
exec 3>&1
tab=$(printf '\t')
BOUND=40
row() { printf "%s$tab%s$tab%s\n" "$1" "$2" "$3" >&3; }
rows() { while IFS= read -r path; do row "$1" "$2" "$path"; done; }
# Paths, one a line; a name with a line end in it is no secret worth the trouble.
search() { # part roots and expression of find
  part=$1; shift
  timeout $BOUND find "$@" 2>/dev/null
  [ $? != 124 ] || row cannot "$part" "find took longer than $BOUND s"
}
# Those that somebody without any rights can read: a closed folder above closes what is below.
for_all() { su -s /bin/sh nobody -c 'while IFS= read -r path; do if [ -r "$path" ]; then printf "%s\n" "$path"; fi; done'; }
keys() { tr '\n' '\000' | xargs -0 -r grep -lE -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY' 2>/dev/null; }
# Dumps of a database say so in their first lines, packed or not.
dumps() {
  while IFS= read -r path; do
    case $path in
      *.gz) zcat "$path" ;; *.bz2) bzcat "$path" ;; *.xz) xzcat "$path" ;; *) cat "$path" ;;
    esac 2>/dev/null | head -c 2000 | grep -qE '^(-- |/\*!?[0-9]* ?)(MySQL dump|MariaDB dump|PostgreSQL database dump|phpMyAdmin SQL Dump)' &&
      printf '%s\n' "$path"
  done
}

name=$(postconf -x -h smtp_helo_name 2>/dev/null)
row helo '' "${name:-$(hostname -f)}"

mounts=$(awk '$3 ~ /^(ext[234]|xfs|btrfs|zfs|overlay|tmpfs|jfs|reiserfs)$/ && $2 !~ /^\/(proc|sys|dev|run)(\/|$)/ { print $2 }' /proc/mounts)
[ -n "$mounts" ] || mounts=/
shipped='-path /usr/share -o -path /usr/lib -o -path /proc -o -path /sys -o -path /dev -o -path /run -o -name node_modules'
if id nobody >/dev/null 2>&1; then
  found=$(search secrets $mounts -xdev \( $shipped \) -prune -o -type f -perm -o=r \( \
    -size -64k \( -name '*.key' -o -name '*.pem' -o -name 'id_*' -o -name '*_key' \) -printf 'key\t%p\n' -o \
    -size +0 \( -name .my.cnf -o -name .pgpass -o -name .netrc \) -printf 'password\t%p\n' -o \
    -size +8k \( -name '*.sql' -o -name '*.sql.*' -o -name '*.dump' \) -printf 'dump\t%p\n' \))
  named() { printf '%s\n' "$found" | sed -n "s/^$1$tab//p"; }
  named key | keys | for_all | rows open 'private key'
  named password | for_all | rows open 'passwords'
  named dump | for_all | dumps | rows open 'dump of a database'
else
  row cannot secrets 'there is no account nobody to try with'
fi

# What the web server hands out: files below its folders that are nobody's business, with a digest of their beginning, by
# which an answer is known to be the file.
printf '%s\n' "$ROOTS" | while IFS= read -r root; do
  [ -d "$root" ] || continue
  search served "$root" -maxdepth 6 -name node_modules -prune -o -type f \( -path '*/.git/HEAD' -o -path '*/.svn/wc.db' -o -path '*/.svn/entries' -o -path '*/.hg/requires' \
    -o -name '.env' -o -name '.htpasswd' -o -name '*.sql' -o -name '*.sql.*' -o -name '*.dump' -o -name '*~' -o -name '*.bak' \
    -o -name '*.old' -o -name '*.orig' -o -name '*.swp' -o -name '*.key' -o -name 'id_rsa*' -o -iname '*backup*.tar*' -o -iname '*backup*.zip' -o -iname '*backup*.tgz' \) \
    -size +0 -print | head -n 100 | while IFS= read -r path; do
    row served "$(head -c 512 "$path" | sha256sum | cut -c 1-64)" "${path#"$root"}"
  done
done

# What renews certificates: a job, a timer that is on, or the web server itself.
{
  grep -hsvE '^[[:space:]]*(#|$)' /etc/crontab /etc/cron.d/* /var/spool/cron/crontabs/* /var/spool/cron/* /etc/cron.*ly/*
  systemctl list-unit-files --type=timer --state=enabled --no-legend 2>/dev/null
  grep -hisE '^[[:space:]]*(MDomain|MDRenewMode)' /etc/apache2/*.conf /etc/apache2/*-enabled/*
} 2>/dev/null | grep -iE 'certbot|letsencrypt|acme|dehydrated|lego|getssl|simp_le|MDomain' | head -n 20 | rows renewal ''
row end '' ''
