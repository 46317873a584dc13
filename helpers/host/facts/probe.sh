# Everything the suite wants to know of a host, in one go. Read-only: nothing is written, started or changed.
# Runs as root under sh -s; the lines that set these variables are put before it:
#   NONCE  a random word: sections start with a line "=== $NONCE name", which no file on the host can imitate
#   SITES  roots of the deployments, one a line
#   JOBS   "user<tab>script" of every cron job, one a line
#   TIMERS units of timers that the target names, one a line: they are asked for also while they are off
#   DATA   the data directory
#   BIG    mount point of the big partition; may be empty
# Whatever takes longer than its bound is cut off; its section then lacks its last line, which the reader notices.

tab=$(printf '\t')
section() { printf '\n=== %s %s\n' "$NONCE" "$1"; }
as() { su -s /bin/sh -c "$2" "$1"; }

# Secrets never leave the host: a keyed digest is printed instead (helpers/inventory/mask.awk), so that two can be compared.
# What is a switch (skip_password_check = 1) is no secret, but a thing to see.
mask() { INNER=$INNER OUTER=$OUTER NONCE=$NONCE awk "$MASK"; }
# Files by their paths, one a line, through one mask: a process or more for each of a hundred files would take longer than
# all else. Only text, and only the beginning of it: a program or a log is no configuration.
files() {
  paths=$(cat)
  [ -n "$paths" ] || return 0
  text=$(printf '%s\n' "$paths" | tr '\n' '\0' | xargs -0 grep -lI '' 2>/dev/null)
  printf '%s\n' "$paths" | while read -r path; do
    section "file $path"
    case "
$text
" in *"
$path
"*) head -c 65536 "$path" ;; esac
  done | mask
}

# A part that cannot be asked for is not an empty one: what follows the name of its section says why.
unreadable() { # part reason
  section "unreadable $1"; printf '%s\n' "$2"
}
needs() { # program part...
  command -v "$1" >/dev/null && return
  needed=$1; shift
  for part in "$@"; do unreadable "$part" "there is no $needed on it"; done
  return 1
}
ask() { # part command...
  section "$1"; part=$1; shift
  "$@" && return
  code=$?
  needs "$1" "$part" && unreadable "$part" "$* ended with $code"
}
needs ps processes apache.vhosts
needs getent cron.accounts
needs git sites
needs df partitions
needs bash mailGreeting

section start; date +%s.%N
section hostname; hostname -f
section time-zone; date +%z; cat /etc/timezone 2>/dev/null || readlink /etc/localtime | sed 's#.*/zoneinfo/##'
ask locales locale -a
# Debian 7 knows no ${db:Status-Status}: the state is the last of the three words of ${Status}.
debian_packages() {
  needs dpkg-query packages || return 0
  list=$(dpkg-query -W -f='${Package} ${Status} ${Version}\n') || return
  printf '%s\n' "$list" | sed -E 's/^([^ ]+) [^ ]+ [^ ]+ /\1 /'
}
ask packages debian_packages
ask sockets ss -ltnp

systemd_services() {
  enabled=$(systemctl list-unit-files --type=service --state=enabled --no-legend --plain) || return
  running=$(systemctl list-units --type=service --state=running --no-legend --plain) || return
  # These start because others want them, or by a script of sysvinit: those that run do so after the next boot as well.
  pulled=$(systemctl list-unit-files --type=service --state=static,generated,indirect --no-legend --plain) || return
  printf '%s\n' "$enabled" | sed -n 's/\.service.*/ enabled/p'
  printf '%s\n' "$running" | sed -n 's/\.service.*/ running/p'
  printf '%s\n' "$pulled" | sed -n 's/\.service.*/ pulled-in/p'
}
init_services() {
  [ -d /etc/init.d ] && [ -d /etc/rc2.d ] || return
  for link in /etc/rc2.d/S*; do
    name=${link##*/S??}
    [ -x "/etc/init.d/$name" ] || continue
    echo "$name enabled"
  done
  for script in /etc/init.d/*; do
    # Most scripts of the boot itself have no status; asking them would only cost time.
    grep -qE "status['\"]?\)" "$script" || continue
    { timeout 3 "$script" status >/dev/null 2>&1 && echo "${script##*/} running"; } &
  done
  wait
}
if [ -d /run/systemd/system ]; then ask services systemd_services; else ask services init_services; fi

