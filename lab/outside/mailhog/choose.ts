import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The receiver of the lab's mail. */
export type Receiver =
  | { readonly kind: 'sink' }
  /** A MailHog to start. */
  | { readonly kind: 'program'; readonly path: string }
  /** A MailHog that is already running. */
  | { readonly kind: 'running'; readonly host: string; readonly http: number };

/** Names that mean this machine; its MailHog is reached at the machine's address in the lab. */
const HERE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The MailHog at `MAILHOG_URL`, otherwise the one on PATH, otherwise the built-in sink.
 * @param environment of whoever starts the lab
 * @param machine address of this machine in the lab's network
 * @throws Error when the URL is malformed or names another machine: the lab sends nothing there
 */
export function chooseReceiver(environment: Readonly<NodeJS.ProcessEnv>, machine: string): Receiver {
  const url = environment['MAILHOG_URL'] ?? '';
  if (url !== '') {
    const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' };
    if (![...HERE, machine].includes(hostname))
      throw new Error(
        `MAILHOG_URL must be the address of a MailHog on this machine, such as http://localhost:8025, not ${url}`,
      );
    return { kind: 'running', host: machine, http: Number(port || 80) };
  }
  const path = ['mailhog', 'MailHog'].flatMap((name) => onPath(name, environment['PATH'] ?? '') ?? [])[0];
  return path === undefined ? { kind: 'sink' } : { kind: 'program', path };
}

/** A receiver as one argument of a command line, and back. */
export const receiverToArgument = (receiver: Receiver): string => JSON.stringify(receiver);
export const receiverFromArgument = (argument: string): Receiver => JSON.parse(argument) as Receiver;

const onPath = (program: string, path: string): string | undefined =>
  path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
