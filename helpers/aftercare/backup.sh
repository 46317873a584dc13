# The newest backup of a host, and what is in it. Read-only. Runs as root under sh -s; put before it:
#   FOLDER, PREFIX  where archives lie and how their names begin
#   DUE             when the job is due each day, as HH:MM of the host
#   DATABASES       NAME.sql of each is looked for in the archive, one a line
cd "$FOLDER" || { echo 'no folder'; echo complete; exit; }
# A line end in a name would make it two, and the second may be any other file's.
newest=$(find . -maxdepth 1 -type f -name "$PREFIX*" ! -name '*
*' -printf '%T@ %f\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
echo "now $(date +%s)"
echo "due $(date -d "today $DUE" +%s) $(date -d "yesterday $DUE" +%s)"
[ -n "$newest" ] || { echo complete; exit; }
# What is in it is its owner's word: it is read and unpacked with no more rights than that. Opened here, since its folder may be
# closed to its owner; opened again there, which asks for their right to it.
owner=$(stat -c %u:%g -- "./$newest")
as_owner() { chroot --userspec="$owner" --groups= / "$@" <"./$newest"; }
said=$(mktemp) || exit
sum=$(as_owner sha256sum /dev/stdin 2>"$said" | cut -c 1-64)
echo "archive $(stat -c '%Y %s' -- "./$newest") ${sum:--} $newest"
case $newest in *.pgp | *.gpg | *.asc) echo encrypted; rm -f "$said"; echo complete; exit ;; esac
if list=$(as_owner timeout 60 tar -tf /dev/stdin 2>"$said"); then
  printf '%s\n' "$DATABASES" | while read -r name; do
    member=$(printf '%s\n' "$list" | grep -E "(^|/)$name\.sql$" | head -n 1)
    [ -n "$member" ] || { echo "dump $name absent"; continue; }
    # mysqldump(1): the last line is the comment of --dump-date; it is written when everything before it was.
    end=$(as_owner timeout 60 tar -xOf /dev/stdin -- "$member" 2>/dev/null | tail -c 200)
    case $end in *'-- Dump completed'*) echo "dump $name whole" ;; *) echo "dump $name cut" ;; esac
  done
else echo "unreadable $(grep -m 1 "[^[:space:]]" "$said")"; fi
rm -f "$said"
echo complete
