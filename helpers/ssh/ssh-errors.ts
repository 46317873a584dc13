/**
 * Messages of ssh(1) on stderr when it ends with 255, and the meaning of each for an operator. The first match wins. ssh has no
 * machine-readable reasons; the texts are those of OpenSSH 7 to 9.
 */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED/, 'host key changed: this may not be the machine it claims to be'],
  [/No \S+ host key is known/, 'host key not known: add it to known_hosts after checking it'],
  [/Host key verification failed/, 'host key not accepted'],
  [/Permission denied|Too many authentication failures/, 'login refused'],
  [/Could not resolve hostname/, 'host name unknown'],
  [/Connection timed out during banner exchange|banner exchange.*(invalid|timed out)/, 'no ssh greeting in time'],
  [/Bad remote protocol|banner line contains invalid|invalid format/, 'what answered on the ssh port is not ssh'],
  [/open failed: (connect failed: )?Connection refused/, 'connection refused on the host itself'],
  [/[Ss]tdio forwarding (request )?failed/, 'the host itself could not make the connection'],
  [/administratively prohibited/, 'forwarding is prohibited by the host'],
  [/Connection refused/, 'connection refused'],
  [/timed out|not responding/, 'no answer in time'],
  [/No route to host|Network is unreachable/, 'no route to the host'],
  [/Connection (to \S+ )?(closed|reset)|Broken pipe/, 'connection closed by the host'],
];

const NO_SUDO = /sudo: not found|sudo: command not found/;

/** Advice if sudo did not let a script start; undefined if sudo does not complain. */
export function sudoRefusal(stderr: string): string | undefined {
  if (NO_SUDO.test(stderr)) return 'the ssh account is not root, and the host has no sudo';
  const said = /^sudo: .*|^Sorry, user .*|.* is not (?:in the sudoers file|allowed to run sudo).*/m.exec(stderr)?.[0];
  return said === undefined
    ? undefined
    : 'the ssh account is not allowed to become root without a password. Allow it in /etc/sudoers.d on that host: ' +
        `ACCOUNT ALL=(root) NOPASSWD: /usr/bin/timeout -k 2 * sh -s (sudo says: ${withoutChatter(said)})`;
}

/** Lines that ssh prints about its shared connection; they do not concern any question. */
const CHATTER = /^(ControlSocket .* already exists|mux_client_|Shared connection to|Warning: Permanently added)/;

/** The message for an operator when ssh could not connect or lost the connection. */
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

/** A word that sh(1) takes literally, whatever it contains (POSIX shell, 2.2.2 single-quotes). */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
