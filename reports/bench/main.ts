/**
 * `npm run bench`: compares the project with the tools that people would use instead, on the same work, and writes the
 * results. It judges nothing: how fast a machine is says nothing about the suite.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { files } from './files.js';
import { measure, medians, whyNot, type Measured } from './measure.js';
import { dns, facts, pages, tls } from './network.js';
import { missesAim, pageOf, type Growth, type Row } from './page.js';
import { profileOf } from './profile.js';
import { equalRows, rows } from './rows.js';
import { verdict } from './verdict.js';
import { project, START, type Size, type Way, type Work } from './work.js';

const USAGE = `npm run bench -- [--only WORKLOAD ...] [--rounds N] [--short | --large] [--out FILE]
  workloads: start, rows, equal, files, facts, tls, dns, pages, verdict
  --short   measure a little of everything, to see that it works
  --large   measure growth up to 10,000,000 rows and 1,000,000 files
  --out     where to write the page; by default docs/speed.md, but the screen if --only or --short is given`;

type Sized = {
  readonly make: (size: Size) => Work | Promise<Work>;
  readonly count: number;
  readonly short: number;
  /** Programs without which there is nothing to measure. */
  readonly needs?: NonNullable<Way['needs']>;
  /** Sizes at which growth is measured, and those that take long. */
  readonly growth?: readonly number[];
  readonly large?: readonly number[];
};
const MARIADB = ['mariadbd', 'package mariadb-server'] as const;
const start = (): Work => ({ title: START, seeds: [], ways: [project('nothing', {})] });
const WORKS: Readonly<Record<string, Sized>> = {
  start: { make: start, count: 1, short: 1 },
  rows: {
    make: rows,
    needs: MARIADB,
    count: 2_000_000,
    short: 1_000,
    growth: [1e4, 1e5, 1e6],
    large: [1e7],
  },
  equal: { make: equalRows, needs: MARIADB, count: 2_000_000, short: 1_000 },
  files: { make: files, count: 50_000, short: 200, growth: [1e3, 1e4, 1e5], large: [1e6] },
  facts: { make: facts, count: 1, short: 1 },
  tls: { make: tls, needs: ['openssl', 'package openssl'], count: 10, short: 5 },
  dns: { make: dns, count: 50, short: 10 },
  pages: { make: pages, count: 49, short: 12 },
  verdict: { make: verdict, count: 5_000, short: 100, growth: [1e3, 1e4, 1e5] },
};

/** Creates a workload in a folder, and removes both again. */
async function withWork<T>(
  { make }: Sized,
  count: number,
  use: (work: Work, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const clean = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clean);
  let work: Work | undefined;
  try {
    work = await make({ count, folder });
    return await use(work, folder);
  } finally {
    await work?.close?.();
    process.off('exit', clean);
    clean();
  }
}

const told = (name: string, { wall, cpu, mebibytes, found, others }: Measured): void => {
  console.log(
    `  ${name}: ${wall.toFixed(2)} s, CPU ${cpu.toFixed(2)} s, ${mebibytes.toFixed(0)} MiB, found ${found}, other lines ${others}`,
  );
};

/** Every way takes its turn in each round. */
const compared = (sized: Sized, count: number, rounds: number): Promise<Row> =>
  withWork(sized, count, async (work, folder) => {
    console.log(`${work.title}; expected findings: ${work.seeds.length}`);
    const able = work.ways.filter((way) => whyNot(way) === undefined);
    const costs = new Map<Way, Measured[]>(able.map((way) => [way, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const [way, found] of costs) found.push(await measure(work, way, folder));
    const ways = work.ways.map((way) => {
      const cost = costs.get(way);
      return cost === undefined ? { ...way, why: whyNot(way) ?? '' } : { ...way, cost: medians(cost) };
    });
    for (const way of ways)
      if ('cost' in way) told(way.name, way.cost);
      else console.log(`  ${way.name}: ${way.why}`);
    const [mine] = ways;
    const isMissed =
      mine !== undefined && 'cost' in mine && ways.some((way) => 'cost' in way && missesAim(mine.cost, way, way.cost));
    return {
      ...{ title: work.title, seeds: work.seeds.length, ways },
      ...(isMissed ? { profile: await profileOf(work.ways[0], folder) } : {}),
    };
  });

async function grown(of: string, sized: Sized, counts: readonly number[]): Promise<Growth> {
  const sizes: Growth['sizes'][number][] = [];
  for (const count of counts)
    sizes.push({ count, cost: await withWork(sized, count, (work, folder) => measure(work, work.ways[0], folder)) });
  for (const { count, cost } of sizes) told(`${count} ${of}`, cost);
  return { of: of === 'verdict' ? 'results' : of, sizes };
}

async function measureWork(
  name: string,
  sized: Sized,
  rounds: number,
  { short, large }: { readonly short: boolean; readonly large: boolean },
): Promise<{ row: Row; growth?: Growth }> {
  const why = whyNot(sized);
  if (why !== undefined) {
    console.log(`${name}: ${why}`);
    return { row: { title: name, seeds: 0, ways: [{ name: 'this project', command: '', why }] } };
  }
  const row = await compared(sized, short ? sized.short : sized.count, rounds);
  if (sized.growth === undefined) return { row };
  return {
    row,
    growth: await grown(name, sized, short ? [sized.short] : [...sized.growth, ...(large ? (sized.large ?? []) : [])]),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '5' },
      short: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const { short, only = Object.keys(WORKS) } = values;
  const unknown = only.filter((name) => WORKS[name] === undefined);
  if (unknown.length > 0) throw new Error(`no such workload: ${unknown.join(', ')}\n${USAGE}`);
  const [rounds, load] = [short ? 1 : Number(values.rounds), loadavg()[0] ?? 0];
  const measured: { row: Row; growth?: Growth }[] = [];
  for (const [name, sized] of Object.entries(WORKS).filter(([each]) => only.includes(each)))
    measured.push(await measureWork(name, sized, rounds, values));
  const out = values.out ?? (short || values.only !== undefined ? undefined : 'docs/speed.md');
  const page = pageOf({
    date: new Date().toISOString().slice(0, 10),
    rounds,
    load,
    rows: measured.map(({ row }) => row),
    growth: measured.flatMap(({ growth }) => growth ?? []),
  });
  if (out === undefined) console.log(page);
  else writeFileSync(out, page);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await main();
