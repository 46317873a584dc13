import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Way } from './work.js';

const CHECKOUT = resolve(import.meta.dirname, '..', '..');

/** How much of the time of one run something took. */
export type Share = { readonly what: string; readonly seconds: number };

type Frame = {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
};
/** Of the Chrome DevTools Protocol, as `node --cpu-prof` writes it; times in microseconds. */
type Profile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Profiles the project's way once: where its time goes, the largest share first. */
export async function profileOf(way: Way, folder: string): Promise<Share[]> {
  const into = mkdtempSync(join(folder, 'profile-'));
  const options = `--cpu-prof --cpu-prof-interval=200 --cpu-prof-dir=${into}`;
  const command = way.command.replace(process.execPath, `${process.execPath} ${options}`);
  await once(spawn('bash', ['-c', command], { stdio: 'ignore' }), 'exit');
  const [file] = readdirSync(into);
  if (file === undefined) return [];
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(into, file), 'utf8')) as Profile;
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const name = names.get(sample) ?? '';
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1e6);
  }
  return [...spent].map(([what, seconds]) => ({ what, seconds })).sort((a, b) => b.seconds - a.seconds);
}

const NAMES: Readonly<Record<string, string>> = {
  '(idle)': 'waiting for answers',
  '(garbage collector)': 'garbage collection',
  '(program)': 'native code',
};

/** What a function belongs to: Node, a package, or a folder of this repository. */
function nameOf({ functionName, url, lineNumber, columnNumber }: Frame): string {
  if (!url.startsWith('file:')) return NAMES[functionName] ?? 'Node: startup, module loading, sockets';
  const path = fileURLToPath(url);
  const entry = mapOf(path)?.findEntry(lineNumber, columnNumber) ?? {};
  const source = relative(
    CHECKOUT,
    resolve(dirname(path), 'originalSource' in entry ? String(entry.originalSource) : path),
  );
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  return name !== undefined && !name.startsWith('.') ? name : source.split('/').slice(0, 2).join('/');
}

const maps = new Map<string, SourceMap | undefined>();

function mapOf(path: string): SourceMap | undefined {
  const file = `${path}.map`;
  if (!maps.has(path))
    maps.set(
      path,
      existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload) : undefined,
    );
  return maps.get(path);
}
