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
# The faster one, where there are two.
if command -v mawk >/dev/null; then awk() { mawk "$@"; }; fi
work= beat=
trap 'kill $beat 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 5' HUP INT TERM PIPE
work=$(mktemp -d /var/tmp/data-files.XXXXXX 2>/dev/null || mktemp -d) || exit 4
{ renice -n 5 -p $$; ionice -c 2 -n 7 -p $$; } >/dev/null 2>&1
export DIGEST work
: >"$work/trouble"

# Zero bytes end fields on the way in, line ends on the way out. In the key of an entry \001 stands for / in its folder, and
# \002 ends that: both sort below all else, so that a folder and what is below it are together.
# Beside them, the files that are to be read, if nothing was kept, and the depth down to which each folder is a unit: digests are
# to be few beside what would be sent without them.
entries() {
  case $CONTENT$KEEP$ALSO in full) more= ;; *) more=/%T@/%n/%C@/%i/%D ;; esac
  find . -printf "%h\0%f\0%l\0%y/%m/%U/%G/%s$more\0" 2>>"$work/trouble" |
    sed -z 's/\\/\\0134/g; s/\x01/\\0001/g; s/\x02/\\0002/g; s/\t/\\0011/g; s/\n/\\0012/g; s/\r/\\0015/g' |
    tr '\0' '\n' | paste - - - - |
    awk -F '\t' -v kept="$(wc -l <"$work/kept")" -v plain="$work/plain" -v odd="$work/odd" -v depth="$work/depth" '
      { if (kept == 0 && $4 ~ /^f/) { path = $1 "/" $2; if (index(path, "\\")) print path > odd; else print path > plain }
        n = gsub("/", "\001", $1); print $1 "\002" $2 "\t0\t" $4 "\t" $3
        if ($4 ~ /^d/ && $2 != ".") { at[n + 1]++; if (n >= most) most = n + 1 } }
      END { allowed = NR / 25; if (allowed < 1000) allowed = 1000
        for (d = 1; d <= most && total + at[d] <= allowed; d++) total += at[d]
        print d - 1 > depth }'
}
# What identifies a file that nobody has touched: what find(1) says of size, times and inode.
touched='function touched(a) { return a[5] "/" a[6] "/" a[8] "/" a[9] }'
# Lists the files that are to be read although some were kept, those with \0ooo in their names apart, since tools differ in how
# they report them. A line of what was kept comes before its entry.
chosen() {
  sort -S 64M -T "$work" "$work/kept" "$work/entries" | awk -F '\t' -v plain="$work/plain" -v odd="$work/odd" -v known="$work/sums.known" "$touched"'
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
# One line for each entry, of what is compared: key, kind, mode, owner, group, content, size, time, names, attributes. Beside the
# list, a line for each unit goes to `units`, and one to `sums`. The units wait for their digests in a few files that are used
# again and again: some file systems are slow to make files where others have just been removed.
slots=100
folded() {
  awk -F '\t' -v OFS='\t' -v content="$CONTENT" -v also=" $ALSO " -v keep="${KEEP:+$work/keep}" -v before="$before" -v trouble="$work/strays" \
    -v list="$work/list" -v units="$work/units" -v depth="$1" -v slots="$slots" "$touched"'
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
      if (times) sub(/\..*/, "", a[6])
      if (isfile) value = (content == "quick" ? "" : sum == "" ? "?" : sum); else value = link
      here = substr(seen, 1, index(seen, "\002") - 1)
      if (here != last) { last = here; enter(unit(here)) }
      line = seen OFS a[1] OFS (a[1] == "l" ? "" : a[2]) OFS name("passwd", a[3]) OFS name("group", a[4]) OFS value \
        OFS (isfile ? a[5] : "") OFS (isfile && times ? a[6] : "") OFS (isfile && links ? names_of(a[10] ":" a[9], a[7]) : "") OFS more
      print line > list
      print line > waiting
      count++
      if (value == "?") unread = "?"
    }
    BEGIN { times = content == "quick" || index(also, " times "); links = index(also, " links ") }
    # How many names a file has, and the first of them below this folder.
    function names_of(file, count) {
      if (count == 1) return 1
      if (!(file in first)) first[file] = seen
      return count " " first[file]
    }
    function unit(path, n, parts, i, top) {
      n = split(path, parts, "\001"); top = parts[1]
      for (i = 2; i <= n && i <= depth + 1; i++) top = top "\001" parts[i]
      return top
    }
    function enter(next_unit) {
      if (next_unit == now) return
      if (count) {
        print now, count, unread > units
        close(waiting)
        if (number == slots || next_unit == "") digests()
      }
      now = next_unit; count = 0; unread = ""; waiting = ++number
    }
    function digests(command, i) {
      command = "$DIGEST"
      for (i = 1; i <= number; i++) command = command " " i
      if (system(command " >>\"$work/sums\"") != 0) failed = 1
      number = 0
    }
    $2 == 0 { end(); seen = $1; attributes = $3; link = $4; sum = more = "" }
    $2 == 1 { sum = $3 }
    $2 == 3 { if ($1 == seen) more = $3; else print "attributes of " $1 " belong to nothing that find(1) has seen" > trouble }
    END { end(); enter(""); if (keep != "") print "", "-", "", "end" > keep; exit failed }'
}

