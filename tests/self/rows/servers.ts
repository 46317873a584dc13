import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';

/** A MariaDB server of this machine in its own folder, which listens on a socket there and nowhere else. */
export type OwnServer = {
  readonly name: string;
  readonly open: () => Promise<Database>;
  /** Runs statements with the client, which knows DELIMITER and the like. */
  readonly run: (statements: string, database?: string) => void;
};
export type OwnServers = { readonly old: OwnServer; readonly new: OwnServer };

const SETTINGS = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=256M', '--skip-log-bin'];
const QUERY_MS = 3_600_000;
const account = { user: 'root', password: '' };

export const test = base.extend<object, { servers: OwnServers }>({
  servers: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'rows-'));
      const processes: ChildProcess[] = [];
      try {
        const [onOld, onNew] = [startMariaDb('old', folder, processes), startMariaDb('new', folder, processes)];
        for (const server of [onOld, onNew])
          await expect(async () => {
            (await server.open()).close();
          }, `${server.name} accepts connections`).toPass();
        await use({ old: onOld, new: onNew });
      } finally {
        for (const each of processes) if (each.exitCode === null && each.kill()) await once(each, 'exit');
        rmSync(folder, { recursive: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** @param processes to which the new one is added; the caller ends them */
export function startMariaDb(name: string, parent: string, processes: ChildProcess[]): OwnServer {
  const [folder, socket] = [join(parent, name), join(parent, `${name}.sock`)];
  const common = ['--no-defaults', `--datadir=${folder}`, `--user=${userInfo().username}`];
  execFileSync('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const options = [...common, ...SETTINGS, '--skip-networking', `--socket=${socket}`, `--pid-file=${folder}/pid`];
  processes.push(spawn('mariadbd', options, { stdio: 'ignore' }));
  return {
    name,
    open: async () => {
      const server = { name, database: 'mysql', readOnly: true };
      const database = await Database.connect(connect(socket), account, server, { connect: 10_000, query: QUERY_MS });
      await database.query("SET SESSION time_zone = '+00:00', sql_mode = ''");
      return database;
    },
    run: (statements, database) => {
      const client = ['--no-defaults', `--socket=${socket}`, '--user=root', '--default-character-set=utf8mb4'];
      execFileSync('mariadb', [...client, ...(database === undefined ? [] : [database])], { input: statements });
    },
  };
}

/** Creates the same database on both. */
export function createOnBoth(servers: OwnServers, schema: string, statements: string): void {
  for (const server of [servers.old, servers.new]) {
    server.run(`DROP DATABASE IF EXISTS ${schema}; CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
    server.run(statements, schema);
  }
}
