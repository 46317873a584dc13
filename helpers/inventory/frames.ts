/** The output of one part of the script. */
export type Frame = {
  readonly rows: readonly string[];
  /** Exit status of its shell; undefined when it did not finish. */
  readonly status: number | undefined;
  readonly errors: string;
};

export type Output = {
  readonly frames: ReadonlyMap<string, Frame>;
  readonly account: string;
  readonly isRoot: boolean;
  /** Processor time of all parts, user and system. */
  readonly cpuSeconds: number;
};

type Open = { readonly rows: string[]; status: number | undefined; errors: string };

/**
 * Splits the output of {@link composeScript} into its parts and inserts the digests of secrets. A secret
 * whose digest did not arrive would look like any other, so its whole part counts as cut off.
 */
export async function readFrames(lines: AsyncIterable<string> | Iterable<string>, nonce: string): Promise<Output> {
  const open = new Map<string, Open>();
  const digests = new Map<string, string>();
  let current: Open | undefined;
  let account = '';
  let isRoot = false;
  for await (const line of lines) {
    if (!line.startsWith(`${nonce} `)) {
      if (line !== '') current?.rows.push(line);
      continue;
    }
    const [, word = '', first = '', second = '', ...rest] = line.split(' ');
    if (word === 'begin') {
      current = { rows: [], status: undefined, errors: '' };
      open.set(first, current);
    } else if (word === 'end') {
      const ended = open.get(first);
      if (ended) Object.assign(ended, { status: Number(second), errors: rest.join(' ').trim() });
      current = undefined;
    } else if (word === 'host') [account, isRoot] = [second, first === '0'];
    else if (word === 'secret') digests.set(first, second.slice(0, 16));
  }
  const frames = new Map([...open].map(([name, frame]) => [name, withDigests(frame, digests)]));
  // The second line of times(1) is for the children: all parts.
  const cpuSeconds = (frames.get('times')?.rows[1] ?? '').split(' ').reduce((sum, time) => sum + secondsOf(time), 0);
  frames.delete('times');
  return { frames, account, isRoot, cpuSeconds };
}

const SECRET = /\u0001(\d+)\u0001/g;

function withDigests(frame: Open, digests: ReadonlyMap<string, string>): Frame {
  const lost = new Set<string>();
  const rows = frame.rows.map((row) =>
    row.replace(SECRET, (_match, number: string) => {
      const digest = digests.get(number);
      if (digest === undefined) lost.add(number);
      return `<secret ${digest ?? ''}>`;
    }),
  );
  if (lost.size === 0) return { ...frame, rows };
  return { rows: [], status: undefined, errors: 'the digests of its secrets did not arrive' };
}

/** `0m1.25s`, as times(1) prints it. */
function secondsOf(text: string): number {
  const [, minutes = '0', seconds = '0'] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
