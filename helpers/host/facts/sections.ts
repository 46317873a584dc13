import type { Ownership } from './types.js';

/** The answer of the probe, split at its markers. */
export class Sections {
  readonly #texts = new Map<string, string>();

  /** @param nonce the random word that was passed to the probe; without it, a file could imitate a marker */
  constructor(output: string, nonce: string) {
    for (const piece of withDigests(output, nonce).split(`\n=== ${nonce} `).slice(1)) {
      const end = piece.indexOf('\n');
      this.#texts.set(piece.slice(0, end), piece.slice(end + 1));
    }
  }

  /** @throws when the probe did not get that far: a missing fact must not look like "nothing there" */
  text(name: string): string {
    const text = this.#texts.get(name);
    if (text === undefined) throw new Error(`the probe's answer has no section "${name}"`);
    return text;
  }

  /** Non-empty lines, without leading and trailing blanks. */
  lines(name: string): string[] {
    return this.text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** The first line, or an empty text. */
  line(name: string): string {
    return this.lines(name)[0] ?? '';
  }

  /** Sections of one kind (`file /etc/x`): the part after the kind, and the text. */
  of(kind: string): [name: string, text: string][] {
    return [...this.#texts]
      .filter(([name]) => name.startsWith(`${kind} `))
      .map(([name, text]) => [name.slice(kind.length + 1), text]);
  }
}

/**
 * Inserts the digests of secrets: each pass of the mask numbers its secrets, and lists their digests at its end.
 * @throws when one did not arrive: all such secrets would look alike
 */
function withDigests(output: string, nonce: string): string {
  const done: string[] = [];
  let from = 0;
  let digests = new Map<string, string>();
  const settle = (): void => {
    for (let at = from; at < done.length; at += 1)
      done[at] = (done[at] ?? '').replace(/\u0001(\d+)\u0001/g, (_match, number: string) => {
        const digest = digests.get(number);
        if (digest === undefined) throw new Error('the digest of a secret did not arrive');
        return `{secret:${digest.slice(0, 16)}}`;
      });
    from = done.length;
    digests = new Map();
  };
  for (const line of output.split('\n')) {
    const [mark, word, number = '', digest = ''] = line.split(' ');
    if (mark === nonce && word === 'secret') digests.set(number, digest);
    else {
      if (digests.size > 0) settle();
      done.push(line);
    }
  }
  settle();
  return done.join('\n');
}

/** `www-data www-data 755` */
export function readOwnership(line: string): Ownership | undefined {
  const [owner, group, mode] = line.split(' ');
  return owner === undefined || group === undefined || mode === undefined ? undefined : { owner, group, mode };
}