section disk; df -P -k / /tmp /var /var/lib/mysql /home "$DATA" ${BIG:+"$BIG"} 2>/dev/null
section inodes; df -P -i / /tmp /var /var/lib/mysql /home "$DATA" ${BIG:+"$BIG"} 2>/dev/null
section data; stat -c '%U %G %a' "$DATA"
# Owner and name first, since sizes of large ones may not be known within their bound; each of them as soon as it is.
section homes; for path in /home/*; do [ -d "$path" ] && stat -c 'home %U %n' "$path"; done
timeout 6 du -skx /home/* 2>/dev/null | sed 's/^/size /'

section mail
timeout 3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/25 && head -n 1 <&3 && echo QUIT >&3' 2>&1

# Links where a2ensite(8), or somebody by hand, made them: their own times say when, whatever was changed in the files behind them.
section enabled-sites; stat -c '%Y %n' /etc/apache2/sites-enabled/* /etc/nginx/sites-enabled/* 2>/dev/null
section web-servers; ps -eo comm= | grep -xE 'apache2|httpd|nginx' | sort -u
ctl=$(command -v apache2ctl || command -v apachectl || command -v httpd)
section apache-test
if [ -n "$ctl" ]; then "$ctl" -t 2>&1; echo "exit $?"; else printf 'there is no apache2ctl on it\nexit 127\n'; fi
section nginx-test
if command -v nginx >/dev/null; then nginx -t 2>&1; echo "exit $?"; else printf 'there is no nginx on it\nexit 127\n'; fi
section apache; dump=$("${ctl:-false}" -t -D DUMP_VHOSTS -D DUMP_MODULES -D DUMP_INCLUDES 2>&1); printf '%s\n' "$dump"
section apache-more
(
  # A virtual host that is alone on its address is listed without its aliases: a stranger is put beside each of them.
  set -f
  set --
  for alone in $(printf '%s\n' "$dump" | sed -nE 's/^([^ ]+:[0-9*]+) +[^ ]+ \(.*:[0-9]+\)$/\1/p' | sort -u); do
    set -- "$@" -c "<VirtualHost $alone>" -c "ServerName migration-verdict.invalid" -c '</VirtualHost>'
  done
  # Apache prints the directives as it has parsed them where mod_info is at hand.
  for module in /usr/lib/apache2/modules/mod_info.so /usr/lib64/httpd/modules/mod_info.so; do
    [ -f "$module" ] && set -- -D DUMP_CONFIG -C "LoadModule info_module $module" "$@"
  done
  [ $# = 0 ] || [ -z "$ctl" ] || "$ctl" -t -D DUMP_VHOSTS "$@" 2>&1 | mask
)
section nginx; ps -eo comm= | grep -qx nginx && nginx -T 2>/dev/null | mask
{
  printf '%s\n' "$dump" | sed -nE 's/^ +\([*0-9]+\) (.*)/\1/p'
  ps -eo comm= | grep -qx nginx && nginx -T 2>/dev/null | sed -n 's/^# configuration file \(.*\):$/\1/p'
} | sort -u | files

printf '%s\n' "$SITES" | while read -r root; do
  section "site $root"
  owner=$(stat -c %U "$root") || continue
  # What is configured there may name programs; where the folder alone is root's, they are its writer's.
  if [ "$owner" = root ] && [ -e "$root/.git" ]; then owner=$(stat -L -c %U "$root/.git"); fi
  # As its owner: git distrusts other people's work trees, and the way to origin may need the owner's key.
  # The folder is entered first, so that its name never becomes part of a script.
  (cd "$root" && as "$owner" '
    export GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND="ssh -o BatchMode=yes -o ConnectTimeout=2" GIT_OPTIONAL_LOCKS=0
    echo "branch $(git symbolic-ref --short HEAD || echo "no branch")"
    echo "head $(git rev-parse HEAD)"
    git status --porcelain 2>&1 | sed "s/^/dirty /"
    timeout 4 git ls-remote --heads origin 2>&1 | sed "s/^/remote /"
    git log -g -1 --date=raw --format="moved %gd"
    echo "revision $(cat revision.txt)"' 2>&1 | mask)
  for path in "$root"/*.ini; do [ -f "$path" ] && printf '%s\n' "$path"; done | files
done

# cron: every place that crontab(5), cron(8), anacron(8), at(1) and systemd.timer(5) name.
table() { # kind path
  section "cron $1 $2"
  stat -c '%a %U %h %Y %s' "$2"
  if [ -L "$2" ]; then stat -L -c '%a %U %h %Y %s' "$2"; fi
  # What the mask makes shorter, cron counts whole: it ignores a file with a command of 999 bytes.
  awk 'length($0) > 900 { print "line " NR " " length($0) }' "$2"
  echo --
  case $1 in
    # Before its command, a job of at has the whole environment of who typed it.
    at) sed '1,/^}/d' "$2" | head -c 65536 ;;
    script) head -c 65536 "$2" ;;
    *) head -c 1048576 "$2" ;;
  esac
}
section cron-daemon; ps -eo args= | grep -E '^([^ ]*/)?(cron|crond)( |$)'
{
for path in /etc/crontab /etc/cron.d/*; do [ -f "$path" ] && table system "$path"; done
for path in /var/spool/cron/crontabs/* /var/spool/cron/*; do [ -f "$path" ] && table user "$path"; done
[ -x /usr/sbin/anacron ] && [ -f /etc/anacrontab ] && table anacron /etc/anacrontab
for path in /etc/cron.*ly/*; do [ -f "$path" ] && table script "$path"; done
for path in /var/spool/cron/atjobs/[a-zA-Z]* /var/spool/at/[a-zA-Z]*; do [ -f "$path" ] && table at "$path"; done
# Timers of users, as their files have them: the manager of a user who is not logged in may not run.
for path in /root/.config/systemd/user/*.timer /home/*/.config/systemd/user/*.timer; do
  [ -f "$path" ] || continue
  name=${path##*/}; folder=${path%/*}
  unit=$(sed -n 's/^[[:space:]]*Unit[[:space:]]*=[[:space:]]*//p' "$path" | tail -n 1)
  section "cron usertimer $path"
  stat -c '%a %U %h %Y %s' "$path"
  echo --
  sed -nE 's/^[[:space:]]*(On[A-Za-z]+)[[:space:]]*=[[:space:]]*/\1=/p' "$path"
  printf 'User=%s\n' "$(stat -c %U "$path")"
  sed -nE 's/^[[:space:]]*ExecStart[[:space:]]*=[[:space:]]*/ExecStart=/p' "$folder/${unit:-${name%.timer}.service}"
  set -- "$folder"/*.wants/"$name"
  [ -e "$1" ] || [ -L "$1" ] || echo 'Off=it is not enabled'
  [ -e "/var/lib/systemd/linger/$(stat -c %U "$path")" ] || echo 'Off=its user does not linger, so it waits for a login'
done
for path in /etc/systemd/user/*.timer; do
  [ -f "$path" ] && section "cron unread $path"
done
} | mask
section timers
if [ -d /run/systemd/system ]; then
  timers=$(systemctl list-units --type=timer --state=active --no-legend --plain) ||
    unreadable cron.tables 'systemctl list-units --type=timer failed'
  timers=$(printf '%s\n%s\n' "$timers" "$TIMERS" | awk 'NF && !seen[$1]++ { print $1 }')
  if [ -n "$timers" ]; then
    systemctl show -p Id -p Unit -p LoadState -p ActiveState -p UnitFileState -p TimersCalendar -p TimersMonotonic $timers
    echo
    systemctl show -p Id -p User -p ExecStart -p LoadState $(systemctl show -p Unit $timers | sed -n 's/^Unit=//p') | mask
  fi
fi
# The users of the jobs by name too: a directory service may know an account without listing it.
section accounts; { getent passwd; printf '%s\n' "$JOBS" | cut -f 1 | xargs getent passwd; } | sort -u
section expiry; getent shadow | cut -d: -f 1,8
running=$(ps -eo pid=,user:32=,args=) || unreadable processes 'ps -eo pid=,user:32=,args= failed'
printf '%s\n' "$JOBS" | while IFS="$tab" read -r user script; do
  section "script $user $script"
  stat -c '%U %G %a' "$script" || continue
  # The name goes in by the environment: it cannot break out of a quoted variable.
  SCRIPT=$script as "$user" '[ -r "$SCRIPT" ] && echo readable; [ -x "$SCRIPT" ] && echo executable; echo tried'
  printf '%s\n' "$running" | SCRIPT=${script##*/} awk 'index($0, ENVIRON["SCRIPT"]) { print "runs " $1 " " $2 }'
  # Of scripts alone, the text tells whom they talk to; a compiled program would only fill the line.
  [ "$(head -c 2 "$script")" = '#!' ] && printf '%s\n' "$script" | files
done

section end; date +%s.%N
