import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { GATES } from '../../../runbook.js';
import { verifyEvidence } from '../../../reports/seal/verify-evidence.js';
import { isShipped } from '../../../reports/seal/schema.js';
import { verdict } from '../../../reports/cli/verdict.js';
import { copyCheckout, documented, runToEnd } from '../docs/documented.js';
import { NOW, recordedRun, runOf, sealedRun } from './sealed-run.js';

const HOUR = 3_600_000;

/** Runs `npm run verdict` in this process, over the runs below the test's own folder. */
const test = base.extend<{ asked: (argv: string[], hoursLater?: number) => { status: number; said: string } }>({
  asked: ({}, use, info) =>
    use((argv, hoursLater = 0) => {
      const lines: string[] = [];
      const now = new Date(NOW.getTime() + hoursLater * HOUR);
      const status = verdict(argv, { now, out: info.outputPath(), say: (line) => lines.push(line) });
      return { status, said: lines.join('\n') };
    }),
});

/** Its own key, and the list of those whose signature counts. */
function keyIn(folder: string, name: string): { key: string; signers: string } {
  mkdirSync(folder, { recursive: true });
  const key = join(folder, name);
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  writeFileSync(`${key}.signers`, `${name}@example.org ${readFileSync(`${key}.pub`, 'utf8')}`);
  return { key, signers: `${key}.signers` };
}

test.describe('npm run verdict', () => {
  test('decides from the files alone, and exits with 0 for GO, 1 for NO-GO, and 2 for HOLD', ({ asked }, info) => {
    const [good, bad, silent] = [
      runOf('good'),
      runOf('bad', {}, { result: 'failed', error: 'Error: 404' }),
      runOf('silent', {}, { result: 'unproven', error: 'NoAnswer: puma gave no usable answer: refused' }),
    ].map((run) => sealedRun(info.outputPath(), run));

    expect(asked([good ?? ''])).toMatchObject({ status: 0, said: expect.stringContaining(' GO ') });
    expect(asked([bad ?? ''])).toMatchObject({ status: 1, said: expect.stringContaining('404') });
    expect(asked([silent ?? ''])).toMatchObject({ status: 2, said: expect.stringContaining('gave no usable answer') });
  });

  test('turns a GO into a HOLD when it is too old or from the future', ({ asked }, info) => {
    const folder = sealedRun(info.outputPath());

    expect(asked([folder], 23).status).toBe(0);
    expect(asked([folder], 25)).toMatchObject({ status: 2, said: expect.stringContaining('is valid for 24 h') });
    expect(asked([folder], -1)).toMatchObject({ status: 2, said: expect.stringContaining('in the future') });
  });

  test('names every gate without evidence when all are requested', ({}, info) => {
    const checkout = copyCheckout(info.outputPath('checkout'));
    const { status, said } = runToEnd(documented('npm run verdict -- --gate all'), checkout);

    expect(status).toBeGreaterThan(1);
    for (const { id } of GATES) expect(said).toContain(id);
    expect(
      runToEnd(
        documented('npm run verdict -- --gate prerelease --gate freeze --gate postcutover --target lab'),
        checkout,
      ).status,
    ).toBeGreaterThan(1);
  });

  test('uses the newest run of a gate and does not skip one that was tampered with', ({ asked }, info) => {
    recordedRun(info.outputPath(), runOf('first'));
    const second = recordedRun(info.outputPath(), runOf('second', {}, { result: 'failed', error: 'Error: 404' }));

    expect(asked(['--gate', 'prerelease']).status).toBe(1);
    appendFileSync(join(second, 'verdict.json'), 'x');
    expect(asked(['--gate', 'prerelease']).status).toBe(3);
  });

  test('gives one final verdict across several gates, which must differ and share a target', ({ asked }, info) => {
    const gate = (id: string, more = {}): string =>
      recordedRun(info.outputPath(), runOf(id, { gate: { id, project: id, title: id }, ...more }));
    const [one, other] = [gate('prerelease'), gate('freeze')];

    expect(asked([one, other])).toMatchObject({ status: 0, said: expect.stringContaining('FINAL  GO across 2 gates') });
    expect(asked([other, '--gate=puma-prerelease']).status).toBe(3);
    expect(asked([other, other]).status).toBe(3);
    const strange = gate('aftercare', { target: { name: 'bewelcome', summary: '' } });
    expect(asked([one, strange])).toMatchObject({ status: 3, said: expect.stringContaining('different targets') });
    rmSync(one, { recursive: true });
    expect(asked(['--gate=puma-prerelease'])).toMatchObject({
      status: 3,
      said: expect.stringContaining('its folder is missing'),
    });
    expect(asked(['--gate=baseline'])).toMatchObject({ status: 2, said: expect.stringContaining('no evidence') });
  });

  test('requires each GO to be valid until the next gate begins, unless its gate ends the day of the move, and the newest GO to be valid now', ({
    asked,
  }, info) => {
    const gate = (id: string, hours: number): string => {
      const at = (later: number): string => new Date(NOW.getTime() + later * HOUR).toISOString();
      const [started, ended] = [at(hours), at(hours + 0.1)] as const;
      return recordedRun(
        info.outputPath(),
        runOf(`${id}-${hours}`, { gate: { id, project: id, title: id }, started, ended, judgedAt: ended }),
      );
    };
    const [prerelease, freeze, cutover] = [gate('prerelease', 0), gate('freeze', 20), gate('postcutover', 21)];

    expect(asked([prerelease, freeze, cutover], 40).status).toBe(0);
    expect(asked([prerelease, freeze, cutover], 46)).toMatchObject({
      status: 2,
      said: expect.stringContaining('HOLD across 3 gates'),
    });
    expect(asked([prerelease, freeze, cutover, gate('aftercare', 500)], 510).status).toBe(0);
    expect(asked([prerelease, gate('freeze', 25)], 26).status).toBe(2);
    // Asked again after the gate that follows: it is as old as it is.
    expect(asked([gate('prerelease', 22), freeze], 45).status).toBe(2);
  });

  test('explains why it refuses an unknown folder, gate, or option', ({ asked }, info) => {
    expect(asked([info.outputPath('nowhere')])).toMatchObject({ status: 3, said: expect.stringContaining('ENOENT') });
    expect(asked(['--gate=x\u001b[2J'])).toMatchObject({ status: 3, said: expect.stringContaining('no gate x.') });
    expect(asked(['--what'])).toMatchObject({ status: 3, said: expect.stringContaining('npm run verdict -- [folder') });
  });
});

