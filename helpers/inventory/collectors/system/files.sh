# Which paths belong to somebody else: areas of their own, and mounts of other machines.
prune=
for path in $ELSEWHERE; do prune="$prune -path $path -prune -o"; done
roots=
for path in $ROOTS; do [ -d "$path" ] && roots="$roots $path"; done
while read -r device mount type rest; do
  case " $(echo $ROOTS) " in *" $mount "*) is_root=yes ;; *) is_root=no ;; esac
  for path in $ROOTS; do
    case $mount/ in
      "$path"/*) ;;
      *) continue ;;
    esac
    case $type in
      ext* | xfs | btrfs | reiserfs | jfs | zfs | overlay | f2fs) [ "$is_root" = yes ] || roots="$roots $mount" ;;
      *) prune="$prune -path $mount -prune -o"; cannot "$mount" "a mount of $type: only local disks are read" ;;
    esac
    break
  done
done </proc/mounts
# Names may hold anything but NUL: a line end in one travels as \001.
lined() { tr '\n\000' '\001\n'; }
unlined() { tr '\n\001' '\000\n'; }
listed() { find $roots -xdev $prune "$@"; }
set -f

if [ "$(id -u)" != 0 ]; then
  listed \( -type d ! \( -readable -executable \) -o -type f ! -readable \) -print0 2>/dev/null | lined |
    awk -v who="$(id -un)" '{ print "cannot\t" $0 "\tno permission to read it as " who }'
fi

# f: kind mode user group size time class path; l: the same for links, with the target behind \002.
# Class: p of a package, c its configuration file, - nobody's.
listed \( -type l -printf 'l\t%m\t%u\t%g\t%s\t%T@\t%p\002%l\0' -o -printf '%y\t%m\t%u\t%g\t%s\t%T@\t%p\0' \) 2>/dev/null | lined |
  awk -F'\t' -v most="$FILE_COUNT" '
  BEGIN {
    while (("cat /var/lib/dpkg/info/*.list 2>/dev/null" | getline line) > 0)
      if (line ~ /^\/(etc|usr\/local|opt|srv|root|home|var)\//) owned[line] = "p"
    while ((getline line < "/var/lib/dpkg/status") > 0) {
      if (line ~ /^Conffiles:/) conf = 1
      else if (conf && line ~ /^ \//) { split(line, part, " "); owned[part[1]] = "c"; sum[part[1]] = part[2] }
      else conf = 0
    }
  }
  {
    path = $0
    for (i = 1; i <= 6; i++) path = substr(path, index(path, "\t") + 1)
    name = path
    sub(/\002.*/, "", name)
    class = (name in owned) ? owned[name] : "-"
    if (class == "-" && ++count > most) next
    time = $6; sub(/\..*/, "", time)
    print "f\t" $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 "\t" time "\t" class "\t" (class == "c" ? sum[name] : "") "\t" path
  }
  END { if (count > most) print "cannot\t\tmore than " most " files that no package accounts for: " count - most " are not listed" }'

# Configuration that a package ships and that somebody has deleted. What may not be looked at is not gone.
awk '
  /^Status:/ { installed = / installed$/ }
  /^Conffiles:/ { conf = installed; next }
  conf && /^ \// { if ($0 !~ / (obsolete|remove-on-upgrade)$/) { sub(/^ /, ""); sub(/ [^ ]*$/, ""); print }; next }
  { conf = 0 }' /var/lib/dpkg/status 2>/dev/null | while IFS= read -r path; do
  [ -e "$path" ] || [ -L "$path" ] && continue
  LC_ALL=C ls -d -- "$path" 2>&1 | grep -q 'No such file' && printf 'gone\t%s\n' "$path"
done

# MD5, since that is what dpkg keeps of configuration files; no more than equality is asked of it. Files that are not too
# large, in one order on all hosts, until the ceiling is reached.
listed -type f -printf '%s\t%p\0' 2>/dev/null | lined | sort -t "$tab" -k 2 |
  awk -F'\t' -v per="$FILE_LIMIT" -v ceiling="$BYTE_CEILING" '
    $1 <= per + 0 && sum + $1 <= ceiling + 0 { sum += $1; print substr($0, index($0, "\t") + 1) }' |
  unlined | xargs -0 -r md5sum 2>/dev/null | awk '
    { escaped = 0; if (substr($0, 1, 1) == "\\") { escaped = 1; $0 = substr($0, 2) } }
    { print "digest\t" substr($0, 1, 32) "\t" escaped "\t" substr($0, 35) }'

# Files that name this host or the other one: their digest as if they said `this host` and `the other host`.
as_self=$(
  for role in self other; do
    [ $role = self ] && names=$OWN_NAMES || names=$OTHER_NAMES
    for name in $names; do
      literal=$(printf %s "$name" | sed 's/[.[\*^$/]/\\&/g')
      # Twice: two names that share the blank between them.
      for turn in 1 2; do printf 's/(^|[^[:alnum:]_.-])%s($|[^[:alnum:]_-])/\\1<%s>\\2/g\n' "$literal" $role; done
    done
  done
)
patterns=$(for name in $OWN_NAMES $OTHER_NAMES; do printf -- '-e %s ' "$name"; done)
[ -z "$patterns" ] || listed -type f -size -256k -print0 2>/dev/null | xargs -0 -r grep -lIF $patterns 2>/dev/null | while read -r path; do
  [ -f "$path" ] && printf 'self\t%s\t%s\n' "$(sed -r "$as_self" "$path" | md5sum | cut -c 1-32)" "$path"
done

# What was young is looked for again: a job may have made it for a moment, and it is gone by now.
since=$((BEGAN - 120))
printf 'since\t%s\n' "$since"
listed -newermt "@$since" -printf 'young\t%p\0' 2>/dev/null | lined
