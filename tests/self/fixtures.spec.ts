import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { TARGETS } from '../../targets/index.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');
const [DEER, PUMA] = ['127.0.0.1', '127.0.0.2'];

/** A target of loopback addresses that may not be written to, and nothing of this process's environment. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  ...Object.fromEntries((TARGETS.get('bewelcome')?.settings ?? []).map(({ name, example }) => [name, example])),
  MIGRATION_TARGET: 'bewelcome',
  MIGRATION_MAY_WRITE: 'no',
  MIGRATION_DEER_ADDRESS: DEER,
  MIGRATION_PUMA_ADDRESS: PUMA,
};

const PAGES: Record<string, string> = {
  '/good': '<h1>Hello</h1>',
  '/php': 'Warning: include(x) failed in /a.php on line 3',
  '/tracker': '<img src="http://tracker.example/x.gif">',
};

// One child run for all of them, not one for each worker.
test.describe.configure({ mode: 'default' });

/** Title of each child test -> status and first words of its errors. */
let outcomes: Map<string, string>;
let servers: Server[];

test.beforeAll(async ({}, testInfo) => {
  testInfo.setTimeout(60_000);
  const answer = (host: string, port: number): Promise<Server> =>
    new Promise((done) => {
      const server = createServer((request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(PAGES[request.url ?? ''] ?? 'no');
      });
      server.listen(port, host, () => {
        done(server);
      });
    });
  const first = await answer(DEER, 0);
  const { port } = first.address() as AddressInfo;
  servers = [first, await answer(PUMA, port)];
  const gone = await answer(PUMA, 0);
  const { port: closed } = gone.address() as AddressInfo;
  await new Promise((done) => gone.close(done));
  outcomes = await playIn(testInfo.outputPath(), port, closed);
});

test.afterAll(() => {
  for (const server of servers) server.close();
});

async function playIn(folder: string, port: number, closed: number): Promise<Map<string, string>> {
  mkdirSync(folder, { recursive: true });
  const site = `http://www.bewelcome.org:${port}`;
  writeFileSync(
    join(folder, 'playwright.config.ts'),
    `import { browserLaunch } from '${ROOT}/helpers/browser.js';
     import { readSettings } from '${ROOT}/helpers/settings.js';
     const { target } = readSettings();
     const led = (to) => browserLaunch(target, new Map([['www.bewelcome.org', [to]]]));
     const use = { override: 'resolver-rules', navigationTimeout: 5000 };
     export default { outputDir: 'results', reporter: 'json', workers: 2, fullyParallel: true, projects: [
       { name: 'right', grepInvert: /astray|nobody/, use: { ...use, launchOptions: led('${PUMA}') } },
       // A folder of its own: who got no answer leaves a note there for all others.
       { name: 'silent', grep: /nobody/, outputDir: 'silent', use: { ...use, launchOptions: led('${PUMA}') } },
       { name: 'wrong', grep: /astray/, use: { ...use, launchOptions: led('${DEER}') } },
     ] };`,
  );
  writeFileSync(
    join(folder, 'rules.spec.ts'),
    `import { test as judged, visit } from '${ROOT}/fixtures/index.js';
     // These are no checks of a gate: nobody judges them.
     const test = judged.extend({ judged: [({}, use) => use(undefined), { auto: true }] });
     test('unknown tag', { tag: '@wirtes' }, () => {});
     test('writes without leave', { tag: '@writes' }, () => {});
     test('writes in secret', ({ newApplicant }) => { newApplicant(); });
     test('good page', async ({ page }) => { await visit(page, '${site}/good'); });
     test('PHP page', async ({ page }) => { await visit(page, '${site}/php'); });
     test('tracker', async ({ page }) => { await visit(page, '${site}/tracker'); await page.waitForTimeout(3000); });
     test('nobody there', async ({ page }) => { await visit(page, 'http://www.bewelcome.org:${closed}/'); });
     test('led astray', async ({ page }) => { await visit(page, '${site}/good'); await page.waitForTimeout(3000); });
     test('led astray in a context of its own', async ({ browser }) => {
       const page = await (await browser.newContext()).newPage(); await visit(page, '${site}/good'); });`,
  );
  const child = spawn(process.execPath, [PLAYWRIGHT, 'test'], { cwd: folder, env: ENVIRONMENT });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  await new Promise((done) => child.on('close', done));
  const report = JSON.parse(output) as {
    suites: { specs: { title: string; tests: { results: { status: string; errors: { message: string }[] }[] }[] }[] }[];
  };
  return new Map(
    report.suites
      .flatMap(({ specs }) => specs)
      .map(({ title, tests }) => {
        const [result] = tests.flatMap(({ results }) => results);
        return [title, [result?.status, ...(result?.errors ?? []).map(({ message }) => message)].join('\n')];
      }),
  );
}

for (const [title, outcome] of [
  ['unknown tag', /^failed\nError: Unknown tag @wirtes\. Known tags: @blocker, @advisory, @writes/],
  ['writes without leave', /^failed\nNoAnswer: target bewelcome could not be asked: it may not be written to/],
  ['writes in secret', /^failed\nError: This test leaves something on a host: give it the tag '@writes'/],
  ['good page', /^passed$/],
  [
    'PHP page',
    /^failed\nError: The site broke on a page that this test visited:\n {2}- PHP message on .+\/php: Warning/,
  ],
  ['tracker', /^failed\n[^]*Stray connection: http:\/\/tracker\.example\/x\.gif was asked for/],
  ['nobody there', /^failed\nNoAnswer: the site could not be asked: net::ERR_CONNECTION_REFUSED/],
  [
    'led astray',
    /^failed\n[^]*Test aborted: Stray connection: .+\/good was answered by 127\.0\.0\.1 \(deer\), not by puma/,
  ],
  ['led astray in a context of its own', /^failed\n[^]*Stray connection: .+\(deer\), not by puma \(127\.0\.0\.2/],
] as const) {
  test(`a test of the kind "${title}" ends as the rules of the fixtures say`, () => {
    expect(outcomes.get(title)?.replace(/\u001b\[\d+m/g, '')).toMatch(outcome);
  });
}
