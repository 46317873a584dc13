import { NoAnswer } from '../../core/no-answer.js';
import type { HostProbe } from '../facts/host-probe.js';

/**
 * POSIX sh: prints the state of each queue of the mail server, `waiting N` or `unread LINE`. Addresses are
 * private: they stay on the host. The reasons why messages wait are foreign text, so only complete lines count.
 */
const QUEUES_SCRIPT = String.raw`
queue() { # command...
  { timeout 5 "$@" 2>&1; echo "exit $?"; } | awk -v asked="$*" '
    /^exit [0-9]+$/ { code = $2; next }
    { last = $0 }
    # Postfix
    /^Mail queue is empty$/ { found++; next }
    /^-- [0-9]+ [A-Za-z]+ in [0-9]+ Requests?\.$/ { found++; waiting += $5; next }
    # sendmail, a line for each of its queues and one for all
    /^[^ \t(]+ is empty$/ { found++; next }
    /^[ \t]*Total requests: [0-9]+$/ { found++; waiting += $3; next }
    # exim -bpc
    /^[0-9]+$/ && NR == 1 { found++; waiting += $1; next }
    END {
      gsub(/[^ <>]+@[^ <>]+/, "ADDRESS", last)
      if (code == 0 && found) print "waiting " waiting + 0
      else print "unread " asked " ended with " code ": " substr(last, 1, 200)
    }'
}
if command -v postqueue >/dev/null; then
  places=$(postmulti -l 2>/dev/null | awk '{ print $4 }')
  for place in ${'$'}{places:-$(postconf -h config_directory)}; do queue postqueue -c "$place" -p; done
elif command -v exim4 >/dev/null; then queue exim4 -bpc
elif command -v exim >/dev/null; then queue exim -bpc
elif command -v mailq >/dev/null; then
  queue mailq
  # What waits to be handed to the daemon.
  [ ! -d /var/spool/mqueue-client ] || queue mailq -Ac
else echo 'unread none of these programs is installed: postqueue, exim, mailq'; fi`;

/**
 * Is mail waiting on a host at this moment? `empty`, or how many messages.
 * @throws {NoAnswer} when the host could not be asked, or one of its queues cannot be read
 */
export async function readMailQueue(host: Pick<HostProbe, 'run' | 'name'>): Promise<string> {
  const description = 'whether mail is waiting in its queue (postqueue -p, exim -bpc, mailq)';
  const lines = (await host.run(QUEUES_SCRIPT, { description })).stdout.split('\n').filter((line) => line !== '');
  const waiting = lines.reduce((sum, line) => sum + Number(/^waiting (\d+)$/.exec(line)?.[1] ?? 0), 0);
  // One queue with waiting mail is an answer, whatever the others report.
  if (waiting > 0) return `not empty (messages waiting: ${waiting})`;
  const strange = lines.find((line) => !line.startsWith('waiting '));
  if (strange === undefined && lines.length > 0) return 'empty';
  throw new NoAnswer(description, host.name, strange?.replace('unread ', '') ?? 'its answer was empty');
}
