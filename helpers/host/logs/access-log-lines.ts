/**
 * awk, of any kind (mawk accepts no bare comparison after `print`): cuts a line of an access log into `before` its time, the
 * time as `stamp` (20120622140005) and `zone`, the request as `asked` and its `status`. A quote in a request has a
 * backslash before it, so that no visitor can forge a status. Lines of any other form are printed as `unread<tab>LINE`,
 * the first of each file; so is `begins<tab>LOG` if the first time is not before `since`.
 */
export const ACCESS_LINE_AWK = String.raw`
function unread() { if (!strange++) print "unread\t" substr($0, 1, 300) }
$0 == "" { next }
!match($0, /\[[0-9]+\/[A-Z][a-z][a-z]\/[0-9:]+ [-+][0-9][0-9][0-9][0-9]\]/) { unread(); next }
{
  before = substr($0, 1, RSTART - 1); time = substr($0, RSTART + 1, RLENGTH - 2); rest = substr($0, RSTART + RLENGTH)
  split(time, part, /[\/: ]/)
  month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", part[2]) + 2) / 3
  stamp = sprintf("%04d%02d%02d%02d%02d%02d", part[3], month, part[1], part[4], part[5], part[6]); zone = part[7]
  if (!begin++ && stamp >= since) print "begins\t" ENVIRON["LOG"]
  if (!match(rest, /"([^"\\]|\\.)*" [0-9][0-9][0-9]( |$)/)) { if (stamp >= since) unread(); next }
  asked = substr(rest, RSTART + 1, RLENGTH - 1); sub(/" [0-9][0-9][0-9] ?$/, "", asked)
  status = substr(rest, RSTART + length(asked) + 3, 3)
}`;

/** Lines that could not be parsed, in the order of the files. */
export const unreadLines = (text: string): string[] =>
  text.split('\n').flatMap((line) => /^(?:\s*\d+ )?unread\t(.*)$/.exec(line)?.[1] ?? []);

/** Logs whose first line is not older than the requested time. */
export const beginningLate = (text: string): string[] =>
  text.split('\n').flatMap((line) => /^(?:\s*\d+ )?begins\t(.*)$/.exec(line)?.[1] ?? []);
