# Put before the script of each collector. POSIX sh and awk as Debian 6 has them: no Perl, no Python, no intervals in awk.
# A row is a tag and tab-separated fields. `cannot` says that something could not be read; that is never an empty list.
tab=$(printf '\t')
have() { command -v "$1" >/dev/null 2>&1; }
row() { (IFS=$tab; printf '%s\n' "$*"); }
# cannot SCOPE WHY: items whose key or source starts with SCOPE are unknown; an empty scope is the whole area.
cannot() { printf 'cannot\t%s\t%s\n' "$1" "$2"; }
# show TAG FILE...: rows `TAG path line-number text` of text files. What is too large or may not be read is said.
show() {
  show_tag=$1
  shift
  for show_path; do
    shift
    [ -f "$show_path" ] || continue
    if [ ! -r "$show_path" ]; then
      cannot "$show_path" "no permission to read $show_path as $(id -un)"
    elif [ "$(stat -L -c %s "$show_path")" -gt 2097152 ]; then
      cannot "$show_path" "$show_path is larger than 2 MB"
    else
      set -- "$@" "$show_path"
    fi
  done
  [ $# -eq 0 ] || awk -v tag="$show_tag" '{ print tag "\t" FILENAME "\t" FNR "\t" $0 }' "$@"
}
# rows TAG: what comes on stdin, each line behind a tag.
rows() { awk -v tag="$1" '{ print tag "\t" $0 }'; }
