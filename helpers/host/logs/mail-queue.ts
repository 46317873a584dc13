import type { HostProbe } from '../facts/host-probe.js';

/** Whether, and not what: addresses are nobody's business. */
const SCRIPT = `
queue=$(timeout 5 mailq 2>&1) || { printf '%s\\n' "mailq failed: $(printf '%s\\n' "$queue" | tail -n 1)"; exit; }
if [ -z "$queue" ] || printf '%s\\n' "$queue" | grep -qi 'is empty'; then echo empty
else echo "not empty: $(printf '%s\\n' "$queue" | wc -l) lines of mailq"; fi`;

/**
 * Does mail wait on a host at this moment: `empty`, or why that cannot be said.
 * @throws {NoAnswer} when the host could not be asked
 */
export const readMailQueue = async (host: Pick<HostProbe, 'run'>): Promise<string> =>
  (await host.run(SCRIPT, { description: 'whether mail waits in its queue (mailq)' })).stdout.trim();
