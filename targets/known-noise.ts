/**
 * What a page may say without being called unhealthy, per target: learnt from the old host, each with its reason.
 * Anything else that a page says fails the test that visited it.
 */
export type KnownNoise = {
  /** Found in the words of the complaint. */
  readonly words: RegExp;
  /** Found in the address of the page or file; absent: anywhere. */
  readonly url?: RegExp;
  readonly why: string;
};

const rox: readonly KnownNoise[] = [
  {
    words: /Cannot read properties of undefined \(reading 'nodeType'\)/,
    url: /\/signup/,
    why: 'Prototype 1.6 in a current Chromium, while somebody types; it blocks nothing (seen on Deer)',
  },
  {
    words: /mixed content.*maps\.google\.com|maps\.google\.com.*mixed content/is,
    why: 'the map script is asked for over plain http; one check of its own judges that, see the waivers',
  },
];

export const KNOWN_NOISE: Readonly<Record<string, readonly KnownNoise[]>> = { lab: rox, bewelcome: rox };
