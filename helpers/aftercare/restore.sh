# Restores a backup into a scratch database server that can reach nothing else. What a dump says is its author's word, and
# the author may be less than root: the archive is unpacked and its dumps are loaded by an account that nobody has, into a
# server that runs as another one, each in its own root: programs of this host, read-only, and a folder to work in;
# no network, no process, no socket and no other file of the host. Runs as root under sh -s; put before it:
#   ARCHIVE    the archive, or a folder of dumps     DATABASES  dumps to restore, one a line: those that others refer to first
#   AS_OTHER   of these, what goes under another name, since the server has one of that name
#   SCRATCH    folder to work in    LIFE       seconds after which server and folder are removed on their own, also without us
#   FIRST_UID  where to look for two numbers that no account has
#   ACCOUNT, PASSWORD               who may ask it afterwards     OPTIONS    further options of the server, one a line
set -u
umask 077
say() { echo "$1"; exit; }
# Whoever was killed left a server that ends on its own; after a restart of the host only its folder is left.
find "$SCRATCH" -maxdepth 1 -type d -name 'migration-verdict-restore.*' -mmin "+$((LIFE / 60 + 2))" -exec rm -rf {} +
work=$(mktemp -d "$SCRATCH/migration-verdict-restore.XXXXXX") || say "failed no folder in $SCRATCH"
echo "folder $work"
fail() { rm -rf "$work"; say "failed $1"; }

free() { [ -z "$(getent passwd "$1"; getent group "$1"; find /proc -maxdepth 1 -uid "$1" 2>/dev/null)" ]; }
uid=$FIRST_UID
until free "$uid" && free "$((uid + 1))"; do
  uid=$((uid + 2))
  [ "$uid" -lt "$((FIRST_UID + 100))" ] || fail "all numbers from $FIRST_UID have an account"
done
loader=$uid keeper=$((uid + 1))
chmod 711 "$work"
mkdir "$work/root" "$work/archive" "$work/dumps" "$work/data" "$work/socket"
# Its owner may have put something else in its place since: a link that leads elsewhere, a pipe. A folder is read with their rights.
if [ -d "$ARCHIVE" ]; then
  owner=$(stat -c %u:%g -- "$ARCHIVE")
  (cd "$ARCHIVE" && chroot --skip-chdir --userspec="$owner" --groups= / sh -c "find . -type f -name '*.sql*' -print0 | tar --null -cf - -T -") >"$work/archive/backup"
else dd if="$ARCHIVE" of="$work/archive/backup" bs=1M iflag=nofollow,nonblock 2>/dev/null; fi || fail 'no copy of the archive'
chown -R "$loader:$loader" "$work/archive" "$work/dumps"
chown "$keeper:$keeper" "$work/data"
# Until the server has its accounts nobody else comes in.
chown "$keeper:$loader" "$work/socket" && chmod 710 "$work/socket"

# What runs first in the namespaces of jail(), still as root: makes its root, and goes in as somebody else.
# shellcheck disable=SC2016 # expanded there
enter='set -eu
work=$1 uid=$2 folders=$3 root=$1/root; shift 3
mount -t tmpfs -o mode=755,size=4m,nosuid,nodev tmpfs "$root"
closed() { mount --bind "$1" "$2"; mount -o "remount,bind,nosuid,nodev,$3" "$2"; }
for each in bin sbin lib lib32 lib64 libx32 usr; do
  if [ -L "/$each" ]; then ln -s "$(readlink "/$each")" "$root/$each"
  elif [ -d "/$each" ]; then mkdir "$root/$each"; closed "/$each" "$root/$each" ro; fi
done
mkdir "$root/etc" "$root/dev" "$root/none"
mkdir -m 1777 "$root/tmp"
for each in ld.so.cache localtime; do [ ! -e "/etc/$each" ] || cat "/etc/$each" >"$root/etc/$each"; done
echo 127.0.0.1 localhost >"$root/etc/hosts"
for each in null zero random urandom; do : >"$root/dev/$each"; mount --bind "/dev/$each" "$root/dev/$each"; done
for each in $folders; do mkdir "$root/$each"; closed "$work/$each" "$root/$each" noexec; done
chmod -R go+rX "$root/etc" "$root/dev" "$root/none"
cd "$root"
ulimit -c 0
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/none LC_ALL=C \
  chroot --userspec="$uid:$uid" --groups= "$root" "$@"'
apart='unshare --mount --net --ipc --uts --pid --fork --kill-child'
# jail UID 'FOLDER...' COMMAND...: runs a command as nobody that the host knows; all that it started ends with it.
jail() { $apart sh -c "$enter" jail "$work" "$@"; }
why=$(jail "$loader" '' true 2>&1) || fail "this host cannot keep it apart: $(printf '%s' "$why" | tail -n 1)"

