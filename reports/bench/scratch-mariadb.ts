import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../helpers/database/database.js';

/** A MariaDB server of this machine in its own folder, which listens on a socket there and nowhere else. */
export type ScratchServer = {
  readonly name: string;
  readonly process: ChildProcess;
  readonly socket: string;
  readonly open: () => Promise<Database>;
  /** Runs statements with the client, which knows DELIMITER and the like. */
  readonly run: (statements: string, database?: string) => void;
  readonly stop: () => Promise<void>;
};

const SETTINGS = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=256M', '--skip-log-bin'];
const QUERY_MS = 3_600_000;

/** Starts a server; {@link ScratchServer.run} waits until it accepts connections. */
export function startServer(name: string, parent: string): ScratchServer {
  const [folder, socket] = [join(parent, name), join(parent, `${name}.sock`)];
  const common = ['--no-defaults', `--datadir=${folder}`, `--user=${userInfo().username}`];
  execFileSync('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const options = [...common, ...SETTINGS, '--skip-networking', `--socket=${socket}`, `--pid-file=${folder}/pid`];
  const server = spawn('mariadbd', options, { stdio: 'ignore' });
  const end = (): void => void server.kill();
  process.once('exit', end);
  const client = ['--no-defaults', `--socket=${socket}`, '--user=root'];
  return {
    ...{ name, socket, process: server, open: () => openSocket(name, socket) },
    run: (statements, database) => {
      execFileSync('mariadb-admin', [...client, '--wait=100', '--silent', 'ping'], { stdio: 'ignore' });
      const words = [...client, '--default-character-set=utf8mb4', ...(database === undefined ? [] : [database])];
      execFileSync('mariadb', words, { input: statements });
    },
    stop: async () => {
      process.off('exit', end);
      if (server.exitCode === null && server.kill()) await once(server, 'exit');
    },
  };
}

/** A connection that is ready to compare rows. */
export async function openSocket(name: string, socket: string): Promise<Database> {
  const server = { name, database: 'mysql', readOnly: true };
  const account = { user: 'root', password: '' };
  const database = await Database.connect(connect(socket), account, server, { connect: 10_000, query: QUERY_MS });
  await database.query("SET SESSION time_zone = '+00:00', sql_mode = ''");
  return database;
}
