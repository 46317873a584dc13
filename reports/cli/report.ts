import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ALLURE_RESULTS, runsWithoutIds, VERDICT_BESIDE_ALLURE } from '../outputs/allure.js';

const ROOT = join(import.meta.dirname, '../..');
const ALLURE = join(dirname(createRequire(import.meta.url).resolve('allure')), '..', 'cli.js');
const USAGE = `npm run report -- [folder of a run] [--no-open]
  Builds an Allure report in reports/out/allure from reports/out/latest or from the given run, and opens it.`;

/** @returns the exit status of Allure, or 2 if the folder is not a run folder */
function report(argv: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    allowNegative: true,
    options: { open: { type: 'boolean', default: true }, help: { type: 'boolean' } },
  });
  const given = positionals[0] ?? join(ROOT, 'reports/out/latest');
  if (values.help || !existsSync(join(given, ALLURE_RESULTS))) {
    process.stdout.write(`${values.help ? '' : `${given} contains no Allure results.\n`}${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const run = realpathSync(given);
  // Not into the folder of the run: it is sealed.
  const out = join(ROOT, 'reports/out/allure');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { mode: 0o700 });
  const results = join(run, ALLURE_RESULTS);
  const config = join(ROOT, 'reports/outputs/allurerc.yaml');
  const history = join(ROOT, 'reports/out/allure-history.jsonl');
  const old = existsSync(history) ? runsWithoutIds(readFileSync(history, 'utf8')) : 0;
  if (old > 0)
    process.stdout.write(
      `Runs in ${history} from before checks had ids: ${old}. Allure cannot match their checks with later ones. To start a new history, remove the file.\n`,
    );
  const status = allure('generate', results, '--config', config, '--output', out);
  if (status !== 0) return status;
  // Allure may have created the folder again.
  chmodSync(out, 0o700);
  keepPrivate(join(out, 'index.html'));
  for (const name of ['index.html', 'evidence'].filter((each) => existsSync(join(run, each)))) {
    cpSync(join(run, name), join(out, VERDICT_BESIDE_ALLURE, name), { recursive: true });
  }
  process.stdout.write(`\n${relative(process.cwd(), out)}\n`);
  return values.open ? allure('open', out) : 0;
}

const allure = (...args: string[]): number =>
  spawnSync(process.execPath, [ALLURE, ...args], { cwd: ROOT, stdio: 'inherit' }).status ?? 1;

/** Allure's page reports its viewers to a third party, and cannot be configured not to; a policy in the page forbids it. */
function keepPrivate(page: string): void {
  const policy = `default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'`;
  const html = readFileSync(page, 'utf8');
  writeFileSync(page, html.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`));
}

process.exitCode = report(process.argv.slice(2));
