import { mkdirSync, writeFileSync } from 'node:fs';
import { test as base } from '@playwright/test';
import type { Host } from '../../../../targets/schema.js';

/** A host that {@link test} lets ssh reach. */
export const host: Host = {
  role: 'new',
  name: 'puma',
  hostname: 'puma',
  ipv4: '127.0.0.1',
  ssh: { destination: 'puma' },
};

/** Puts programs before the others: an `ssh` that runs the command here, as if it were the host, where every account is root. */
export const test = base.extend<{ folder: string }>({
  folder: [
    async ({}, use, testInfo) => {
      const folder = testInfo.outputPath('programs');
      mkdirSync(folder);
      writeFileSync(`${folder}/ssh`, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 });
      writeFileSync(`${folder}/id`, '#!/bin/sh\necho 0\n', { mode: 0o755 });
      const { PATH } = process.env;
      process.env['PATH'] = `${folder}:${PATH ?? ''}`;
      await use(folder);
      process.env['PATH'] = PATH;
    },
    { auto: true },
  ],
});
