/**
 * A process that holds a lease and is killed where a test wants it: `holder.ts FILE STAGE [CALL]`. At STAGE it kills
 * itself with SIGKILL; with STAGE `hold` it prints a line and holds the lease until it is killed from outside; with
 * `edit` somebody else appends a line meanwhile. With CALL, a number or a name, it kills
 * itself before that call into the file system.
 */
import fs from 'node:fs';
import { takeLease } from '../../../../helpers/routing/hosts-file.js';
import { ADDED } from './scratch-lines.js';

const [file = '', killAt = '', killBefore = '0'] = process.argv.slice(2);

const CHANGES = ['mkdirSync', 'openSync', 'writeSync', 'ftruncateSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'unlinkSync', 'rmdirSync'] as const; // prettier-ignore

/** The bundle finds the functions in this object when it calls them. */
function countCalls(fatal: string): void {
  let calls = 0;
  for (const name of CHANGES) {
    const real = fs[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]) => {
        calls += 1;
        if ([String(calls), name].includes(fatal)) process.kill(process.pid, 'SIGKILL');
        return real(...given);
      },
    });
  }
}

async function main(): Promise<void> {
  countCalls(killBefore);
  const lease = await takeLease({
    file,
    entries: [
      { address: '198.51.100.20', name: 'www.bewelcome.example' },
      { address: '2001:db8:51::20', name: 'www.bewelcome.example' },
    ],
    owner: 'a test of crashes',
    onStage: (stage) => {
      if (stage === killAt) process.kill(process.pid, 'SIGKILL');
    },
  });
  if (killAt === 'edit') fs.appendFileSync(file, ADDED);
  if (killAt === 'hold') {
    process.stdout.write('held\n');
    setInterval(() => undefined, 60_000);
  } else {
    lease.release();
  }
}

void main();
