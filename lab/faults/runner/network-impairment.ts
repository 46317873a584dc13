import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from '../../exec.js';

/** Packet loss on the links of the lab while the weather is bad. */
const LOSS_PERCENT = 2;
const DELAY_MS = 20;

/** How it is done here: netem where the kernel has it, else loss by nftables and delay by a narrow link's queue. */
export type Means = 'netem' | 'nftables and tbf';

const links = (): string[] => readdirSync('/sys/class/net').filter((name) => name.startsWith('dtp-'));
const tc = (...args: string[]): boolean => spawnSync('tc', args, { stdio: 'ignore' }).status === 0;

/** Bad weather over the lab: every core busy, and links that delay and lose packets. Links are new with each state. */
export class Weather {
  #busy: ChildProcess[] = [];

  /** @throws Error where this machine has no means to spoil a link */
  raise(): Means {
    this.#busy = Array.from({ length: availableParallelism() }, () =>
      // What nobody else wants: whatever is idle while a gate waits. The gates of other labs take their share besides.
      spawn('nice', ['-n', '19', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
    );
    const all = links();
    const netem = ['netem', 'delay', `${DELAY_MS}ms`, `${DELAY_MS / 2}ms`, 'loss', `${LOSS_PERCENT}%`];
    if (all.every((link) => tc('qdisc', 'add', 'dev', link, 'root', ...netem))) return 'netem';
    for (const link of all)
      run('tc', [
        'qdisc',
        'replace',
        'dev',
        link,
        'root',
        'tbf',
        'rate',
        '20mbit',
        'burst',
        '16kb',
        'latency',
        '100ms',
      ]);
    run(
      'nft',
      ['-f', '-'],
      ['forward', 'input', 'output']
        .map(
          (hook) => `add chain bridge weather ${hook} { type filter hook ${hook} priority 0; }
add rule bridge weather ${hook} numgen random mod 100 < ${LOSS_PERCENT} drop`,
        )
        .reduce((all, each) => `${all}\n${each}`, 'add table bridge weather\nflush table bridge weather'),
    );
    return 'nftables and tbf';
  }

  /** Fair weather again. */
  calm(): void {
    for (const process of this.#busy.splice(0)) process.kill('SIGKILL');
    for (const link of links()) tc('qdisc', 'del', 'dev', link, 'root');
    spawnSync('nft', ['delete', 'table', 'bridge', 'weather'], { stdio: 'ignore' });
  }
}
