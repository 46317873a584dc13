/**
 * What ssh(1) says on stderr when it ends with 255, and what that means to an operator. First match wins.
 * ssh has no machine-readable reasons; the texts are those of OpenSSH 7 to 9.
 */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED/, 'host key changed: this may not be the machine it claims to be'],
  [/No \S+ host key is known/, 'host key not known: add it to known_hosts after checking it'],
  [/Host key verification failed/, 'host key not accepted'],
  [
    /sudo: .*(password|terminal|not allowed|may not run|sudoers)/,
    'the ssh account may not use sudo without a password',
  ],
  [/sudo: not found|sudo: command not found/, 'the ssh account is not root and the host has no sudo'],
  [/Permission denied|Too many authentication failures/, 'login refused'],
  [/Could not resolve hostname/, 'host name unknown'],
  [/Connection timed out during banner exchange|banner exchange.*(invalid|timed out)/, 'no ssh greeting in time'],
  [/Bad remote protocol|banner line contains invalid|invalid format/, 'what answered on the ssh port is not ssh'],
  [/open failed: (connect failed: )?Connection refused/, 'connection refused on the host itself'],
  [/[Ss]tdio forwarding (request )?failed/, 'the host itself gets no connection there'],
  [/administratively prohibited/, 'forwarding is prohibited by the host'],
  [/Connection refused/, 'connection refused'],
  [/timed out|not responding/, 'no answer in time'],
  [/No route to host|Network is unreachable/, 'no route to the host'],
  [/Connection (to \S+ )?(closed|reset)|Broken pipe/, 'connection closed by the host'],
];

/** Lines that ssh prints about its shared connection; they are about no question at all. */
const CHATTER = /^(ControlSocket .* already exists|mux_client_|Shared connection to|Warning: Permanently added)/;

/** The words that an operator reads when ssh could not connect or lost the connection. */
export function connectionError(stderr: string): string {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(stderr))?.[1];
  const last = withoutChatter(stderr).trim().split('\n').at(-1)?.trim() ?? '';
  if (meaning === undefined) return last === '' ? 'connection lost' : `ssh says: ${last}`;
  return last === '' ? meaning : `${meaning} (ssh says: ${last})`;
}

/** Text from a host, without control characters (they could repaint a terminal) and without ssh's own chatter. */
export function withoutChatter(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => !CHATTER.test(line))
    .map((line) => line.replaceAll(/[^\P{Cc}\t]/gu, '?'))
    .join('\n');
}

/** A word that sh(1) takes literally, whatever it holds (POSIX shell, 2.2.2 single-quotes). */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
