/**
 * Runs a command of this repository: `node run.js PATH.ts [ARGUMENT...]`. The command and everything that it imports are
 * bundled in node_modules/.cache, and bundled again when a source has changed. So a command starts in about the time that
 * Node itself needs, instead of finding, translating, and loading several hundred files one by one.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = import.meta.dirname;
const PACKAGES = join(ROOT, 'node_modules', '.package-lock.json');
const DAY_MS = 24 * 60 * 60 * 1000;

// Packages that read files beside their own.
const NOT_BUNDLED = ['@playwright/test', 'playwright', 'playwright-core', 'esbuild'];

const stampOf = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.mtimeMs} ${found.size}`;
};

/** The code finds targets by their folders; a new one changes no file that was read before. */
const targets = () =>
  readdirSync(join(ROOT, 'targets'), { withFileTypes: true })
    .filter((found) => found.isDirectory())
    .map(({ name }) => join(ROOT, 'targets', name, 'target.ts'));

/** Where the newest bundle is, if it still corresponds to its sources. */
function current(folder) {
  let bundle;
  try {
    bundle = JSON.parse(readFileSync(join(folder, 'current.json'), 'utf8'));
  } catch {
    return undefined;
  }
  const isCurrent =
    Object.entries(bundle.stamps).every(([path, stamp]) => stampOf(path) === stamp) &&
    targets().every((path) => path in bundle.stamps);
  return isCurrent ? bundle.main : undefined;
}

async function bundle(entry, folder) {
  const { build } = await import('esbuild');
  const stamps = Object.fromEntries([PACKAGES, ...targets()].map((path) => [path, stampOf(path)]));
  const outdir = join(folder, randomUUID());
  const sources = {
    name: 'sources',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        stamps[path] = stampOf(path);
        // Without line breaks, so that the line numbers in stack traces stay right.
        const place = `const sourceUrl = ${JSON.stringify(pathToFileURL(path))}, sourceFolder = ${JSON.stringify(dirname(path))};`;
        return { contents: place + readFileSync(path, 'utf8'), loader: 'ts' };
      });
    },
  };
  await build({
    entryPoints: { main: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    external: NOT_BUNDLED,
    // For packages that call require().
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    // The files that a module reads are beside its source, not beside the bundle.
    define: { 'import.meta.url': 'sourceUrl', 'import.meta.dirname': 'sourceFolder' },
    plugins: [sources],
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
  const main = join(outdir, 'main.mjs');
  // Renamed, so that a command that starts now reads one state or the other.
  writeFileSync(`${outdir}.json`, JSON.stringify({ main, stamps }));
  renameSync(`${outdir}.json`, join(folder, 'current.json'));
  removeOld(folder, outdir);
  return main;
}

/** A command that runs may still load parts of its bundle, so bundles are kept for a day. */
function removeOld(folder, newest) {
  const names = readdirSync(folder).filter((name) => name !== 'current.json');
  for (const path of names.map((name) => join(folder, name)))
    if (path !== newest && Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
}

const [, , command, ...args] = process.argv;
if (command === undefined) throw new Error('usage: node run.js PATH.ts [ARGUMENT...]');
const entry = resolve(command);
// Worktrees may share one node_modules, and one worktree may be used with several versions of Node.
const key = createHash('sha256').update(`${entry} ${process.version}`).digest('hex').slice(0, 16);
const folder = join(ROOT, 'node_modules', '.cache', 'run', key);
let main = current(folder);
if (main === undefined) {
  mkdirSync(folder, { recursive: true });
  main = await bundle(entry, folder);
}
module.enableCompileCache?.(join(folder, 'compiled'));
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], entry, ...args];
await import(pathToFileURL(main).href);
