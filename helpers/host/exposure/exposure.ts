import { readFileSync } from 'node:fs';
import type { Host } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { hostLabel, runScript } from '../../ssh/ssh.js';

const SCRIPT = readFileSync(new URL('exposure.sh', import.meta.url), 'utf8');

/** A file that is open to more people than it should be. */
type OpenFile = { readonly what: string; readonly path: string };
/** A file below a folder of the web server, by its path there and a digest of its first {@link SERVED_BYTES}. */
export type ServedFile = { readonly path: string; readonly digest: string };
/** As many bytes of a file tell it from every other answer. */
export const SERVED_BYTES = 512;

export type Exposure = {
  /** The name with which the host greets those that it sends mail to. */
  readonly helo: string;
  /** Private keys, passwords and dumps that every account on the host can read. */
  readonly open: readonly OpenFile[];
  /** Files below the folders of the web server that are nobody's business. */
  readonly served: readonly ServedFile[];
  /** Jobs, timers and directives that renew certificates. */
  readonly renewal: readonly string[];
  /** What could not be searched through, by part. */
  readonly cannot: Readonly<Record<string, string>>;
};

/**
 * @throws {NoAnswer} when the host could not be asked, or its answer broke off
 */
export async function exposureOf(host: Host): Promise<Exposure> {
  const description = 'what is open on it to everybody (helpers/host/exposure, by ssh)';
  const { stdout } = await runScript(host, SCRIPT, { description, timeoutMs: 180_000 });
  return readExposure(stdout, hostLabel(host), description);
}

/** @throws {NoAnswer} when the answer does not end as it should */
function readExposure(text: string, who: string, asked: string): Exposure {
  const rows = text.split('\n').map((line) => line.split('\t'));
  const of = (tag: string): [string, string][] =>
    rows.filter(([first]) => first === tag).map(([, one = '', ...rest]) => [one, rest.join('\t')]);
  if (of('end').length === 0) throw new NoAnswer(asked, who, 'its answer broke off');
  return {
    helo: of('helo')[0]?.[1].trim() ?? '',
    open: of('open').map(([what, path]) => ({ what, path })),
    served: of('served').map(([digest, path]) => ({ path, digest })),
    renewal: of('renewal').map(([, line]) => line),
    cannot: Object.fromEntries(of('cannot')),
  };
}
