import type { Host } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import type { HostFacts } from '../host/facts/types.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../ssh/ssh.js';
import { linesAfter } from '../core/lines.js';

/** A copy of a host, compared with what is known about that host. */
export type CopyOfHost = {
  /** Paths that the host had and its copy lacks. */
  readonly missing: readonly string[];
  /** Size of home directories in the copy, in KiB, by path on the old host. */
  readonly homes: Readonly<Record<string, number>>;
  /** When the newest of the Apache sites enabled on the old host was enabled; undefined: the copy has none. */
  readonly lastSiteEnabled: Date | undefined;
};

const ASKED = 'the contents of the copy of the old host';
const TIMEOUT_MS = 30_000;

/** Programs of the distribution are installed with it; no one copies them. */
const OF_SYSTEM = /^\/(?:usr\/)?s?bin\//;

/** Paths of a host that its copy must have: home directories, crontabs and cron scripts, the Apache configuration. */
export const pathsToFind = ({ homes, cron, apache }: Pick<HostFacts, 'homes' | 'cron' | 'apache'>): string[] =>
  [
    ...new Set([
      ...Object.keys(homes),
      // Units have no path here, and at jobs disappear once they have run.
      ...cron.tables.flatMap(({ kind, path }) => (kind === 'timer' || kind === 'at' ? [] : [path])),
      ...Object.entries(cron.scripts).flatMap(([key, { ownership }]) => {
        const path = key.slice(key.indexOf(' ') + 1);
        return ownership === undefined || OF_SYSTEM.test(path) ? [] : [path];
      }),
      ...apache.files,
    ]),
  ].sort();

/**
 * Looks into the copy, in one round trip.
 * @param folder the folder that represents `/` of the old host
 * @returns undefined if there is no such folder
 * @throws {NoAnswer} when the host that keeps the copy could not be asked, or sizes took too long
 */
export async function lookIntoCopy(
  host: Host,
  folder: string,
  old: Pick<HostFacts, 'homes' | 'cron' | 'apache'>,
): Promise<CopyOfHost | undefined> {
  // A link may still point to its target on the old host; it counts as present all the same.
  const script = `cd ${shellQuote(folder)} 2>/dev/null || { echo 'no folder'; echo complete; exit; }
while read -r path; do
  # What a2dissite disabled on the day is still in the corresponding -available folder.
  [ -e ".$path" ] || [ -L ".$path" ] || [ -e ".$(printf '%s' "$path" | sed 's#-enabled/#-available/#')" ] || echo "missing $path"
done <<'END_OF_PATHS'
${pathsToFind(old)
  .filter((path) => path.startsWith('/'))
  .map((path) => path.replaceAll('\n', '?'))
  .join('\n')}
END_OF_PATHS
for home in ./home/*; do
  [ -d "$home" ] && size=$(timeout 20 du -skx "$home") && echo "kb $size"
done
for site in ./etc/apache2/sites-enabled/*; do
  [ -L "$site" ] || [ -e "$site" ] && stat -c 'enabled %Y' "$site"
done
echo complete`;
  const { stdout } = await runScript(host, script, { timeoutMs: TIMEOUT_MS, description: ASKED });
  const lines = stdout.trim().split('\n');
  if (lines.at(-1) !== 'complete') throw new NoAnswer(ASKED, hostLabel(host), 'its answer was cut off');
  return lines.includes('no folder') ? undefined : readCopy(lines);
}

/** Reads lines `missing PATH`, `kb SIZE<tab>./home/NAME`, `enabled SECONDS`. */
export function readCopy(lines: readonly string[]): CopyOfHost {
  const after = linesAfter(lines);
  const enabled = after('enabled').map(Number);
  return {
    missing: after('missing'),
    homes: Object.fromEntries(
      after('kb').map((line) => {
        const [size = '', path = ''] = line.split('\t');
        return [path.slice(1), Number(size)];
      }),
    ),
    lastSiteEnabled: enabled.length === 0 ? undefined : new Date(Math.max(...enabled) * 1000),
  };
}

/** By how much a home directory may have shrunk since it was recorded: people tidy up before they leave. */
const MAY_SHRINK = 0.1;
const SMALL_KB = 256;

/** Home directories whose copy is much smaller than the original, in words. */
export function shrunkHomes({ homes }: CopyOfHost, recorded: HostFacts['homes']): string[] {
  return Object.entries(recorded).flatMap(([path, { kb }]) => {
    const now = homes[path];
    if (now === undefined || kb === undefined || now >= kb * (1 - MAY_SHRINK) - SMALL_KB) return [];
    return [`${path}: ${kb} KiB on the old host, ${now} KiB in the copy`];
  });
}
