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

/** Errors in the logs of the new host that say nothing, each with its reason; they begin after the switch, so Deer had none. */
export const KNOWN_LOG_NOISE: readonly { readonly words: RegExp; readonly why: string }[] = [
  {
    words: /\[(?:\w+:)?(?:error|warn)\].*(?:File does not exist|script '[^']*' not found|AH01276|AH00127|AH01797)/,
    why: 'somebody asks for what there never was; programs do that all day',
  },
  { words: /\[ssl:warn\].*AH01909/, why: 'a certificate that does not name the server itself, only its sites' },
];

export const KNOWN_NOISE: Readonly<Record<string, readonly KnownNoise[]>> = { lab: rox, bewelcome: rox };
