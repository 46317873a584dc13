import { writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { linesSince, readLogs, type ReadLog } from '../../../../helpers/host/logs/logs.js';
import { host, test as base } from './host-here.js';

const facts = { clock: { aheadMs: 0 }, timeZone: { name: 'UTC', offset: '+0000' } } as Parameters<typeof readLogs>[2];
const BEGAN = '2012-06-22T14:00:00.000Z';
const sentMail = (id: number): string =>
  `${BEGAN.replace('Z', '+00:00')} puma postfix/qmgr[7]: ${id.toString(16)}: from=<signup@bewelcome.example>, size=900, nrcpt=1`;

/** Reads a mail log of a host that is this machine. */
const test = base.extend<{ read: (lines: readonly string[], mostBytes?: number) => Promise<ReadLog> }>({
  read: async ({}, use, info) => {
    const file = info.outputPath('mail.log');
    const log = {
      id: 'mail-sent',
      title: 'the mail server',
      files: [file],
      units: [],
      lines: ' (message-id|from|to)=',
      createdWhenNeeded: false,
    };
    await use(async (lines, mostBytes) => {
      writeFileSync(file, `${lines.join('\n')}\n`);
      return (await readLogs(host, [log], facts, mostBytes))(log.id);
    });
  },
});

const BUSY = Array.from({ length: 50_000 }, (_, id) => sentMail(id));
const since = (log: ReadLog): ReturnType<typeof linesSince> =>
  linesSince(log, Date.parse(BEGAN), 'the mail server', host);

test('the log of a busy mail server, with 50,000 messages since the switch, is read in full', async ({ read }) => {
  const log = await read(BUSY);

  expect(log.lines).toHaveLength(50_000);
  expect(log.lines.at(-1)?.text).toContain(`postfix/qmgr[7]: ${(49_999).toString(16)}: from=`);
  expect(since(log).mustBeWhole).not.toThrow();
});

test('a log longer than the limit proves nothing about its older lines', async ({ read }) => {
  const log = await read(BUSY, 1_000_000);

  expect(log.lines.length).toBeLessThan(10_000);
  expect(since(log).mustBeWhole).toThrow(
    /^puma \(127\.0\.0\.1\) gave no usable answer: only the last 1000000 bytes of \S+mail\.log were read/,
  );
});
