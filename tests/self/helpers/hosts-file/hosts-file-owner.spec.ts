import { once } from 'node:events';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ownerOf, restoreAbandoned, takeLease } from '../../../../helpers/routing/hosts-file.js';
import { claim } from '../../../../helpers/routing/hosts-file/lock.js';
import { thisProcess } from '../../../../helpers/routing/hosts-file/owner.js';
import { ENTRIES, holderOf, hostsFile, runHolder, traceOf, USUAL } from './scratch.js';

test.describe('the owner of the hosts file', () => {
  test('a live run is named and left alone; once killed, it makes room for the next, and a manual edit is kept', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    const child = await holderOf(file);
    expect(restoreAbandoned(file)).toMatchObject({ outcome: 'in-use', owner: { pid: child.pid } });
    await expect(takeLease({ file, entries: ENTRIES, owner: 'a test' })).rejects.toThrow(
      new RegExp(`in use by \\S+ \\(pid ${child.pid ?? ''}, .*holder.cjs.*, since .*\\) for: a test of crashes`),
    );

    appendFileSync(file, '192.0.2.9 by-hand\n');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(ownerOf(file)).toBeUndefined();
    const lease = await takeLease({ file, entries: ENTRIES, owner: 'a test' });
    lease.release();
    expect(traceOf(file)).toEqual({ content: `${USUAL}192.0.2.9 by-hand\n`, files: ['hosts'] });
  });

  test('a later process with the pid of the dead owner is not mistaken for it', async ({}, info) => {
    const file = hostsFile(info, USUAL);
    expect(await runHolder(file, 'proven')).toBe('SIGKILL');
    const lock = `${file}.migration-verdict/lock`;
    const owner = JSON.parse(readFileSync(lock, 'utf8')) as object;
    writeFileSync(lock, JSON.stringify({ ...owner, pid: process.pid }));

    expect(ownerOf(file)).toBeUndefined();
    expect(restoreAbandoned(file).outcome).toBe('restored');
    expect(traceOf(file).content).toBe(USUAL);
  });

  test('only one process takes over a stale lock, even if an earlier one died while doing so', ({}, info) => {
    const lock = hostsFile(info, '');
    const dead = thisProcess('dead');
    const [deadHeir, first, second] = [thisProcess('dead heir'), thisProcess('first'), thisProcess('second')];
    writeFileSync(lock, JSON.stringify({ ...dead, startTime: '1' }));
    writeFileSync(`${lock}-heir-of-${dead.nonce}`, JSON.stringify({ ...deadHeir, startTime: '1' }));

    expect(claim(lock, first)).toBeUndefined();
    expect(claim(lock, second)).toEqual(first);
    expect(traceOf(lock).files).toEqual(['hosts']);
  });

  test('the empty claim file of a process that died before writing to it is removed, but that of a live process is kept', ({}, info) => {
    const file = hostsFile(info, USUAL);
    const folder = `${file}.migration-verdict`;
    const { pid, startTime, nonce } = thisProcess('a test');
    mkdirSync(folder);
    for (const name of [`lock.${pid}.1.${nonce}`, `lock.${pid}.${startTime}.${nonce}`])
      writeFileSync(join(folder, name), '');

    expect(restoreAbandoned(file).outcome).toBe('restored');
    expect(readdirSync(folder)).toEqual([`lock.${pid}.${startTime}.${nonce}`]);
  });
});
