/**
 * A process that holds a lease and is killed where a test wants it: `holder.ts FILE STAGE`. At STAGE it kills itself
 * with SIGKILL; with STAGE `hold` it prints a line and holds the lease until it is killed from outside.
 */
import { takeLease } from '../../../../helpers/routing/hosts-file.js';

const [file = '', killAt = ''] = process.argv.slice(2);

async function main(): Promise<void> {
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
  if (killAt === 'hold') {
    process.stdout.write('held\n');
    setInterval(() => undefined, 60_000);
  } else {
    lease.release();
  }
}

void main();
