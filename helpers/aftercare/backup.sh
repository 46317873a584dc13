# The newest backup of a host, and what is in it. Read-only. Runs as root under sh -s; put before it:
#   FOLDER, PREFIX  where archives lie and how their names begin
#   DUE             when the job is due each day, as HH:MM of the host
#   DATABASES       NAME.sql of each is looked for in the archive, packed or not, one a line
cd "$FOLDER" || { echo 'no folder'; echo complete; exit; }
# A line end in a name would make it two, and the second may be any other file's. A folder of dumps is an archive as well.
newest=$(find . -mindepth 1 -maxdepth 1 \( -type f -o -type d \) -name "$PREFIX*" ! -name '*
*' -printf '%T@ %f\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
echo "now $(date +%s)"
echo "due $(date -d "today $DUE" +%s) $(date -d "yesterday $DUE" +%s)"
[ -n "$newest" ] || { echo complete; exit; }
# What is in it is its owner's word: it is read and unpacked with no more rights than that. Opened here, since its folder may be
# closed to its owner; opened again there, which asks for their right to it.
owner=$(stat -c %u:%g -- "./$newest")
said=$(mktemp) || exit
if [ -d "./$newest" ]; then
  as_owner() { (cd "./$newest" && chroot --skip-chdir --userspec="$owner" --groups= / "$@"); }
  packed() { as_owner tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - .; }
  members() { as_owner find . -type f; }
  member() { as_owner cat -- "$1"; }
else
  as_owner() { chroot --userspec="$owner" --groups= / "$@" <"./$newest"; }
  packed() { as_owner cat /dev/stdin; }
  members() { as_owner timeout 60 tar -tf /dev/stdin; }
  member() { as_owner timeout 60 tar -xOf /dev/stdin -- "$1"; }
fi
unpacked() { # member
  case $1 in *.gz) unpack=zcat ;; *.xz) unpack=xzcat ;; *.bz2) unpack=bzcat ;; *.zst) unpack=zstdcat ;; *) unpack=cat ;; esac
  member "$1" | chroot --userspec="$owner" --groups= / timeout 60 "$unpack"
}
packed >/dev/null 2>"$said" && sum=$(packed 2>/dev/null | sha256sum | cut -c 1-64)
echo "archive $(stat -c %Y -- "./$newest") $(packed 2>/dev/null | wc -c) ${sum:--} $newest"
case $newest in *.pgp | *.gpg | *.asc) echo encrypted; rm -f "$said"; echo complete; exit ;; esac
if list=$(members 2>"$said"); then
  printf '%s\n' "$DATABASES" | while read -r name; do
    member=$(printf '%s\n' "$list" | grep -E "(^|/)$name\.sql(\.(gz|xz|bz2|zst))?$" | head -n 1)
    [ -n "$member" ] || { echo "dump $name absent"; continue; }
    # mysqldump(1): the last line is the comment of --dump-date; it is written when everything before it was.
    end=$(unpacked "$member" 2>/dev/null | tail -c 200)
    case $end in *'-- Dump completed'*) echo "dump $name whole" ;; *) echo "dump $name cut" ;; esac
  done
else echo "unreadable $(grep -m 1 "[^[:space:]]" "$said")"; fi
rm -f "$said"
echo complete
