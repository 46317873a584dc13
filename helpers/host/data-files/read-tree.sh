# Reads a folder, the content of each file once, and reports what is there sorted by folder and name.
# TREE: the folder. CONTENT: `full` (DIGEST of each file) or `quick` (size and time). DIGEST: a command that prints a sum and a name.
# CORES: most digests at a time. ALSO: what is compared besides, with spaces: times, links,
# attributes. WANTED: `all`, or by stdin.
# KEEP: the file that keeps the digests for the next time; empty: none. KNOWN: SHA-256 of that file as it was left: a file whose
# size, times and inode are still the same is not read again. SETTLED: the seconds for which a file must have been left alone to
# be kept, because its clock has ticks.
# Out, a tag and a tab first: P files read so far, a sign of life; K SHA-256 of what is kept now, and how many files were not
# read; W what a tool complained of; F a unit (a folder with what is below it, or a folder alone) with its number of entries
# and the digest of their lines, which begins with ? where a file could not be read; E.
# Then a line for each entry of the units that stdin asks for. Names have \0ooo for whatever would break a line.
[ -d "$TREE" ] || { echo E; exit 0; }
cd "$TREE" || exit 3
umask 077
work= beat=
trap 'kill $beat 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 5' HUP INT TERM PIPE
work=$(mktemp -d /var/tmp/data-files.XXXXXX 2>/dev/null || mktemp -d) || exit 4
{ renice -n 5 -p $$; ionice -c 2 -n 7 -p $$; } >/dev/null 2>&1
export DIGEST work
: >"$work/trouble"

# Zero bytes end fields on the way in, line ends on the way out. In the key of an entry \001 stands for / in its folder, and
# \002 ends that: both sort below all else, so that a folder and what is below it are together.
entries() {
  find . -printf '%h\0%f\0%l\0%y/%m/%U/%G/%s/%T@/%n/%C@/%i/%D\0' 2>>"$work/trouble" |
    sed -z 's/\\/\\0134/g; s/\x01/\\0001/g; s/\x02/\\0002/g; s/\t/\\0011/g; s/\n/\\0012/g; s/\r/\\0015/g' |
    tr '\0' '\n' | paste - - - - |
    awk -F '\t' '{ gsub("/", "\001", $1); print $1 "\002" $2 "\t0\t" $4 "\t" $3 }'
}
# What identifies a file that nobody has touched: what find(1) says of size, times and inode.
touched='function touched(a) { return a[5] "/" a[6] "/" a[8] "/" a[9] }'
# Lists the files that are to be read, those with \0ooo in their names apart, since tools differ in how they report them.
# A line of what was kept comes before its entry.
chosen() {
  awk -F '\t' -v plain="$work/plain" -v odd="$work/odd" -v known="$work/sums.known" "$touched"'
    $2 == "-" { key = $1; was = $3; sum = $4; next }
    $3 !~ /^f/ { next }
    { split($3, a, "/") }
    $1 == key && was == touched(a) { print $1 "\t1\t" sum > known; next }
    { path = $1; gsub(/[\001\002]/, "/", path); if (index(path, "\\")) print path > odd; else print path > plain }'
}
sums() {
  # Each process writes to its own file: lines of several would mix.
  xargs -r -a "$work/plain" -d '\n' -n "$each" -P "$CORES" sh -c '$DIGEST "$@" >>"$work/sums.$$" 2>>"$work/trouble"' sh
  while IFS= read -r name; do
    file=$(printf '%b.' "$name")
    sum=$($DIGEST <"${file%.}" 2>>"$work/trouble") && printf '%s  %s\n' "${sum%% *}" "$name"
  done <"$work/odd" >"$work/sums.odd" 2>>"$work/trouble"
}
keyed() {
  awk '{ at = index($0, " "); path = substr($0, at + 2); slash = match(path, /\/[^\/]*$/); folder = substr(path, 1, slash - 1)
    gsub("/", "\001", folder); print folder "\002" substr(path, slash + 1) "\t1\t" substr($0, 1, at < 33 ? at - 1 : 32) }'
}
# Extended attributes, which hold access lists and capabilities too. What labels of SELinux are right is for the host to say.
attributes() {
  command -v getfattr >/dev/null || { echo 'getfattr is not installed (package attr): no attributes were read' >&2; return; }
  getfattr -hR -d -m - -e hex . |
    sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g; s/\x01/\\0001/g; s/\x02/\\0002/g; s/\t/\\0011/g' |
    awk '
      function end() { if (all != "") print key "\t3\t" substr(all, 2); all = "" }
      /^# file: / { end(); path = "./" substr($0, 9); if (path == "./.") { key = ".\002."; next }
        slash = match(path, /\/[^\/]*$/); folder = substr(path, 1, slash - 1); gsub("/", "\001", folder)
        key = folder "\002" substr(path, slash + 1); next }
      /=/ && !/^security\.selinux=/ { all = all "," $0 }
      END { end() }'
}
# One line for each entry, of what is compared: key, kind, mode, owner, group, content, size, time, names, attributes.
folded() {
  awk -F '\t' -v OFS='\t' -v content="$CONTENT" -v also=" $ALSO " -v keep="${KEEP:+$work/keep}" -v before="$before" -v trouble="$work/strays" "$touched"'
    # Once for each: find(1) would ask for the names of every single file.
    function name(database, id, command, line) {
      if ((database, id) in names) return names[database, id]
      command = "getent " database " " id
      if ((command | getline line) > 0) sub(/:.*/, "", line); else line = id
      close(command)
      return names[database, id] = line
    }
    function end() {
      if (seen == "") return
      n = split(attributes, a, "/"); isfile = (a[1] == "f")
      if (keep != "" && isfile && sum != "" && int(a[8]) <= before) print seen, "-", touched(a), sum > keep
      sub(/\..*/, "", a[6])
      if (isfile) value = (content == "quick" ? "" : sum == "" ? "?" : sum); else value = link
      print seen, a[1], (a[1] == "l" ? "" : a[2]), name("passwd", a[3]), name("group", a[4]), value, (isfile ? a[5] : ""), \
        (isfile && (content == "quick" || index(also, " times ")) ? a[6] : ""), (isfile && index(also, " links ") ? names_of(a[10] ":" a[9], a[7]) : ""), more
    }
    # How many names a file has, and the first of them below this folder.
    function names_of(file, count) {
      if (count == 1) return 1
      if (!(file in first)) first[file] = seen
      return count " " first[file]
    }
    $2 == 0 { end(); seen = $1; attributes = $3; link = $4; sum = more = "" }
    $2 == 1 { sum = $3 }
    $2 == 3 { if ($1 == seen) more = $3; else print "attributes of " $1 " belong to nothing that find(1) has seen" > trouble }
    END { end() }'
}

