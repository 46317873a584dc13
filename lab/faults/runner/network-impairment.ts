import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from '../../exec.js';

/** Packet loss on the links of the lab while the network is impaired. */
const LOSS_PERCENT = 2;
const DELAY_MS = 20;

/** How it is done here: with netem if the kernel has it, otherwise loss through nftables and delay through the queue of a narrow link. */
export type Means = 'netem' | 'nftables and tbf';

const links = (): string[] => readdirSync('/sys/class/net').filter((name) => name.startsWith('dtp-'));
const tc = (...args: string[]): boolean => spawnSync('tc', args, { stdio: 'ignore' }).status === 0;

/** Impaired conditions in the lab: every core is busy, and links delay and lose packets. Each loaded state has new links. */
export class Weather {
  #busy: ChildProcess[] = [];

  /** @throws Error if this machine has no means to impair a link */
  raise(): Means {
    this.#busy = Array.from({ length: availableParallelism() }, () =>
      // Uses only processor time that would be idle while a gate waits. The gates of other labs take their share too.
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

  /** Restores normal conditions. */
  calm(): void {
    for (const process of this.#busy.splice(0)) process.kill('SIGKILL');
    for (const link of links()) tc('qdisc', 'del', 'dev', link, 'root');
    spawnSync('nft', ['delete', 'table', 'bridge', 'weather'], { stdio: 'ignore' });
  }
}