for list in plain odd keep kept strays sums sums.known units list; do : >"$work/$list"; done
before=$(($(date +%s) - ${SETTLED:-2}))
if [ "$CONTENT" = full ] && [ -n "$KNOWN" ] && [ -f "$KEEP" ] && [ -O "$KEEP" ] && cp -P "$KEEP" "$work/kept" 2>/dev/null; then
  case $(sha256sum <"$work/kept") in "$KNOWN "*) ;; *) : >"$work/kept" ;; esac
fi
# A folder that exists has at least its own entry.
entries >"$work/entries" && [ -s "$work/entries" ] || exit 6
if [ "$CONTENT" = full ]; then
  # Ends everything when nobody listens any more; `timeout` has put it into a separate process group.
  (trap '' PIPE; while sleep 5 >/dev/null 2>&1; do printf 'P\t%s\n' "$(cat "$work"/sums.* | wc -l)" 2>/dev/null || kill 0; done) &
  beat=$!
  [ ! -s "$work/kept" ] || chosen
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
sort -S 64M -T "$work" "$work/entries" "$work/keyed" >"$work/sorted" || exit 6
(mkdir "$work/waiting" && cd "$work/waiting" && folded "$(cat "$work/depth")" <"$work/sorted") || exit 6
# Some awks do not notice that the disk was full when they wrote the rest of a file.
[ "$(wc -l <"$work/entries")" -eq "$(wc -l <"$work/list")" ] || exit 6
rm -f "$work/entries" "$work/keyed" "$work/sorted"
if [ "$CONTENT" = full ] && [ -n "$KEEP" ] && [ "$(tail -c 4 "$work/keep")" = end ] && sum=$(sha256sum <"$work/keep") && mv -T "$work/keep" "$KEEP"; then
  printf 'K\t%s\t%d\n' "${sum%% *}" "$unread"
fi 2>/dev/null
# Files that went in the meantime come last: there may be many, and they matter least.
{ grep -v ': No such file or directory$' "$work/trouble"; cat "$work/strays"; grep ': No such file or directory$' "$work/trouble"; } | head -n 100 | tr '\t' ' ' | sed 's/^/W\t/'
[ "$WANTED" != all ] || { echo E; cat "$work/list"; exit 0; }

paste "$work/units" "$work/sums" |
  awk -F '\t' -v slots="$slots" '$4 !~ sprintf("[ *]%d$", (NR - 1) % slots + 1) { exit 1 } { print "F\t" $1 "\t" $2 "\t" $3 $4 }' || exit 7
echo E
# Not by getline from stdin, which not every awk can do.
cat >"$work/wanted"
awk -F '\t' -v wanted="$work/wanted" 'BEGIN { while ((getline line < wanted) > 0) is_wanted[line] = 1 }
  FNR == NR { end[NR] = end[NR - 1] + $2; is[NR] = ($1 in is_wanted); next }
  FNR == 1 { unit = 1 }
  FNR > end[unit] { unit++ }
  is[unit]' "$work/units" "$work/list"
