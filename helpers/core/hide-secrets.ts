/** First words of a value that is a switch and not a secret. */
const SWITCH = String.raw`(?!(?:yes|no|on|off|true|false|null|none|\d)\b|\.\.\.)`;
const NAME = String.raw`(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|auth[_-]?key|private[_-]?key|credentials?)\w*`;

/** How programs print secrets that they were given; $1 is the part that is kept. */
const SHAPES: readonly RegExp[] = [
  // scheme://user:password@host
  /(:\/\/[^/:@\s"']*:)(?!\d*\/)[^\s"'?#]+(?=@)/g,
  new RegExp(`(${NAME}["']?\\]?\\s*(?:=>|=)\\s*["']?)${SWITCH}[^\\s"',;&)<>]+`, 'gi'),
  new RegExp(`(["'][\\w-]*${NAME}["']\\s*:\\s*["'])${SWITCH}[^"']+`, 'gi'),
  new RegExp(`(\\s--?(?:[a-z-]+-)?${NAME}[ =]["']?)${SWITCH}[^\\s"'|;&]+`, 'gi'),
  /((?:authorization|x-[a-z-]*(?:key|token|auth)[a-z-]*)["']?:\s*["']?(?:(?:basic|bearer|token) )?)[^\s"',;]+/gi,
  /(cookie:\s*[\w-]+=)[^\s"',;]+/gi,
  /(\b(?:mysql|mariadb)[a-z-]*\b[^|;\n]*?\s-p)[^\s|;&]+/gi,
  /(\b(?:curl|wget|lftp)\b[^|;\n]*?\s-u\s*["']?[^\s:"',]+[:,])[^\s"']+/gi,
  // PHP prints the arguments of a call that failed.
  /((?:__construct|[a-z_]*connect|authenticate|login|auth)\()[^()]+(?=\))/gi,
  /(identified by (?:password )?')[^']+/gi,
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?=-----END|$)/g,
  // Hashes: crypt(3), MySQL
  /(\$(?:1|2[aby]|5|6|y|apr1)\$)[^\s:;"',]+/g,
  /(\*)[0-9A-F]{40}\b/g,
];

/** Longer lines are not meant for people. */
const LONGEST = 5_000;

/**
 * A host may send endless lines, and the patterns are slow on them. The first word of the end part of a line
 * is removed too: it may be half of a secret.
 */
const shortened = (line: string): string =>
  line.length > LONGEST ? `${line.slice(0, LONGEST / 2)}…${line.slice(-LONGEST / 2).replace(/^\S+/, '')}` : line;

let declared: readonly string[] = [];

/** Makes the secrets of a target known to this process. */
export const declareSecrets = (secrets: readonly string[]): void => {
  declared = secrets;
};

/**
 * Text from a host, a page, or a program, as a message may quote it: without the secrets of the target, and without anything that
 * looks like one. For text that people read; facts have digests instead (helpers/inventory/mask.awk).
 */
export function hideSecrets(text: string): string {
  let hidden = text.split('\n').map(shortened).join('\n');
  for (const secret of declared) hidden = hidden.replaceAll(secret, '(secret)');
  for (const shape of SHAPES) hidden = hidden.replace(shape, '$1...');
  return hidden;
}
