import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { test, expect } from '@playwright/test';
import { TIMELINE } from '../../../helpers/evidence/timeline.js';
import { browserLaunch } from '../../../helpers/http/browser.js';
import { markdown } from '../../../reports/outputs/markdown.js';
import { writePages } from '../../../reports/outputs/html-and-markdown.js';
import { lab } from '../../../targets/lab/target.js';
import { sampleVerdict } from '../reports/sample-verdict.js';

test.use({ launchOptions: browserLaunch(lab, undefined), trace: 'off', screenshot: 'off' });

/** Text that a host may put into a page title, the subject of an email, a log line, or a file name. */
const MARKUP = `"'><script>window.hit = 1</script><img src="http://evil.invalid/x.png" onerror="window.hit = 2"></style></title>`;
const TERMINAL = '\u001b[31mred\u001b[0m\u001b]8;;http://evil.invalid\u0007link\u0000';
const REORDERED = 'invoice\u202egnp.exe \u2066hidden\u2069\u200b';
const MIXED = `${MARKUP} ${TERMINAL} ${REORDERED} <%= process.exit(1) %> \${1} {{1}} javascript:alert(1)`;

const AT = '2012-06-22T03:00:01.000Z';
const file = { file: 'evidence/mail.txt', mediaType: 'text/plain', at: AT, host: MIXED, address: MIXED, bytes: 1 };
const day = { file: 'evidence/day.json', mediaType: TIMELINE, at: AT, host: '', address: '', bytes: 1 };

/** Every text that may come from outside is hostile. */
const verdict = () =>
  sampleVerdict(
    (_, index) => ({
      title: `${MIXED} ${index}`,
      id: `site/x[${MIXED} ${index}]`,
      where: MIXED,
      ...(index === 3 ? { step: MIXED } : {}),
      result: index % 2 ? 'failed' : 'unproven',
      error: `Error: ${MIXED} ${index}\n\nExpected: ${MIXED}\nReceived: ${MIXED}\nWhere to look: ${MIXED}`,
      evidence: [
        { ...file, name: MIXED },
        { ...day, name: MIXED },
      ],
    }),
    {
      troubles: [MIXED],
      waivers: [{ check: MIXED, reason: MIXED, owner: MIXED, accepted: '2012-06-20', expires: '2012-06-24' }],
      attestations: [{ step: MIXED, who: MIXED, when: AT, words: MIXED }],
    },
    {
      run: MIXED,
      gate: { id: MIXED, project: MIXED, title: MIXED },
      target: { name: MIXED, summary: MIXED },
      command: MIXED,
      hosts: [{ name: MIXED, addresses: [MIXED], hostname: MIXED, sshKeys: [MIXED], certificate: '', database: MIXED }],
      changes: { previous: MIXED, newlyFailing: [MIXED], newlyPassing: [MIXED], added: [MIXED], gone: [MIXED] },
    },
  );

test.describe('hostile text', () => {
  test('stays plain text on the page: nothing runs, nothing is loaded, and nothing is reordered', async ({
    page,
  }, info) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const samples = [AT, '2012-06-22T03:00:02.000Z'].map((at) => ({ at, ok: false, status: 503, answer: MIXED }));
    mkdirSync(info.outputPath('evidence'));
    writeFileSync(
      info.outputPath(day.file),
      JSON.stringify({
        visitors: [{ visitor: MIXED, scheme: MIXED, samples }],
        resolvers: [{ resolver: MIXED, samples }],
      }),
    );
    writePages(verdict(), info.outputPath());
    const address = pathToFileURL(info.outputPath('index.html')).href;
    await page.goto(address);

    await expect(page.getByRole('table', { name: 'Time with the old answer, by resolver' })).toContainText('<script>');
    expect(asked).toEqual([address]);
    expect(complaints).toEqual([]);
    await expect(page.locator('script, iframe, object, embed, form, link, base, img, [onerror], [style]')).toHaveCount(
      0,
    );
    await expect(page.locator('a:not([href^="#"]):not([href^="evidence/"])')).toHaveText(['verdict.md', 'SHA256SUMS']);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(await page.content()).not.toMatch(/[\p{Cc}\p{Cf}](?<!\n)/u);
    await expect(page).toHaveTitle(/<script>window\.hit = 1<\/script>/);
  });

  test('stays inside single-line code spans in verdict.md', () => {
    const note = markdown(
      sampleVerdict(() => ({
        result: 'failed',
        error: 'Error: ``` @team [a](http://x.invalid) ![b](c)\n\n# <b>\nExpected: `x` | #12',
      })),
    );

    const outside = note.replace(/`[^`\n]*`/g, '');
    expect(outside).not.toMatch(/`|@team|http|<b>|\]\(|#12/);
    expect(note).toContain("says: `''' @team [a](http://x.invalid) ![b](c) # <b>`");
  });
});
