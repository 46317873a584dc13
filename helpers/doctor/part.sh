# The questions; the lines that set these variables are put before it:
#   TOOLS  programs, each with its alternatives between |, one a line
#   PATHS  paths or patterns, one a line
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
echo began
printf '%s\n' "$TOOLS" | while read -r names; do
  found=no
  for name in $(printf '%s' "$names" | tr '|' ' '); do command -v "$name" >/dev/null 2>&1 && found=yes; done
  printf 'tool\t%s\t%s\n' "$names" "$found"
done
printf '%s\n' "$PATHS" | while read -r pattern; do
  state=absent
  # Unquoted, because it may be a pattern.
  for path in $pattern; do
    if [ -r "$path" ]; then
      [ "$state" = unreadable ] || state=yes
      # A folder is read only by who may enter it as well.
      [ ! -d "$path" ] || [ -x "$path" ] || state=unreadable
    elif [ -e "$path" ]; then
      state=unreadable
    fi
  done
  # What is behind a folder that may not be entered looks absent.
  folder=${pattern%/*}
  while [ "$state" = absent ] && [ -n "$folder" ]; do
    [ ! -d "$folder" ] || { [ -x "$folder" ] && [ -r "$folder" ]; } || state=unreadable
    folder=${folder%/*}
  done
  printf 'path\t%s\t%s\n' "$pattern" "$state"
done
echo end
