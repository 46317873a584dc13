import type { Ownership } from './types.js';

/** The answer of the probe, cut at its markers. */
export class Sections {
  readonly #texts = new Map<string, string>();

  /** @param nonce the random word that the probe was given; without it a file could imitate a marker */
  constructor(output: string, nonce: string) {
    for (const piece of withDigests(output, nonce).split(`\n=== ${nonce} `).slice(1)) {
      const end = piece.indexOf('\n');
      this.#texts.set(piece.slice(0, end), piece.slice(end + 1));
    }
  }

  /** @throws when the probe did not come so far: a fact that is missing must not look like "nothing there" */
  text(name: string): string {
    const text = this.#texts.get(name);
    if (text === undefined) throw new Error(`the probe's answer has no section "${name}"`);
    return text;
  }

  /** Lines that hold something, without blanks around them. */
  lines(name: string): string[] {
    return this.text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** First line, or an empty text. */
  line(name: string): string {
    return this.lines(name)[0] ?? '';
  }

  /** Sections of one kind (`file /etc/x`): what follows the kind, and the text. */
  of(kind: string): [name: string, text: string][] {
    return [...this.#texts]
      .filter(([name]) => name.startsWith(`${kind} `))
      .map(([name, text]) => [name.slice(kind.length + 1), text]);
  }
}

/**
 * Puts the digests of secrets into their places: each pass of the mask numbers its own, and names them when it ends.
 * @throws when one did not arrive: it would look like any other
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
