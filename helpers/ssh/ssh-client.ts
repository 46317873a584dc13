import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../targets/schema.js';
import { patient } from '../core/patience.js';
import { runFolder } from '../core/folders.js';

/** It also limits how long a shared connection may take to greet the client that has just opened it, on this machine. */
const CONNECT_SECONDS = Math.ceil(patient(5_000) / 1000);
/** Two of them without an answer end a connection, and every question asked over it. */
const ALIVE_SECONDS = Math.ceil(patient(3_000) / 1000);

/**
 * Starts the system's ssh(1) to a host. Whatever the user's own configuration says about keys, jump hosts, and
 * agents applies, but the host must always be the known one, and there is never a password prompt.
 */
export function spawnSsh(
  host: Pick<Host, 'ssh'>,
  options: readonly string[],
  command?: string,
): ChildProcessWithoutNullStreams {
  const settings = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    ConnectTimeout: CONNECT_SECONDS,
    ConnectionAttempts: 1,
    ServerAliveInterval: ALIVE_SECONDS,
    ServerAliveCountMax: 2,
    ControlMaster: 'auto',
    ControlPersist: 30,
    ControlPath: unshared.has(host.ssh.destination) ? 'none' : controlPath(),
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

/**
 * One shared connection per host and run. Not one per host: a connection that an earlier run left can lead to a machine
 * that has been restarted since, and would hang until it is given up.
 */
function controlPath(): string {
  runMark ??= createHash('sha256')
    .update(runFolder() || `process ${process.pid}`)
    .digest('hex')
    .slice(0, 8);
  return join(controlFolder(), `%C-${runMark}`);
}
let runMark: string | undefined;

const unshared = new Set<string>();

/** From now on, each question that this process asks a host uses a separate connection. */
export function stopSharing({ ssh }: Pick<Host, 'ssh'>): void {
  unshared.add(ssh.destination);
}

/** Ends the shared connection to a host, if this run has one. */
export function closeConnection(host: Pick<Host, 'ssh'>): void {
  const config = host.ssh.configFile === undefined ? [] : ['-F', host.ssh.configFile];
  // It is fine if there is no connection to close.
  spawnSync('ssh', [...config, '-o', `ControlPath=${controlPath()}`, '-O', 'exit', '--', host.ssh.destination], {
    stdio: 'ignore',
    timeout: 5_000,
  });
}

/** Short, because a socket's path is limited to 107 bytes; per user, because anyone who opens a socket in it is root on the hosts. */
function controlFolder(): string {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `migration-verdict-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== uid || (stat.mode & 0o077) !== 0)
    throw new Error(`${folder} must be a folder that only you can enter (mode 0700): remove it and try again`);
  return folder;
}
