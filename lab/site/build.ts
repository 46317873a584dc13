import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));

/** Entry point -> place in the deployment. Cron runs the last two by themselves, each must be whole. */
const PROGRAMS = {
  'app.ts': 'app/rox.mjs',
  'jobs/mailbot.ts': 'htdocs/bw/mailbot.mjs',
  'jobs/updatestats.ts': 'htdocs/bw/updatestats.mjs',
} as const;

const IGNORED = [
  'rox_local.ini',
  'revision.txt',
  'data',
  'sessions',
  'htdocs/update_status.txt',
  'htdocs/exception.log',
];

/**
 * Writes the deployable tree of the site into `outDir`: programs, static files, default settings.
 * The same sources give the same bytes.
 */
export async function buildSite(outDir: string): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  cpSync(join(HERE, 'static'), outDir, { recursive: true });
  writeFileSync(join(outDir, '.gitignore'), IGNORED.map((name) => `/${name}\n`).join(''));
  for (const [source, target] of Object.entries(PROGRAMS)) {
    if (!existsSync(join(HERE, source))) continue;
    await build({
      entryPoints: [join(HERE, source)],
      outfile: join(outDir, target),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node18',
      // The packages inside are CommonJS and ask for Node's own modules with require().
      banner: {
        js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
      },
      // Paths in comments would differ from checkout to checkout.
      absWorkingDir: join(HERE, '..', '..'),
      legalComments: 'none',
      minifyWhitespace: true,
      logLevel: 'warning',
    });
  }
}
