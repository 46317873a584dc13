import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { forgetEndOfLog, keepEndOfLog } from '../../../helpers/journeys/rox/site-log.js';

const folder = (): string => join(mkdtempSync(join(tmpdir(), 'site-log-')), 'not-there-yet');

test('after a killed run, the log is read from where that run began', () => {
  const at = folder();

  expect(keepEndOfLog(at, 100)).toBe(100);
  expect(keepEndOfLog(at, 250)).toBe(100);
});

test('after a run that removed all of its lines from the log, the log is read from its current end', () => {
  const at = folder();
  keepEndOfLog(at, 100);
  forgetEndOfLog(at);

  expect(keepEndOfLog(at, 250)).toBe(250);
});

test('a log that has shrunk counts as a new one and is read from its current end', () => {
  const at = folder();
  keepEndOfLog(at, 100);

  expect(keepEndOfLog(at, 40)).toBe(40);
  expect(keepEndOfLog(at, 250)).toBe(40);
});
