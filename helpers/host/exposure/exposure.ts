import { readFileSync } from 'node:fs';
import type { Host } from '../../../targets/schema.js';
import { unique } from '../../core/lists.js';
import { NoAnswer } from '../../core/no-answer.js';
import { linesOf } from '../../routing/placeholder.js';
import { hostLabel, runScript } from '../../ssh/ssh.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import type { ApacheFacts, HostFacts } from '../facts/types.js';

const SCRIPT = readFileSync(new URL('exposure.sh', import.meta.url), 'utf8');

/** A file that is open to more people than it should be. */
type OpenFile = { readonly what: string; readonly path: string };
/** A file below a folder of the web server: its path there and a digest of its first {@link SERVED_BYTES}. */
export type ServedFile = { readonly path: string; readonly digest: string };
/** This many bytes of a file distinguish it from every other answer. */
export const SERVED_BYTES = 512;

export type Exposure = {
  /** The name with which the host greets the servers to which it sends mail. */
  readonly helo: string;
  /** Private keys, passwords, and dumps that every account on the host can read. */
  readonly open: readonly OpenFile[];
  /** Private files below the folders of the web server. */
  readonly served: readonly ServedFile[];
  /** Jobs, timers, and directives that renew certificates. */
  readonly renewal: readonly string[];
  /** Parts that could not be searched, and why. */
  readonly cannot: Readonly<Record<string, string>>;
};

/** A host's facts about its web server. */
type WebFacts = Pick<HostFacts, 'files'> & { readonly apache: Pick<ApacheFacts, 'files' | 'config'> };

/** Folders that the web server serves, according to its active configuration files and to its own reading of them. */
const webRoots = (facts: WebFacts): string[] =>
  unique(
    [...facts.apache.files.flatMap((path) => linesOf(facts, path)), ...(facts.apache.config ?? [])].flatMap(
      (line) => /^(?:DocumentRoot|root)\s+"?([^";]+)"?\s*;?$/i.exec(line)?.[1] ?? [],
    ),
  );

/**
 * @param facts of the host; if they do not say what its web server serves, that part could not be searched
 * @throws {NoAnswer} when the host could not be asked, or its answer was cut off
 */
export async function exposureOf(host: Host, facts: WebFacts): Promise<Exposure> {
  const description = 'what on it is open to everyone (helpers/host/exposure, over ssh)';
  const { roots, cannot } = rootsIn(facts);
  const script = `ROOTS=${shellQuote(roots.join('\n'))}\n${SCRIPT}`;
  const { stdout } = await runScript(host, script, { description, timeoutMs: 180_000 });
  const exposure = readExposure(stdout, hostLabel(host), description);
  return { ...exposure, cannot: { ...cannot, ...exposure.cannot } };
}

function rootsIn(facts: WebFacts): { roots: readonly string[]; cannot: Exposure['cannot'] } {
  try {
    const roots = webRoots(facts);
    const none = { served: "its web server's configuration names no folder (DocumentRoot, root)" };
    return { roots, cannot: roots.length > 0 ? {} : none };
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    return { roots: [], cannot: { served: cause.unanswered.why } };
  }
}

/** @throws {NoAnswer} when the answer does not end as it should */
function readExposure(text: string, who: string, asked: string): Exposure {
  const rows = text.split('\n').map((line) => line.split('\t'));
  const of = (tag: string): [string, string][] =>
    rows.filter(([first]) => first === tag).map(([, one = '', ...rest]) => [one, rest.join('\t')]);
  if (of('end').length === 0) throw new NoAnswer(asked, who, 'its answer was cut off');
  return {
    helo: of('helo')[0]?.[1].trim() ?? '',
    open: of('open').map(([what, path]) => ({ what, path })),
    served: of('served').map(([digest, path]) => ({ path, digest })),
    renewal: of('renewal').map(([, line]) => line),
    cannot: Object.fromEntries(of('cannot')),
  };
}
