import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import type { Measured } from './measure.js';
import type { Share } from './profile.js';
import { START, type Way } from './work.js';

/** A workload that was measured, way by way; the project's way comes first. */
export type Row = {
  readonly title: string;
  readonly seeds: number;
  readonly ways: readonly (Way & ({ readonly cost: Measured } | { readonly why: string }))[];
  /** Where the time of the project's way goes, if an aim was missed. */
  readonly profile?: readonly Share[];
};
/** How the project's cost grows with the number of items. */
export type Growth = {
  readonly of: string;
  readonly sizes: readonly { readonly count: number; readonly cost: Measured }[];
};
/** All figures to report. */
export type Figures = {
  readonly date: string;
  readonly rounds: number;
  readonly load: number;
  readonly rows: readonly Row[];
  readonly growth: readonly Growth[];
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const short = (value: number): string =>
  Number.isNaN(value)
    ? 'not measured'
    : value < 10
      ? value.toFixed(2)
      : value < 100
        ? value.toFixed(1)
        : value.toFixed(0);

const grouped = (count: number): string => count.toLocaleString('en-US');

const own = ({ ways: [first] }: Row): Measured | undefined => (first && 'cost' in first ? first.cost : undefined);

/** Each way, with what it cost and found. */
const costs = (rows: readonly Row[]): string =>
  table(
    ['work', 'by', 'seconds', 'CPU seconds', 'server CPU seconds', 'MiB', 'found', 'other lines'],
    rows.flatMap(({ title, seeds, ways }) =>
      ways.map((way, index) => {
        const begin = [index === 0 ? title : '', way.name];
        if (!('cost' in way)) return [...begin, way.why, '', '', '', '', ''];
        const { wall, cpu, ofServers, mebibytes, found, others } = way.cost;
        const figures = [wall, cpu, ofServers, mebibytes].map(short);
        return [...begin, ...figures, seeds === 0 ? '' : `${found} of ${seeds}`, seeds === 0 ? '' : String(others)];
      }),
    ),
  );

/** The aims, next to the measurements. */
const aims = (rows: readonly Row[]): string =>
  table(
    ['work', 'compared with', 'aim: at most', 'time', 'CPU time', 'CPU time without startup', 'result'],
    rows.flatMap((row) =>
      row.ways.flatMap((way) => {
        const [begin, mine] = [[row.title, way.name, String(way.aim)], own(row)];
        if (way.aim === undefined) return [];
        if (!('cost' in way) || mine === undefined) return [[...begin, 'why' in way ? way.why : '', '', '', '']];
        const { cost } = way;
        const started = rows.find(({ title }) => title === START);
        const figures = [
          mine.wall / cost.wall,
          mine.cpu / cost.cpu,
          (mine.cpu - ((started && own(started))?.cpu ?? 0)) / cost.cpu,
        ].map(short);
        return [[...begin, ...figures, missesAim(mine, way, cost) ? 'missed' : 'met']];
      }),
    ),
  );

/** Whether the project's way took longer than allowed. */
export const missesAim = (mine: Measured, { aim = Infinity }: Way, cost: Measured): boolean =>
  mine.wall > aim * cost.wall;

/** Shares of less than this many seconds say nothing about a missed aim. */
const LEAST_SECONDS = 0.01;

/** Where the time went that an aim does not allow. */
const profiles = (rows: readonly Row[]): string =>
  rows
    .flatMap(({ title, profile }) => {
      if (profile === undefined) return [];
      const shown = profile.filter(({ seconds }) => seconds >= LEAST_SECONDS);
      const rest = profile.slice(shown.length).reduce((sum, { seconds }) => sum + seconds, 0);
      const lines = [...shown, { what: 'everything else', seconds: rest }];
      return [
        `\n\nWhere this project spends its time, in one run with a profiler (${title}):\n\n${table(
          ['what', 'seconds'],
          lines.map(({ what, seconds }) => [what, seconds.toFixed(3)]),
        )}`,
      ];
    })
    .join('');

/** A table and a plot of the cost of one item: flat if the cost grows in proportion to the number. */
function curve({ of, sizes }: Growth): string {
  const each = sizes.map(({ count, cost }) => (cost.cpu * 1e6) / count);
  const rows = sizes.map(({ count, cost: { wall, cpu, mebibytes } }, index) => [
    ...[grouped(count), short(wall), short(cpu), short(mebibytes), short(each[index] ?? 0)],
  ]);
  const plot = [
    'xychart-beta',
    `  x-axis "${of}" [${sizes.map(({ count }) => count).join(', ')}]`,
    '  y-axis "CPU microseconds each"',
    `  line [${each.map((value) => value.toFixed(1)).join(', ')}]`,
  ];
  return `${table([of, 'seconds', 'CPU seconds', 'MiB', `CPU microseconds per ${of.replace(/s$/, '')}`], rows)}\n\n\`\`\`mermaid\n${plot.join('\n')}\n\`\`\``;
}

const hours = (seconds: number): string =>
  seconds < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;

/** An estimate for a site of 10^9 rows and 1 TB of files, from the largest size that was measured. */
function onPaper(growth: readonly Growth[]): string {
  const last = (of: string) => growth.find((each) => each.of === of)?.sizes.at(-1);
  const [rows, files] = [last('rows'), last('files')];
  const parts = [
    ...(rows === undefined
      ? []
      : [[rows.cost.wall / rows.count, rows.cost.ofServers / 2 / rows.count].map((each) => each * 1e9)].map(
          ([wall = 0, cpu = 0]) =>
            `Comparing a billion rows like those measured would take ${hours(wall)} of the maintenance window, including ${hours(cpu)} of CPU time on each server (extrapolated from ${grouped(rows.count)} rows). ` +
            'During the measurement, both servers and the client shared the same processors.',
        )),
    ...(files === undefined
      ? []
      : [
          `Comparing a terabyte in 50 million files of 20 kB would take ${hours((files.cost.wall / files.count) * 5e7)} if all of it were in memory (extrapolated from ${grouped(files.count)} files). ` +
            'A disk that reads 200 MB/s needs 83 min just to read that much.',
        ]),
  ];
  return parts.join('\n\n');
}

/** A program's version, as the program reports it. */
function version(program: string, option = '--version'): string {
  const { stdout, stderr } = spawnSync(program, [option], { encoding: 'utf8' });
  return `${program} ${/\d+\.\d+[\w.+~-]*/.exec(`${stdout}${stderr}`)?.[0] ?? 'not installed'}`;
}
const system = (): string => /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
const versions = (): string =>
  ['mariadbd', 'rsync', 'sslscan', 'curl']
    .map((program) => version(program))
    .concat(version('dig', '-v'))
    .join(', ');

/** The page that `npm run bench` writes. */
export const pageOf = ({ date, rounds, load, rows, growth }: Figures): string => `# What it costs

To plan your maintenance window, read [the estimate for large sites](#on-paper) first; the rest of this page compares
what the work of the gates costs with what other tools need for the same work.

Written by \`npm run bench\` on ${date}. Machine: ${system()}, Linux ${release().split('.', 2).join('.')}, ${cpus().length} ${cpus().length === 1 ? 'processor' : 'processors'} (${cpus()[0]?.model ?? 'unknown'}),
${(totalmem() / 1024 ** 3).toFixed(0)} GiB of memory, load average ${load.toFixed(1)} at the start. Software: Node ${process.version}, ${versions()}.

${rounds === 1 ? 'The figures are from one round, in which' : `The figures are medians of ${rounds} rounds; in each round,`} every tool does the same work in turn. CPU seconds cover all
processes: the clients and the servers that answer them. MiB is the memory used by the largest client process. Both
hosts are folders, servers, or addresses on one machine, and ssh is replaced by a program that runs the command locally,
so these figures include neither the encryption of ssh nor a network. Those of this project include Node's startup.

${costs(rows)}

"Found" is the number of expected findings that the output named. "Other lines" name something else, or say only that
there is a difference.

## Compared with the aims

The figures are ratios: the time or CPU time that this project takes, divided by that of the other tool. The aim is the
highest ratio of elapsed times that this project's developers allow; a missed aim changes no verdict. The last ratio
leaves out the startup of Node, which a gate pays for only once.

${aims(rows)}${profiles(rows)}

## How the cost scales

${growth.map(curve).join('\n\n')}

## On paper

${onPaper(growth)}
`;
