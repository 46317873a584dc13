# Restores a backup into a database server of its own, beside the live one: other data directory, other socket, other port,
# none of the live server's configuration. Nothing of the live one is touched, whatever the dumps say. Runs as root under
# sh -s; put before it:
#   ARCHIVE    the archive          DATABASES  dumps to restore, one a line: those that others refer to first
#   AS_OTHER   of these, what goes under another name, since the server has one of that name
#   SCRATCH    folder to work in    LIFE       seconds after which server and folder go by themselves, also without us
#   PORT       to listen on, on 127.0.0.1 alone
#   ACCOUNT, PASSWORD               who may ask it     OPTIONS    further options of the server, one a line
set -u
umask 077
say() { echo "$1"; exit; }
# Whoever was killed left a server that ends by itself; after a restart of the host only its folder is left.
find "$SCRATCH" -maxdepth 1 -type d -name 'migration-verdict-restore.*' -mmin "+$((LIFE / 60 + 2))" -exec rm -rf {} +
work=$(mktemp -d "$SCRATCH/migration-verdict-restore.XXXXXX") || say "failed no folder in $SCRATCH"
echo "folder $work"
fail() { rm -rf "$work"; say "failed $1"; }

bytes=$(timeout 60 tar -tvf "$ARCHIVE" | awk '{ sum += $3 } END { printf "%d", sum }')
free=$(df -P -k "$work" | awk 'NR == 2 { print $4 }')
# The dumps, the tables that they become, and what a new server needs for itself.
[ "$free" -gt $((bytes / 1024 * 4 + 400000)) ] || fail "too little room in $SCRATCH: $free KiB"
mkdir "$work/dumps" "$work/data"
timeout 120 tar -C "$work/dumps" --no-same-owner --strip-components=1 -xf "$ARCHIVE" || fail 'tar could not unpack it'

chmod 711 "$work"
chown mysql "$work/data"
exec 3>"$work/log"
# shellcheck disable=SC2086 # the list is meant to be split
if command -v mariadb-install-db >/dev/null; then
  mariadb-install-db --no-defaults --datadir="$work/data" --user=mysql --auth-root-authentication-method=normal --skip-test-db >&3 2>&1
elif mysqld --no-defaults --verbose --help 2>/dev/null | grep -q -- --initialize-insecure; then
  mysqld --no-defaults --initialize-insecure --datadir="$work/data" --user=mysql >&3 2>&1
else
  mysql_install_db --no-defaults --datadir="$work/data" --user=mysql >&3 2>&1
fi || fail "no new data directory: $(tail -n 1 "$work/log")"
server=$(command -v mariadbd || command -v mysqld) || fail 'no database server is installed'
IFS='
'
# shellcheck disable=SC2086 # one option a line
setsid sh -c 'work=$1 life=$2; shift 2
  timeout -k 5 "$life" "$@" >>"$work/log" 2>&1; rm -rf "$work"' restore "$work" "$LIFE" \
  "$server" --no-defaults --user=mysql --datadir="$work/data" --socket="$work/data/socket" --pid-file="$work/data/pid" \
  --bind-address=127.0.0.1 --port="$PORT" --innodb-flush-log-at-trx-commit=0 $OPTIONS >/dev/null 2>&1 </dev/null &
unset IFS

cat >"$work/client.cnf" <<END_OF_FILE
[client]
socket=$work/data/socket
user=$ACCOUNT
password=$PASSWORD
END_OF_FILE
first() { mysql --no-defaults --socket="$work/data/socket" --user=root "$@"; }
sql() { mysql --defaults-file="$work/client.cnf" "$@"; }
tries=0
until first -e 'SELECT 1' >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ -d "$work" ] || say 'failed the server ended at once'
  [ $tries -lt 300 ] || fail "the server does not start: $(tail -n 1 "$work/log")"
  sleep 0.1
done
# Before there is anything to be seen: nobody gets in without the password.
first <<END_OF_SQL
CREATE USER '$ACCOUNT'@'127.0.0.1' IDENTIFIED BY '$PASSWORD';
CREATE USER '$ACCOUNT'@'localhost' IDENTIFIED BY '$PASSWORD';
GRANT ALL ON *.* TO '$ACCOUNT'@'127.0.0.1', '$ACCOUNT'@'localhost' WITH GRANT OPTION;
END_OF_SQL
sql -N -e "SELECT CONCAT('DROP USER ''', User, '''@''', Host, ''';') FROM mysql.user
  WHERE User <> '$ACCOUNT' AND User NOT REGEXP '^(mysql|mariadb)\\\\.'" | sql || fail 'its first accounts could not be removed'
printf '%s\n' "$DATABASES" | while IFS='	' read -r name character collation; do
  [ "$name" = "$AS_OTHER" ] && into="restored_$name" || into=$name
  echo "CREATE DATABASE \`$into\`${character:+ CHARACTER SET $character COLLATE $collation};"
done | sql
printf '%s\n' "$DATABASES" | while IFS='	' read -r name _; do
  [ "$name" = "$AS_OTHER" ] && into="restored_$name" || into=$name
  [ -f "$work/dumps/$name.sql" ] || { echo "restored $name there is no dump of it"; continue; }
  # The number of the error and its line: its words may quote the data.
  if words=$(sql "$into" <"$work/dumps/$name.sql" 2>&1); then echo "restored $name"
  else echo "restored $name $(printf '%s' "$words" | grep -oE 'ERROR [0-9]+ \([0-9A-Z]+\) at line [0-9]+' | head -n 1 | grep . || echo failed)"; fi
done
echo ready
