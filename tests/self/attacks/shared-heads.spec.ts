import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { verdict } from '../../../reports/cli/verdict.js';
import { headDoubts, publishHead } from '../../../reports/run/shared-heads.js';
import { NOW, recordedRun, runOf } from '../reports/sealed-run.js';

type Heads = { readonly heads: string; readonly signKey: string; readonly signers: string };

/** Two machines with a record each, and a folder that both can write to. */
const test = base.extend<{ one: string; two: string; shared: Heads }>({
  one: async ({}, use, info) => {
    await use(info.outputPath('one'));
  },
  two: async ({}, use, info) => {
    await use(info.outputPath('two'));
  },
  shared: async ({}, use, info) => {
    const [signKey, signers] = [info.outputPath('key'), info.outputPath('signers')];
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', signKey]);
    writeFileSync(signers, `anna ${readFileSync(`${signKey}.pub`, 'utf8')}`);
    await use({ heads: info.outputPath('heads'), signKey, signers });
  },
});

/** A run on a machine that says so in the shared folder. */
function play(out: string, run: string, shared: Heads): void {
  recordedRun(out, runOf(run));
  publishHead(out, shared);
}

const asked = (out: string, shared: Partial<Heads>): { status: number; said: string } => {
  const said: string[] = [];
  const seals = { signKey: undefined, signers: undefined, blobFile: undefined, heads: shared.heads };
  const status = verdict([], { out, now: NOW, say: (line) => said.push(line), seals });
  return { status, said: said.join('\n') };
};

const headIn = ({ heads }: Heads): string =>
  join(heads, readdirSync(heads).find((name) => name.endsWith('.json')) ?? '');

test('a newer run on another machine is reported, with the name of its signer', ({ one, two, shared }) => {
  play(one, 'run-1', shared);
  cpSync(one, two, { recursive: true });
  expect(asked(two, shared).status).toBe(0);
  play(one, 'run-2', shared);

  expect(asked(one, shared).status).toBe(0);
  expect(asked(two, shared)).toMatchObject({ status: 3, said: expect.stringContaining('the run run-2') });
  expect(headDoubts(two, shared)).toEqual([
    expect.stringMatching(/for anna .* the run run-2 of .*, which is not in the record/),
  ]);
  expect(asked(two, {}).status).toBe(0);
});

test('two operators with separate records are both warned', ({ one, two, shared }) => {
  play(one, 'run-1', shared);
  play(two, 'run-2', shared);
  expect(asked(one, shared)).toMatchObject({ status: 3, said: expect.stringContaining('the run run-2') });
  expect(asked(two, shared)).toMatchObject({ status: 3, said: expect.stringContaining('the run run-1') });
});

test('an older copy of reports/out neither stands in for the newer one nor overwrites the note in the shared folder', ({
  one,
  two,
  shared,
}) => {
  play(one, 'run-1', shared);
  cpSync(one, two, { recursive: true });
  play(one, 'run-2', shared);
  rmSync(one, { recursive: true });
  cpSync(two, one, { recursive: true });

  expect(asked(one, shared).status).toBe(3);
  recordedRun(one, runOf('run-3'));
  expect(() => {
    publishHead(one, shared);
  }).toThrow(/the run run-2 .*If the record here was removed on purpose, remove .*json too/);
  expect(readFileSync(headIn(shared), 'utf8')).toContain('run-2');
});

test('an edited, unsigned, or malformed note in the shared folder is reported', ({ one, shared }) => {
  play(one, 'run-1', shared);
  const file = headIn(shared);
  writeFileSync(file, readFileSync(file, 'utf8').replace('run-1', 'run-0'));
  expect(headDoubts(one, shared)).toEqual([expect.stringContaining('its signature is not valid')]);
  rmSync(`${file}.sig`);
  expect(headDoubts(one, shared)).toEqual([expect.stringContaining('it is not signed')]);
  writeFileSync(file, '{"machine"');
  expect(headDoubts(one, { ...shared, signers: undefined, signKey: undefined })).toEqual([
    expect.stringContaining('does not say which run is the newest in a record of runs'),
  ]);
});

test('a missing shared folder is not mistaken for an empty one', ({ one, shared }) => {
  recordedRun(one, runOf('run-1'));
  expect(asked(one, shared)).toMatchObject({ status: 3, said: expect.stringContaining('ENOENT') });
});
