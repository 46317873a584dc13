import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_WAY, type Way, type Work } from './work.js';

/** The cost of one way, and its findings. */
export type Measured = {
  /** Elapsed time in seconds. */
  readonly wall: number;
  /** Processor seconds of all processes involved. */
  readonly cpu: number;
  /** The share of the servers that were asked. */
  readonly ofServers: number;
  /** Peak memory of the largest process that asks; NaN where that cannot be measured. */
  readonly mebibytes: number;
  /** How many of the seeded differences it found, and how many lines are about none of them. */
  readonly found: number;
  readonly others: number;
};

/** Debian's package `time`, which reports how much memory was used; bash reports the rest. */
const TIME = '/usr/bin/time';
const LONGEST_MS = 3_600_000;
/** USER_HZ, the unit in which Linux reports times. */
const TICKS = 100;

/** Whether this machine has a program. */
const isInstalled = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;

/** Why a way, or a whole workload, cannot be measured here; undefined if it can. */
export function whyNot({ needs }: Pick<Way, 'needs'>): string | undefined {
  if (needs === undefined || isInstalled(needs[0])) return undefined;
  return `not measured: ${needs[0]} is not installed (${needs[1]})`;
}

/** diff(1) and similar tools end with 1 if something differs; so does whatever crashes, but that prints nothing. */
const hasCrashed = (status: number | null, { name }: Way, lines: readonly string[]): boolean =>
  status !== 0 && (status !== 1 || name === OWN_WAY || lines.length === 0);

/** @throws Error when it did not end properly */
export async function measure({ seeds, servers = [] }: Work, way: Way, folder: string): Promise<Measured> {
  const [times = '', memory = '', printed = '', said = ''] = ['times', 'memory', 'printed', 'said'].map((name) =>
    join(folder, name),
  );
  const [out, complaints] = [openSync(printed, 'w'), openSync(said, 'w')];
  const before = servedFor(servers);
  const remember = isInstalled(TIME) ? [TIME, '-q', '-o', memory, '-f', '%M'] : [];
  const timing = `TIMEFORMAT='%R %U %S'; { time "$@" 2>&3; } 3>&2 2>'${times}'`;
  const child = spawn('bash', ['-c', timing, 'bash', ...remember, 'bash', '-c', way.command], {
    stdio: ['ignore', out, complaints],
    timeout: LONGEST_MS,
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  const ofServers = servedFor(servers) - before;
  for (const file of [out, complaints]) closeSync(file);
  const lines = readFileSync(printed, 'utf8').split('\n').filter(Boolean);
  if (hasCrashed(status, way, lines)) {
    const how = status === null ? 'was killed by a signal' : `exited with ${status}`;
    throw new Error(`${way.name} ${how}: ${readFileSync(said, 'utf8').trim().slice(-500)}`);
  }
  const [wall = 0, user = 0, system = 0] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
  const kibibytes = remember.length > 0 ? Number(readFileSync(memory, 'utf8')) : Number.NaN;
  return {
    ...{ wall, ofServers, cpu: user + system + ofServers, mebibytes: kibibytes / 1024 },
    found: seeds.filter((seed) => lines.some((line) => seed.test(line))).length,
    others: lines.filter((line) => !seeds.some((seed) => seed.test(line))).length,
  };
}

/** Processor seconds of this process, which serves names and pages, and of others. */
function servedFor(servers: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  const ticks = servers.flatMap((server) => {
    // proc(5): the name may contain anything up to the last bracket.
    const fields = readFileSync(`/proc/${server}/stat`, 'utf8').replace(/^.*\)/s, '').split(' ');
    return [Number(fields[12]), Number(fields[13])];
  });
  return (user + system) / 1e6 + ticks.reduce((sum, each) => sum + each, 0) / TICKS;
}

/** The one in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median of each figure over several rounds. */
export const medians = (rounds: readonly Measured[]): Measured => {
  const of = (field: keyof Measured): number => median(rounds.map((each) => each[field]));
  return {
    ...{ wall: of('wall'), cpu: of('cpu'), ofServers: of('ofServers'), mebibytes: of('mebibytes') },
    ...{ found: of('found'), others: of('others') },
  };
};
