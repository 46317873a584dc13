import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';
import { ensureMysqlImage, programOf } from '../../../lab/mysql/image.js';
import { startServer, type ScratchServer } from '../../../reports/bench/scratch-mariadb.js';

type OwnServer = Pick<ScratchServer, 'name' | 'open' | 'run'>;
/** A MySQL of this machine in its own folder. */
type OwnMySql = OwnServer & {
  /** Logs in over TCP without TLS, as through a tunnel. */
  readonly as: (user: string, password: string) => Promise<Database>;
};
export type OwnServers = { readonly old: OwnServer; readonly new: OwnMySql };

const BOUNDS = { connect: 60_000, query: 600_000 };

export const test = base.extend<object, { servers: OwnServers }>({
  servers: [
    async ({}, use) => {
      const image = await ensureMysqlImage();
      const folder = mkdtempSync(join(tmpdir(), 'mysql-'));
      const processes: ChildProcess[] = [];
      try {
        const onOld = startServer('old', folder);
        processes.push(onOld.process);
        const onNew = startMySql(image, folder, await freePort(), processes);
        const over = processes.map((each) => hasEnded(each));
        for (const each of over) each.catch(() => undefined);
        for (const server of [onOld, onNew])
          await Promise.race([
            ...over,
            expect(async () => {
              (await server.open()).close();
            }, `${server.name} accepts connections`).toPass(),
          ]);
        await use({ old: onOld, new: onNew });
      } finally {
        for (const each of processes) if (each.exitCode === null && each.kill()) await once(each, 'exit');
        rmSync(folder, { recursive: true });
      }
    },
    { scope: 'worker', timeout: 0 },
  ],
});

async function hasEnded(server: ChildProcess): Promise<never> {
  await once(server, 'exit');
  throw new Error(`${server.spawnargs.join(' ')} has ended`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function startMySql(image: string, parent: string, port: number, processes: ChildProcess[]): OwnMySql {
  const [folder, socket] = [join(parent, 'new'), join(parent, 'new.sock')];
  const [loader, ...program] = programOf(image, 'usr/sbin/mysqld');
  const own = join(image, 'usr', 'share', 'mysql');
  const common = [
    ...[...program, '--no-defaults', `--datadir=${folder}`, `--user=${userInfo().username}`],
    ...[`--lc-messages-dir=${own}`, `--character-sets-dir=${join(own, 'charsets')}`],
    ...[`--plugin-dir=${join(image, 'usr', 'lib', 'mysql', 'plugin')}`, '--secure-file-priv=NULL'],
  ];
  if (!existsSync(folder)) execFileSync(loader, [...common, '--initialize-insecure'], { stdio: 'ignore' });
  const listens = ['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${socket}`, '--mysqlx=OFF'];
  processes.push(spawn(loader, [...common, ...listens, `--pid-file=${folder}.pid`], { stdio: 'ignore' }));
  const server = { name: 'new', database: '', readOnly: true };
  return {
    name: 'new',
    as: (user, password) => Database.connect(connect(port, '127.0.0.1'), { user, password }, server, BOUNDS),
    open: async () => {
      const database = await Database.connect(connect(socket), { user: 'root', password: '' }, server, BOUNDS);
      await database.query("SET SESSION time_zone = '+00:00', sql_mode = ''");
      return database;
    },
    run: (statements, database) => {
      const [, ...client] = programOf(image, 'usr/bin/mysql');
      const options = ['--no-defaults', `--socket=${socket}`, '--user=root', '--default-character-set=utf8mb4'];
      execFileSync(loader, [...client, ...options, ...(database === undefined ? [] : [database])], {
        input: statements,
      });
    },
  };
}
