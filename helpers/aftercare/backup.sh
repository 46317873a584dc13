# The newest backup of a host, and what is in it. Read-only. Runs as root under sh -s; put before it:
#   FOLDER, PREFIX  where archives lie and how their names begin
#   DUE             when the job is due each day, as HH:MM of the host
#   DATABASES       NAME.sql of each is looked for in the archive, packed or not, one a line
cd "$FOLDER" || { echo 'no folder'; echo complete; exit; }
newest=$(find . -mindepth 1 -maxdepth 1 \( -type f -o -type d \) -name "$PREFIX*" -printf '%T@ %f\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
echo "now $(date +%s)"
echo "due $(date -d "today $DUE" +%s) $(date -d "yesterday $DUE" +%s)"
[ -n "$newest" ] || { echo complete; exit; }
# A folder of dumps is an archive as well.
packed() { if [ -d "$1" ]; then tar -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - .; else cat -- "$1"; fi; }
echo "archive $(stat -c %Y -- "$newest") $(packed "./$newest" | wc -c) $(packed "./$newest" | sha256sum | cut -c 1-64) $newest"
case $newest in *.pgp | *.gpg | *.asc) echo encrypted; echo complete; exit ;; esac
# What is in it is its owner's word: it is unpacked with no more rights than that, where they suffice to reach it.
owner=$(stat -c %u:%g -- "$newest")
as_owner() { chroot --userspec="$owner" --groups= / "$@"; }
said=$(mktemp) || exit
as_owner test -r "$FOLDER/$newest" || owner=0:0
members() { if [ -d "$newest" ]; then as_owner find "$FOLDER/$newest" -type f; else as_owner timeout 60 tar -tf "$FOLDER/$newest"; fi; }
text() { # member
  case $1 in *.gz) unpack=zcat ;; *.xz) unpack=xzcat ;; *.bz2) unpack=bzcat ;; *.zst) unpack=zstdcat ;; *) unpack=cat ;; esac
  if [ -d "$newest" ]; then as_owner cat -- "$1"; else as_owner timeout 60 tar -xOf "$FOLDER/$newest" -- "$1"; fi | as_owner "$unpack"
}
if list=$(members 2>"$said"); then
  printf '%s\n' "$DATABASES" | while read -r name; do
    member=$(printf '%s\n' "$list" | grep -E "(^|/)$name\.sql(\.(gz|xz|bz2|zst))?$" | head -n 1)
    [ -n "$member" ] || { echo "dump $name absent"; continue; }
    # mysqldump(1): the last line is the comment of --dump-date; it is written when everything before it was.
    end=$(text "$member" 2>/dev/null | tail -c 200)
    case $end in *'-- Dump completed'*) echo "dump $name whole" ;; *) echo "dump $name cut" ;; esac
  done
else echo "unreadable $(grep -m 1 "[^[:space:]]" "$said")"; fi
rm -f "$said"
echo complete
