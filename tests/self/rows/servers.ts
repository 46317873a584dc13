import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { startServer, type ScratchServer } from '../../../reports/bench/scratch-mariadb.js';

export type OwnServers = { readonly old: ScratchServer; readonly new: ScratchServer };

export const test = base.extend<object, { servers: OwnServers }>({
  servers: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'rows-'));
      const servers: ScratchServer[] = [];
      try {
        for (const name of ['old', 'new']) servers.push(startServer(name, folder));
        const [onOld, onNew] = servers as [ScratchServer, ScratchServer];
        await use({ old: onOld, new: onNew });
      } finally {
        for (const server of servers) await server.stop();
        rmSync(folder, { recursive: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Creates the same database on both. */
export function createOnBoth(
  servers: Readonly<Record<'old' | 'new', Pick<ScratchServer, 'run'>>>,
  schema: string,
  statements: string,
): void {
  for (const server of [servers.old, servers.new]) {
    server.run(`DROP DATABASE IF EXISTS ${schema}; CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
    server.run(statements, schema);
  }
}
