import type { Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { siteNames } from '../core/site-names.js';
import { ACCESS_LINE_AWK, unreadLines } from '../host/logs/access-log-lines.js';
import { logFilesScript, whyNotWhole } from '../host/logs/log-files.js';
import { ACCESS_LOGS_SCRIPT } from '../host/logs/log-format.js';
import { CLIENTS } from '../routing/visitor-routes.js';
import { hostLabel, runScript } from '../ssh/ssh.js';

/** Addresses that visitors requested from a virtual host, the most frequent first. */
export type AskedFor = {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  readonly count: number;
};
export type LoggedAddresses = {
  readonly asked: readonly AskedFor[];
  /** Number of requests with a query string; their addresses never leave the host. */
  readonly withQuery: number;
  readonly unread: readonly string[];
};

/** Bytes that are read from each log file, and the number of files per log, newest first. */
const TAIL_BYTES = 20_000_000;
const FILES = 3;
/** Maximum number of addresses that are transferred. */
const MOST = 5_000;
const TIMEOUT_MS = 60_000;

/**
 * POSIX sh. Counts requests on the host: `COUNT NAME<tab>STATUS<tab>PATH`. The virtual host of a line comes from the
 * line itself (vhost_combined), or else from the only virtual host that writes to the log. Only GET, without the query.
 */
export const loggedAddressesScript = (): string => String.raw`${ACCESS_LOGS_SCRIPT}${logFilesScript(TAIL_BYTES)}
virtual_hosts() { # NAME<tab>LOG
  find -L /etc/apache2 /etc/httpd /etc/nginx -type f ! -path '*-available/*' 2>/dev/null | while read -r path; do
    awk -v root="$(printf '%s\n' "$path" | sed 's|\(/etc/[^/]*\)/.*|\1|')" '
    # Files that a virtual host includes are read as part of it; a path with other characters is skipped.
    function included(pattern,   list, each, line) {
      gsub(/[";]/, "", pattern)
      if (pattern !~ /^\//) pattern = root "/" pattern
      if (depth > 4 || pattern ~ /[^A-Za-z0-9_.\/*?-]/) return
      list = "ls -d " pattern " 2>/dev/null"
      depth++
      while ((list | getline each) > 0) { while ((getline line < each) > 0) { $0 = line; read() }; close(each) }
      close(list)
      depth--
    }
    function flush() { if (log_ != "") print (name == "" ? "-" : name) "\t" log_; name = ""; log_ = "" }
    function read(   word) {
      word = tolower($1)
      if (word ~ /^<virtualhost/ || (word == "server" && $2 == "{") || word == "server{") { flush(); inside = 1 }
      if (word == "servername" || word == "server_name") { if (name == "") { name = $2; sub(/;$/, "", name); sub(/^https?:\/\//, "", name); sub(/:[0-9]+$/, "", name) } }
      if (word == "customlog" || word == "transferlog" || word == "access_log") if (log_ == "") { log_ = $2; gsub(/[";]/, "", log_); sub(/^\$\{APACHE_LOG_DIR\}/, "/var/log/apache2", log_) }
      if (inside && (word == "include" || word == "includeoptional")) included($2)
    }
    { read() }
    END { flush() }' "$path"
  done
}
hosts=$(virtual_hosts | sort -u)
printf '%s\n' "$hosts" | sed 's/^/site\t/'
logs=$( { access_logs; for log in /var/log/nginx/*access*.log; do printf '%s\n' "$log"; done; printf '%s\n' "$hosts" | cut -f 2; } | sort -u)
printf '%s\n' "$logs" | while read -r log; do
  case $log in '|'*) printf 'blind\tthe old host logs to a program: %s\n' "$log"; continue ;; /*) ;; *) continue ;; esac
  [ -f "$log" ] || continue
  [ -r "$log" ] || { printf 'blind\tno permission to read %s\n' "$log"; continue; }
  printf 'log\t%s\n' "$log"
  own=$(printf '%s\n' "$hosts" | awk -F '\t' -v log_="$log" '$2 == log_ && $1 != "-" { print $1 }' | sort -u)
  case $own in *'
'*) own= ;; esac
  log_files "$log" | tail -n ${FILES} | while read -r path; do
    whole "$path" | tr -d '\000' | cut -b -8000 | grep -avF '${CLIENTS}' | LOG=$path OWN=$own awk -v since= '${ACCESS_LINE_AWK}
    asked ~ /^GET \/[^ ]* HTTP\// {
      split(asked, word, " ")
      name = match(before, /^[A-Za-z0-9.-]+:[0-9]+ /) ? substr(before, 1, RLENGTH - 1) : ENVIRON["OWN"]
      sub(/:[0-9]+$/, "", name)
      if (index(word[2], "?")) print "query"
      else print (name == "" ? "?" ENVIRON["LOG"] : name) "\t" status "\t" word[2]
    }'
  done
done | grep -av '^begins' | LC_ALL=C sort | uniq -c | LC_ALL=C sort -rn | awk 'rows++ < ${MOST} || $2 ~ /^(log|blind|unread)$/'`;

/**
 * Addresses that visitors requested from the old host, according to its access logs.
 * @throws {NoAnswer} when the host could not be asked
 */
export async function loggedAddresses({ hosts, sites }: Target): Promise<LoggedAddresses> {
  const description = 'the most requested addresses, according to its access logs';
  const { stdout, stderr } = await runScript(hosts.old, loggedAddressesScript(), {
    description,
    timeoutMs: TIMEOUT_MS,
  });
  const found = parseLogged(stdout, sites);
  if (!/^\s*(?:\d+ )?log\t/m.test(stdout) && found.unread.length === 0)
    throw new NoAnswer(description, hostLabel(hosts.old), 'no access log was found');
  return { ...found, unread: [...found.unread, ...whyNotWhole(stderr).unread] };
}

/** Reads what {@link loggedAddressesScript} prints. If only one site moves, lines that name no virtual host count for that site. */
export function parseLogged(text: string, sites: Target['sites']): LoggedAddresses {
  const names = siteNames({ sites });
  const asked: AskedFor[] = [];
  const unread = new Set(
    unreadLines(text).map((line) => `a line of the old host's access log cannot be parsed: ${line}`),
  );
  let withQuery = 0;
  for (const line of text.split('\n')) {
    const [, times, said = '', status, path = ''] = /^\s*(\d+) ([^\t]+)\t(\d{3})\t(\/.*)$/.exec(line) ?? [];
    const [, queries] = /^\s*(\d+) query$/.exec(line) ?? [];
    const [, blind] = /^\s*\d+ blind\t(.+)$/.exec(line) ?? [];
    if (queries !== undefined) withQuery += Number(queries);
    if (blind !== undefined) unread.add(blind);
    const isNameless = said.startsWith('?');
    if (isNameless && sites.length > 1) unread.add(`${said.slice(1)} does not record which virtual host was requested`);
    const name = isNameless && sites.length === 1 ? sites[0].host : said;
    if (times !== undefined && names.includes(name))
      asked.push({ name, path, status: Number(status), count: Number(times) });
  }
  return { asked, withQuery, unread: [...unread] };
}
