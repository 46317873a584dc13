import type { CheckId } from '../check-ids.js';

/** Something that pages of the application say or lack without being unhealthy, as data of that application. */
export type KnownNoise = {
  /** Searched for in `KIND: WORDS` of the complaint. */
  readonly words: RegExp;
  /** Searched for in the address of the page or file; absent: any address. */
  readonly url?: RegExp;
  readonly why: string;
  /**
   * `visit`: anyone who opens the page meets it, so a baseline has it too; `use`: it shows only while the page is used;
   * a check that judges it: to accept it, waive that check.
   */
  readonly met: 'visit' | 'use' | { readonly judgedBy: CheckId };
};

/** Faults in the pages of Rox of June 2012 on any host, each with its reason. Anything else is a fault of the host. */
const rox: readonly KnownNoise[] = [
  {
    words: /a page came in place of the stylesheet|not a supported stylesheet MIME type/,
    url: /\/styles\/YAML\//,
    why: 'pages request styles/YAML/..., but the folder is called yaml: the start page is returned instead',
    met: 'visit',
  },
  {
    words: /status 40[34]|not a supported stylesheet MIME type|a page came in place of the stylesheet/,
    url: /\/styles\/css\/minimal\/$/,
    why: 'the page for a new topic links to a style sheet without a name',
    met: 'visit',
  },
  {
    words: /a page came in place of the image/,
    url: /\/images\/icons\/picture_empty\.png$/,
    why: 'a gallery image whose file is missing',
    met: 'visit',
  },
  {
    words: /Cannot set properties of null \(setting 'onclick'\)/,
    url: /\/signup\/3/,
    why: 'a script of the place search looks for a button that only the profile page has',
    met: 'visit',
  },
  {
    words: /Uploader is not defined/,
    url: /\/gallery\/upload/,
    why: 'no file of the site defines Uploader; the upload form works without it',
    met: 'visit',
  },
  {
    words: /Cannot read properties of undefined \(reading 'nodeType'\)/,
    url: /\/signup/,
    why: 'an error that Prototype 1.6 raises in a current Chromium while someone types; it blocks nothing',
    met: 'use',
  },
  {
    words: /mixed content.*form that targets an insecure endpoint/is,
    url: /^https:\/\/alpha\./,
    why: 'on alpha the login form always posts over http',
    met: { judgedBy: 'https/login-form-of-alpha' },
  },
  {
    words: /mixed content.*maps\.google\.com|maps\.google\.com.*mixed content/is,
    why: 'the map script is requested over plain http',
    met: { judgedBy: 'https/map-code-over-https' },
  },
];

/** Errors in the logs of the new host that say nothing, each with its reason; they begin after the switch, so Deer had none. */
export const KNOWN_LOG_NOISE: readonly { readonly words: RegExp; readonly why: string }[] = [
  {
    words: /\[(?:\w+:)?(?:error|warn)\].*(?:File does not exist|script '[^']*' not found|AH01276|AH00127|AH01797)/,
    why: 'a request for something that never existed; bots make such requests all day',
  },
  {
    words:
      /\[error\].*(?:(?:open\(\) "[^"]*" failed|"[^"]*" is not found) \(2: No such file|(?:access|directory index of "[^"]*" is) forbidden)/,
    why: 'a request for something that never existed or is forbidden, as logged by nginx',
  },
  {
    words: /systemd\[1\]: (?:(?:Start|Stopp|Reload)(?:ing|ed)\b|\S+: (?:Deactivated successfully|Consumed |Succeeded))/,
    why: 'systemd starts, stops, or reloads a service',
  },
  { words: /(?:^|: )NOTICE: /, why: 'PHP-FPM starts, stops, or reads its configuration' },
  { words: /\[ssl:warn\].*AH01909/, why: 'a certificate that does not name the host itself, only its sites' },
];

export const KNOWN_NOISE: Readonly<Record<string, readonly KnownNoise[]>> = { lab: rox, bewelcome: rox };
