import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { earlierComparison } from '../../../helpers/host/data-files/compared-before.js';
import { noteComparedFiles } from '../../../reports/run/compared-files.js';
import { NOW, recordedRun, runOf } from './sealed-run.js';

const FILE = 'evidence/files-1.json';
const AT = '2012-06-22T03:00:10.000Z';
const sum = (digit: number): string => String(digit).repeat(64);
const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

/** A recorded run that compared /data, `digit` telling its sums from others. */
function comparing(out: string, run: string, digit: number, ended = NOW): string {
  const item = { name: 'Files below /data', file: FILE, mediaType: 'application/json', at: AT, host: '', address: '' };
  const kept = { old: { sum: sum(digit), unread: 0 }, new: { sum: sum(digit + 1), unread: 0 } };
  const saw = { tree: '/data', digest: { algorithm: 'xxh128', old: '', new: '' }, kept };
  const verdict = runOf(run, { ended: ended.toISOString() }, { evidence: [{ ...item, bytes: 3 }] });
  return recordedRun(out, verdict, JSON.stringify({ data: [{ at: AT, saw }] }));
}

function notedBy(out: string, { target = 'lab', now = later(1) } = {}): ReturnType<typeof earlierComparison> {
  const folder = join(out, 'run-now');
  mkdirSync(folder, { recursive: true });
  noteComparedFiles(folder, { target, signers: undefined, now });
  return earlierComparison(folder, '/data');
}

test('a run relies on the newest file comparison that has an intact seal and the same target', ({}, info) => {
  const out = info.outputPath('out');
  mkdirSync(out);
  expect(notedBy(out), 'without a record of runs').toBeUndefined();

  comparing(out, 'run-1', 1);
  recordedRun(out, runOf('run-2'));
  expect(notedBy(out)).toEqual({
    ...{ tree: '/data', run: 'run-1', at: AT, algorithm: 'xxh128' },
    kept: { old: sum(1), new: sum(2) },
  });
  const newest = comparing(out, 'run-3', 3, later(1));
  expect(notedBy(out)).toMatchObject({ run: 'run-3', kept: { old: sum(3) } });

  appendFileSync(join(newest, FILE), ' ');
  expect(notedBy(out), 'with evidence that was edited').toMatchObject({ run: 'run-1' });
});

test('a run of another target or a run that is too old is not relied on', ({}, info) => {
  const out = info.outputPath('out');
  mkdirSync(out);
  comparing(out, 'run-1', 1);

  expect(notedBy(out, { target: 'blog' })).toBeUndefined();
  expect(notedBy(out, { now: later(25) })).toBeUndefined();
  expect(notedBy(out, { now: later(23) })).toMatchObject({ run: 'run-1' });
});
