/** Maximum age: older files say nothing about the days around the switch and cost time. */
const DAYS = 14;

/**
 * POSIX sh. log_files prints the paths of log files, including rotated ones, oldest first; whole prints one of them, unpacked,
 * and only the end of a large one. Unread parts are reported on stderr: {@link whyNotWhole}.
 * @param bytes read from each file
 */
export const logFilesScript = (bytes: number): string => String.raw`
log_files() { # patterns
  for path in $1; do for path in "$path" "$path"[.-][0-9]*; do
    [ -f "$path" ] && find "$path" -mtime -${DAYS} -printf '%T@ %p\n'
  done; done | sort -n | cut -d ' ' -f 2- | uniq
}
whole() { # path
  case $1 in *.gz) tool=zcat ;; *.xz) tool=xzcat ;; *.bz2) tool=bzcat ;; *.zst) tool=zstdcat ;; *) tool= ;; esac
  if [ -n "$tool" ]; then
    "$tool" -- "$1" 2>/dev/null || printf 'unread %s %s\n' "$tool" "$1" >&2
  elif [ "$(stat -c %s -- "$1")" -gt ${bytes} ]; then
    printf 'cut %s %s\n' "$(stat -c %s -- "$1")" "$1" >&2
    tail -c ${bytes} -- "$1" | sed 1d
  else
    cat -- "$1" || printf 'unread cat %s\n' "$1" >&2
  fi
}`;

/** Messages of {@link logFilesScript} on stderr: why files were not read, and, by path, why only the end of one was. */
export function whyNotWhole(stderr: string): { unread: string[]; cut: ReadonlyMap<string, string> } {
  const unread: string[] = [];
  const cut = new Map<string, string>();
  for (const line of stderr.split('\n')) {
    const [, tool, packed] = /^unread (\S+) (.+)$/.exec(line) ?? [];
    const [, bytes, long] = /^cut (\d+) (.+)$/.exec(line) ?? [];
    if (packed !== undefined) unread.push(`${packed} could not be read with ${tool ?? ''}`);
    if (long !== undefined) cut.set(long, `only the end of ${long} was read: the file has ${bytes ?? ''} bytes`);
  }
  return { unread, cut };
}
