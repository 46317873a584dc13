import { appendFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal } from '../../../reports/seal/seal.js';
import { runOf } from '../reports/sealed-run.js';

type Deed = (folder: string) => void;

const ONE = 'evidence/step-1-1.json';

/** Deeds to a sealed GO, and the answer instead. Titles are those of the list in docs/verdict.md. */
export const TAMPERING: readonly [title: string, deed: Deed, says: string][] = [
  ['an evidence file is changed', append(ONE, 'x\n'), `${ONE}: changed`],
  ['an evidence file is removed', remove(ONE), `${ONE}: missing`],
  ['an evidence file is added', write('evidence/new.json', '{}'), 'evidence/new.json: added'],
  ['an evidence file is replaced with a link', relink(ONE), `${ONE}: not readable`],
  [
    'the seal names a file twice',
    append('SHA256SUMS', `${'0'.repeat(64)}  ${ONE}\n`),
    `SHA256SUMS lists a file twice: ${ONE}`,
  ],
  ['the seal is removed', remove('SHA256SUMS'), 'it is not sealed'],
  ['the verdict is truncated', andSealAgain(cut('verdict.json', 999)), 'JSON'],
  [
    'the verdict was written by another program',
    andSealAgain(write('verdict.json', '{"verdict":"GO"}')),
    'not a verdict of this suite',
  ],
  ['an evidence file is 500 MB in size', cut(ONE, 500 << 20), `${ONE}: not readable`],
  ['the verdict is changed, and sealed again', andSealAgain(reword()), 'does not follow from its own evidence'],
  ['a verdict is copied from another run', andSealAgain(verdict(runOf('run-0'))), 'belongs to the run run-0'],
  [
    'a verdict is copied from another gate',
    andSealAgain(verdict(runOf('run-1', { gate: { id: 'freeze', project: 'puma-freeze', title: '' } }))),
    'for the gate freeze',
  ],
  [
    'a verdict is copied from another target',
    andSealAgain(verdict(runOf('run-1', { target: { name: 'bewelcome', summary: '' } }))),
    'for the target bewelcome',
  ],
];

function append(file: string, text: string): Deed {
  return (at) => {
    appendFileSync(join(at, file), text);
  };
}

function remove(file: string): Deed {
  return (at) => {
    rmSync(join(at, file));
  };
}

function write(file: string, text: string): Deed {
  return (at) => {
    writeFileSync(join(at, file), text);
  };
}

/** Shorter, or longer by a hole that takes no room on the disk. */
function cut(file: string, bytes: number): Deed {
  return (at) => {
    truncateSync(join(at, file), bytes);
  };
}

function relink(file: string): Deed {
  return (at) => {
    renameSync(join(at, file), `${at}-moved`);
    symlinkSync(`${at}-moved`, join(at, file));
  };
}

function verdict(copied: ReturnType<typeof runOf>): Deed {
  return write('verdict.json', JSON.stringify(copied));
}

/** A NO-GO whose word was made GO. */
function reword(): Deed {
  const bad = runOf('run-1', {}, { result: 'failed', error: 'Error: 404' });
  return verdict({ ...bad, verdict: 'GO', reasons: [] });
}

function andSealAgain(deed: Deed): Deed {
  return (at) => {
    deed(at);
    seal(at);
  };
}
