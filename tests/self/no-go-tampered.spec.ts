import { appendFileSync, cpSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { seal } from '../../reports/seal.js';
import { verdict } from '../../reports/verdict.js';
import { NOW, runOf, sealedRun } from './sealed-run.js';

/** Runs `npm run verdict` in this process, at the time of the sealed run. */
const test = base.extend<{ asked: (...argv: string[]) => { status: number; said: string } }>({
  asked: ({}, use) =>
    use((...argv) => {
      const lines: string[] = [];
      const status = verdict(argv, { now: NOW, say: (line) => lines.push(line) });
      return { status, said: lines.join('\n') };
    }),
});

/** What is done to a sealed GO, and what is said instead of GO. Titles are those of the list in reports/README.md. */
const ROWS: [title: string, deed: (folder: string) => void, says: string][] = [
  [
    'an evidence file is changed',
    (at) => {
      appendFileSync(join(at, 'evidence/step-1-1.json'), 'x\n');
    },
    'step-1-1.json: changed',
  ],
  [
    'an evidence file is removed',
    (at) => {
      rmSync(join(at, 'evidence/step-1-1.json'));
    },
    'step-1-1.json: missing',
  ],
  [
    'an evidence file is added',
    (at) => {
      writeFileSync(join(at, 'evidence/new.json'), '{}');
    },
    'new.json: added',
  ],
  ['an evidence file is a link now', relink, 'step-1-1.json: not readable'],
  [
    'the seal is taken away',
    (at) => {
      rmSync(join(at, 'SHA256SUMS'));
    },
    'it is not sealed',
  ],
  [
    'the verdict is cut off',
    (at) => {
      resealed(at, () => {
        truncateSync(join(at, 'verdict.json'), 999);
      });
    },
    'JSON',
  ],
  [
    'the verdict is foreign',
    (at) => {
      resealed(at, () => {
        writeFileSync(join(at, 'verdict.json'), '{"verdict":"GO"}');
      });
    },
    'no verdict of this suite',
  ],
  [
    'evidence of 500 MB',
    (at) => {
      resealed(
        at,
        () => {
          truncateSync(join(at, 'verdict.json'), 500 << 20);
        },
        true,
      );
    },
    'verdict.json',
  ],
  [
    'the word of the verdict is changed, and sealed again',
    (at) => {
      resealed(at, () => {
        reword(at);
      });
    },
    'says something else than its own evidence',
  ],
  [
    'a verdict copied from another run',
    (at) => {
      resealed(at, () => {
        copyInto(at, runOf('run-0'));
      });
    },
    'that of the run run-0',
  ],
  [
    'a verdict copied from another gate',
    (at) => {
      resealed(at, () => {
        copyInto(at, runOf('run-1', { gate: { id: 'puma-freeze', title: '' } }));
      });
    },
    'of the gate puma-freeze',
  ],
  [
    'a verdict copied from another target',
    (at) => {
      resealed(at, () => {
        copyInto(at, runOf('run-1', { target: { name: 'bewelcome', summary: '' } }));
      });
    },
    'of the target bewelcome',
  ],
];

function relink(at: string): void {
  const file = join(at, 'evidence/step-1-1.json');
  renameSync(file, `${at}-moved`);
  symlinkSync(`${at}-moved`, file);
}

function resealed(at: string, deed: () => void, tooBig = false): void {
  deed();
  // What nobody can seal stays under its old seal.
  if (!tooBig) seal(at);
}

const copyInto = (at: string, copied: ReturnType<typeof runOf>): void => {
  writeFileSync(join(at, 'verdict.json'), JSON.stringify(copied));
};

/** A NO-GO whose word was made GO. */
function reword(at: string): void {
  const bad = runOf('run-1', {}, { result: 'failed', error: 'Error: 404' });
  copyInto(at, { ...bad, verdict: 'GO', reasons: [] });
}

test.describe('npm run verdict', () => {
  for (const [title, deed, says] of ROWS) {
    test(`does not believe it when ${title}`, ({ asked }, info) => {
      const folder = sealedRun(info.outputPath());
      deed(folder);
      const { status, said } = asked(folder, '--gate=puma-prerelease', '--target=lab');

      expect(status).toBe(3);
      expect(said).toContain('proves nothing');
      expect(said).toContain(says);
      expect(said).not.toContain(' GO ');
    });
  }

  test('does not believe a copy of the whole folder under another name', ({ asked }, info) => {
    cpSync(sealedRun(info.outputPath()), info.outputPath('run-2'), { recursive: true });

    expect(asked(info.outputPath('run-2'))).toMatchObject({ status: 3 });
  });
});
