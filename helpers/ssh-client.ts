import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../targets/schema.js';

const CONNECT_SECONDS = 5;

/**
 * Starts the system's ssh(1) towards a host. Whatever the user's own configuration says of keys, jump hosts and
 * agents holds; that the host must be the known one, and that nobody is asked for a password, is not negotiable.
 */
export function ssh(host: Host, options: readonly string[], command?: string): ChildProcessWithoutNullStreams {
  const settings = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    ConnectTimeout: CONNECT_SECONDS,
    ConnectionAttempts: 1,
    ServerAliveInterval: 3,
    ServerAliveCountMax: 2,
    ControlMaster: 'auto',
    ControlPersist: 30,
    ControlPath: join(controlFolder(), `${knownAs(host)}%C`),
    ForwardAgent: 'no',
    ForwardX11: 'no',
    LogLevel: 'ERROR',
  };
  return spawn('ssh', [
    ...(host.ssh.configFile === undefined ? [] : ['-F', host.ssh.configFile]),
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...options,
    '--',
    host.ssh.destination,
    ...(command === undefined ? [] : [command]),
  ]);
}

/** The same name and address may be another machine by another configuration: two labs must not share a connection. */
const knownAs = ({ ssh: { configFile = '' } }: Host): string =>
  createHash('sha1').update(configFile).digest('hex').slice(0, 6);

/** Short, because a socket's path has room for 107 bytes; the user's own, because whoever opens a socket in it is root on the hosts. */
function controlFolder(): string {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `deer-to-puma-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== uid || (stat.mode & 0o077) !== 0)
    throw new Error(`${folder} must be a folder that only you may enter (mode 0700): remove it and try again`);
  return folder;
}