bytes=$(jail "$loader" archive timeout 60 tar -tvf /archive/backup | awk '{ sum += $3 * ($NF ~ /\.(gz|xz|bz2|zst)$/ ? 10 : 1) } END { printf "%d", sum }')
room=$(df -P -k "$work" | awk 'NR == 2 { print $4 }')
# The dumps, the tables that they become, and what a new server needs for itself.
[ "$room" -gt $((bytes / 1024 * 4 + 400000)) ] || fail "too little room in $SCRATCH: $room KiB"
jail "$loader" 'archive dumps' timeout 120 tar -C /dumps --strip-components=1 -xf /archive/backup || fail 'tar could not unpack it'
# shellcheck disable=SC2016 # expanded there
jail "$loader" dumps timeout 120 sh -euc 'cd /dumps
  for packed in *.sql.gz; do [ ! -f "$packed" ] || gzip -d "$packed"; done
  for packed in *.sql.xz; do [ ! -f "$packed" ] || xz -d "$packed"; done
  for packed in *.sql.bz2; do [ ! -f "$packed" ] || bzip2 -d "$packed"; done
  for packed in *.sql.zst; do [ ! -f "$packed" ] || zstd -q -d --rm "$packed"; done' || fail 'its dumps could not be unpacked'

jail "$loader" '' mysql --help 2>/dev/null | grep -q -- --binary-mode ||
  fail 'its mysql client cannot be kept from taking commands out of a dump (--binary-mode)'
exec 3>"$work/log"
if command -v mariadb-install-db >/dev/null; then
  jail "$keeper" data mariadb-install-db --no-defaults --datadir=/data --auth-root-authentication-method=normal --skip-test-db --force
elif mysqld --no-defaults --verbose --help 2>/dev/null | grep -q -- --initialize-insecure; then
  jail "$keeper" data mysqld --no-defaults --initialize-insecure --datadir=/data
else
  jail "$keeper" data mysql_install_db --no-defaults --datadir=/data
fi >&3 2>&1 || fail "no new data directory: $(tail -n 1 "$work/log")"
server=$(command -v mariadbd || command -v mysqld) || fail 'no database server is installed'
IFS='
'
set -f
# shellcheck disable=SC2016,SC2086 # expanded there; one option a line
setsid sh -c 'work=$1 life=$2 apart=$3 enter=$4; shift 4
  timeout -k 5 "$life" $apart sh -c "$enter" jail "$work" "$@" >>"$work/log" 2>&1 &
  echo $! >"$work/pid"; wait; rm -rf "$work"' restore "$work" "$LIFE" "$apart" "$enter" "$keeper" 'data socket' \
  "$server" --no-defaults --datadir=/data --tmpdir=/data --socket=/socket/s --pid-file=/data/pid --skip-networking \
  --plugin-dir=/none --secure-file-priv=/none --local-infile=0 --event-scheduler=OFF --skip-slave-start --skip-log-bin \
  --loose-mysqlx=OFF --loose-log-bin-trust-function-creators=1 --innodb-flush-log-at-trx-commit=0 $OPTIONS \
  >/dev/null 2>&1 </dev/null &
set +f
unset IFS

first() { jail "$loader" socket mysql --no-defaults --socket=/socket/s --user=root --local-infile=0 "$@"; }
tries=0
until [ -S "$work/socket/s" ] && first -e 'SELECT 1' >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ -d "$work" ] || say 'failed the server ended at once'
  [ $tries -lt 300 ] || fail "the server does not start: $(tail -n 1 "$work/log")"
  sleep 0.1
done
into() { [ "$1" = "$AS_OTHER" ] && echo "restored_$1" || echo "$1"; }
# Nobody gets in without the password; whoever loads the dumps may change the databases that they are for, and nothing else.
{
  echo "CREATE USER '$ACCOUNT'@'localhost' IDENTIFIED BY '$PASSWORD'; CREATE USER loader@localhost;"
  echo "GRANT ALL ON *.* TO '$ACCOUNT'@'localhost' WITH GRANT OPTION; REVOKE FILE ON *.* FROM '$ACCOUNT'@'localhost';"
  printf '%s\n' "$DATABASES" | while IFS='	' read -r name character collation; do
    echo "CREATE DATABASE \`$(into "$name")\`${character:+ CHARACTER SET $character COLLATE $collation};"
    echo "GRANT ALL ON \`$(into "$name")\`.* TO loader@localhost;"
  done
} | first >>"$work/log" 2>&1 || fail "its accounts and databases could not be made: $(tail -n 1 "$work/log")"
# Views and routines belong to whoever made them on the live server; older servers have no smaller right for that.
first -e 'GRANT SET USER ON *.* TO loader@localhost' 2>/dev/null || first -e 'GRANT SUPER ON *.* TO loader@localhost'
first -N -e "SELECT CONCAT('DROP USER ''', User, '''@''', Host, ''';') FROM mysql.user
  WHERE User NOT IN ('$ACCOUNT', 'loader') AND User NOT REGEXP '^(mysql|mariadb)\\\\.' ORDER BY User = 'root'" | first ||
  fail 'its first accounts could not be removed'
printf '%s\n' "$DATABASES" | while IFS='	' read -r name _; do
  # The number of the error and its line: its words may quote the data.
  # shellcheck disable=SC2016 # expanded there
  if words=$(jail "$loader" 'dumps socket' sh -c '[ -f "/dumps/$1.sql" ] || { echo there is no dump of it; exit 1; }
      exec mysql --no-defaults --socket=/socket/s --user=loader --local-infile=0 --binary-mode "$2" <"/dumps/$1.sql"' sh \
      "$name" "$(into "$name")" 2>&1); then echo "restored $name"
  else echo "restored $name $(printf '%s' "$words" | grep -oE '^there is no dump of it$|ERROR( [0-9]+ \([0-9A-Z]+\))? at line [0-9]+(: Unknown command)?' | head -n 1 | grep . || echo failed)"; fi
done
chmod 711 "$work/socket"
echo ready