test('a signature counts if it is by an allowed signer and covers the unchanged seal', ({}, info) => {
  const [ours, theirs] = [keyIn(info.outputPath('keys'), 'ours'), keyIn(info.outputPath('keys'), 'theirs')];
  const signed = sealedRun(info.outputPath(), runOf('signed'), ours.key);
  const plain = sealedRun(info.outputPath(), runOf('plain'));
  const at = { now: NOW };

  expect(verifyEvidence(signed, { ...at, signers: ours.signers })).toMatchObject({
    signedBy: expect.stringContaining('ours@'),
  });
  expect(verifyEvidence(signed, at)).toMatchObject({ signedBy: expect.stringContaining('SHA256:') });
  expect(verifyEvidence(signed, { ...at, signers: theirs.signers })).toHaveProperty('tampered');
  expect(verifyEvidence(plain, { ...at, signers: ours.signers })).toMatchObject({
    tampered: [expect.stringContaining('not signed')],
  });
  appendFileSync(join(signed, 'SHA256SUMS'), readFileSync(join(signed, 'SHA256SUMS')));
  expect(verifyEvidence(signed, at)).toHaveProperty('tampered');
});

test('sha256sum can check the seal even if a file name contains a line break and a backslash', ({}, info) => {
  const verdictOfRun = runOf('run-1');
  const folder = sealedRun(info.outputPath(), verdictOfRun);
  writeFileSync(join(folder, 'evidence', 'a\nb\\c  d'), 'odd');
  sealedRun(info.outputPath(), verdictOfRun);
  const { status, stdout } = spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], {
    cwd: folder,
    encoding: 'utf8',
  });

  expect(status, stdout).toBe(0);
  expect(verifyEvidence(folder, { now: NOW })).toHaveProperty('verdict');
});

test('the shipped JSON Schema matches the types', () => {
  expect(isShipped()).toBe(true);
});