for list in plain odd keep kept strays sums.known; do : >"$work/$list"; done
before=$(($(date +%s) - ${SETTLED:-2}))
entries >"$work/entries"
if [ "$CONTENT" = full ]; then
  # Ends everything when nobody listens any more; `timeout` has put it into a separate process group.
  (trap '' PIPE; while sleep 5 >/dev/null 2>&1; do printf 'P\t%s\n' "$(cat "$work"/sums.* | wc -l)" 2>/dev/null || kill 0; done) &
  beat=$!
  if [ -n "$KNOWN" ] && [ -f "$KEEP" ] && [ -O "$KEEP" ] && cp -P "$KEEP" "$work/kept" 2>/dev/null; then
    case $(sha256sum <"$work/kept") in "$KNOWN "*) ;; *) : >"$work/kept" ;; esac
  fi
  if [ -s "$work/kept" ]; then sort -S 64M -T "$work" "$work/kept" "$work/entries"; else cat "$work/entries"; fi | chosen
  each=$(($(wc -l <"$work/plain") / (CORES * 8) + 1))
  [ "$each" -le 5000 ] || each=5000
  sums
  kill "$beat"
  mv "$work/sums.known" "$work/keyed"
  unread=$(wc -l <"$work/keyed")
  cat "$work"/sums.* | keyed >>"$work/keyed"
  rm -f "$work"/sums.*
else
  : >"$work/keyed"
fi
case " $ALSO " in *' attributes '*) attributes >>"$work/keyed" 2>>"$work/trouble" ;; esac
sort -S 64M -T "$work" "$work/entries" "$work/keyed" >"$work/sorted" && folded <"$work/sorted" >"$work/list" || exit 6
rm -f "$work/entries" "$work/keyed" "$work/sorted"
if [ "$CONTENT" = full ] && [ -n "$KEEP" ] && sum=$(sha256sum <"$work/keep") && mv -T "$work/keep" "$KEEP"; then
  printf 'K\t%s\t%d\n' "${sum%% *}" "$unread"
fi 2>/dev/null
# Files that went in the meantime come last: there may be many, and they matter least.
{ grep -v ': No such file or directory$' "$work/trouble"; cat "$work/strays"; grep ': No such file or directory$' "$work/trouble"; } | head -n 100 | tr '\t' ' ' | sed 's/^/W\t/'
[ "$WANTED" != all ] || { echo E; cat "$work/list"; exit 0; }

# A unit for each folder down to the depth at which digests are few beside what would be sent without them.
depth=$(awk -F '\t' '$2 == "d" { n = gsub("\001", "", $1); if ($1 != ".\002.") { at[n + 1]++; if (n >= most) most = n + 1 } }
  END { allowed = NR / 25; if (allowed < 1000) allowed = 1000
    for (d = 1; d <= most && total + at[d] <= allowed; d++) total += at[d]
    print d - 1 }' "$work/list")
unit='function unit(folder, n, parts, i, name) {
  n = split(folder, parts, "\001"); name = parts[1]
  for (i = 2; i <= n && i <= depth + 1; i++) name = name "\001" parts[i]
  return name }
{ here = substr($1, 1, index($1, "\002") - 1); if (here != last) { last = here; next_unit = unit(here) } }'
mkdir "$work/units" && awk -F '\t' -v depth="$depth" -v folder="$work/units" "$unit"'
  function end() { if (count) { close(file); print now "\t" count "\t" (unread ? "?" : "") } }
  next_unit != now { end(); now = next_unit; count = unread = 0; file = sprintf("%s/%09d", folder, ++number) }
  { print > file; count++; if ($6 == "?") unread = 1 }
  END { end() }' "$work/list" >"$work/names" || exit 6
(cd "$work/units" && ls | xargs $DIGEST) | paste "$work/names" - |
  awk -F '\t' '$4 !~ sprintf("%09d$", NR) { exit 1 } { print "F\t" $1 "\t" $2 "\t" $3 $4 }' || exit 7
rm -rf "$work/units"
echo E
awk -F '\t' -v depth="$depth" 'BEGIN { while ((getline line < "-") > 0) wanted[line] = 1 }
'"$unit"' next_unit in wanted' "$work/list"
