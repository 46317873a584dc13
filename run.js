/**
 * Runs a command of this repository: `node run.js PATH.ts [ARGUMENT...]`. The command and everything that it imports are
 * bundled in node_modules/.cache, and bundled again when a source has changed. So a command starts in about the time that
 * Node itself needs, instead of finding, translating, and loading several hundred files one by one.
 */
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import module, { SourceMap } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = import.meta.dirname;
const CACHE = join(ROOT, 'node_modules', '.cache', 'run');
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Whatever else determines how a bundle is made; the packages themselves are not looked at one by one. */
const RULES = ['run.js', 'package.json', 'tsconfig.json', 'node_modules/.package-lock.json'].map((name) =>
  join(ROOT, name),
);
// Packages that read files beside their own; one that uses import.meta.url or __dirname has to be added.
const NOT_BUNDLED = ['@playwright/test', 'playwright', 'playwright-core', 'esbuild'];

const stampOf = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.mtimeMs} ${found.ctimeMs} ${found.size}`;
};

/** The code finds targets by their folders; a new one changes no file that was read before. */
const targets = () =>
  readdirSync(join(ROOT, 'targets'), { withFileTypes: true })
    .filter((found) => found.isDirectory())
    .map(({ name }) => join(ROOT, 'targets', name, 'target.ts'));

/** The newest bundle, if it still corresponds to its sources. */
function current(note) {
  try {
    const { main, stamps } = JSON.parse(readFileSync(note, 'utf8'));
    const isCurrent =
      existsSync(main) &&
      Object.entries(stamps).every(([path, stamp]) => stampOf(path) === stamp) &&
      targets().every((path) => path in stamps);
    return isCurrent ? main : undefined;
  } catch {
    return undefined;
  }
}

async function bundle(entry, key, note) {
  const { build, stop } = await import('esbuild');
  const stamps = Object.fromEntries([...RULES, ...targets()].map((path) => [path, stampOf(path)]));
  const outdir = join(CACHE, `${key}-${process.pid}-${Date.now()}`);
  const sources = {
    name: 'sources',
    setup({ onLoad }) {
      onLoad({ filter: /\.(ts|js|json)$/ }, ({ path }) => {
        if (path.includes('/node_modules/')) return undefined;
        stamps[path] = stampOf(path);
        if (!path.endsWith('.ts')) return undefined;
        // Without line breaks, so that the line numbers in stack traces stay right.
        const place = `const sourceUrl = ${JSON.stringify(pathToFileURL(path))}, sourceFile = ${JSON.stringify(path)}, sourceFolder = ${JSON.stringify(dirname(path))};`;
        return { contents: place + readFileSync(path, 'utf8'), loader: 'ts' };
      });
    },
  };
  // dns2 would load HTTP/2 and TLS for DNS over HTTPS, which takes as long as starting Node.
  const onDemand = {
    name: 'onDemand',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:(https?|http2|tls)$/ }, ({ path, importer }) =>
        importer.includes('/node_modules/dns2/') ? { path, namespace: 'on-demand' } : { path, external: true },
      );
      onLoad({ filter: /./, namespace: 'on-demand' }, ({ path }) => ({
        contents: `module.exports = new Proxy({}, { get: (_, name) => (...given) => require('${path}')[name](...given) });`,
      }));
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
    define: {
      'import.meta.url': 'sourceUrl',
      'import.meta.filename': 'sourceFile',
      'import.meta.dirname': 'sourceFolder',
    },
    plugins: [sources, onDemand],
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
  await stop();
  const main = join(outdir, 'main.mjs');
  // Renamed, so that a command that starts now reads one state or the other.
  writeFileSync(`${outdir}.json`, JSON.stringify({ main, stamps }));
  renameSync(`${outdir}.json`, note);
  removeUnused();
  return main;
}

/** A command that runs may still load parts of its bundle, so a bundle stays for a week after its last start. */
function removeUnused() {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > WEEK_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another command has removed it, or it belongs to another user.
    }
  }
}

/** FNV-1a, 64 bits: loading node:crypto would take longer than the rest of this file. */
function hash(text) {
  let found = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) found = BigInt.asUintN(64, (found ^ BigInt(byte)) * 0x100000001b3n);
  return found.toString(16).padStart(16, '0');
}

/** Maps of bundles that a stack trace has named; undefined if there is none. */
const maps = new Map();

function mapOf(file) {
  if (!maps.has(file)) {
    const path = file?.startsWith('file:') ? `${fileURLToPath(file)}.map` : undefined;
    maps.set(file, path && existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined);
  }
  return maps.get(file);
}

/** A line of a stack trace, with the place in the source instead of that in the bundle. */
function inSource(frame) {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  const { originalSource, originalLine, originalColumn } = mapOf(file)?.findEntry(line - 1, column - 1) ?? {};
  if (originalSource === undefined) return String(frame);
  const source = resolve(dirname(fileURLToPath(file)), originalSource);
  return String(frame).replace(`${file}:${line}:${column}`, `${source}:${originalLine + 1}:${originalColumn + 1}`);
}

/** What cannot be described better must not hide the error itself. */
function attempt(describe, otherwise) {
  try {
    return describe();
  } catch {
    return otherwise();
  }
}

function fail(words) {
  console.error(`run.js: ${words}`);
  process.exit(2);
}

const [, , command, ...args] = process.argv;
if (command === undefined || !existsSync(command)) fail('no such command: node run.js PATH.ts [ARGUMENT...]');
// Commands compare this path with that of their source, which esbuild resolves.
const entry = realpathSync(resolve(command));
// Worktrees may share one node_modules; several users and versions of Node may share one worktree.
const key = hash([entry, process.version, process.getuid?.()].join(' '));
const note = join(CACHE, `${key}.json`);
let main = current(note);
if (main === undefined) {
  try {
    mkdirSync(CACHE, { recursive: true });
    // Commands also run through sudo; the folder stays with whoever installed the packages.
    const { uid, gid } = statSync(join(ROOT, 'node_modules'));
    if (process.getuid?.() === 0) chownSync(CACHE, uid, gid);
    main = await bundle(entry, key, note);
  } catch (cause) {
    fail(`${command} could not be bundled in ${CACHE}: ${cause.message}`);
  }
}
try {
  const now = new Date();
  for (const path of [note, dirname(main)]) utimesSync(path, now, now);
} catch {
  // The cache cannot be written, but it can be used.
}
module.enableCompileCache?.(join(dirname(main), 'compiled'));
// Not process.setSourceMapsEnabled(), which reads every map when a bundle is loaded.
Error.prepareStackTrace = (error, frames) =>
  [
    attempt(
      () => String(error),
      () => 'Error',
    ),
    ...frames.map((frame) =>
      attempt(
        () => inSource(frame),
        () => String(frame),
      ),
    ),
  ].join('\n    at ');
process.argv = [process.argv[0], entry, ...args];
try {
  await import(pathToFileURL(main).href);
} catch (error) {
  // Node itself would print a line of the bundle first.
  console.error(error);
  process.exit(1);
}
