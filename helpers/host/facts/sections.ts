import type { Ownership } from './types.js';

/** The answer of the probe, cut at its markers. */
export class Sections {
  readonly #texts = new Map<string, string>();

  /** @param nonce the random word that the probe was given; without it a file could imitate a marker */
  constructor(output: string, nonce: string) {
    for (const piece of output.split(`\n=== ${nonce} `).slice(1)) {
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

/** `www-data www-data 755` */
export function readOwnership(line: string): Ownership | undefined {
  const [owner, group, mode] = line.split(' ');
  return owner === undefined || group === undefined || mode === undefined ? undefined : { owner, group, mode };
}
