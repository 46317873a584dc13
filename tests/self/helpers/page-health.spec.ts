import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, expect, test, type Browser } from '@playwright/test';
import { browserLaunch } from '../../../helpers/http/browser.js';
import { PageHealth } from '../../../helpers/http/page-health.js';
import { findPageProblems } from '../../../helpers/http/page-problem.js';
import { follow, visit } from '../../../helpers/http/visit.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab } from '../../../targets/lab/target.js';

test.describe('page health of a server response', () => {
  for (const [words, text, kind] of [
    [
      'a PHP warning with markup',
      '<br />\n<b>Warning</b>:  split() is gone in <b>/home/x/a.php</b> on line <b>7</b><br />',
      'PHP message',
    ],
    ['a PHP notice without markup', '\nNotice: Undefined index: u in /home/x/login.php on line 12\n', 'PHP message'],
    [
      'a deprecation notice before the doctype',
      'Deprecated: Call-time pass-by-reference in /x.php on line 1<!DOCTYPE html>',
      'PHP message',
    ],
    ["the site's apology page", '<div><h1 class="x">Sorry :(</h1>', 'apology'],
  ] as const) {
    test(`${words} is a problem`, () => {
      expect(findPageProblems(text, 'http://a/').map((complaint) => complaint.kind)).toEqual([kind]);
    });
  }

  test("a member's text about warnings and apologies is not a problem", () => {
    const text = '<p>Warning: the stove is hot. Notice: Sorry :( on line 5 of the bus, in Berlin</p>';

    expect(findPageProblems(text, 'http://a/')).toEqual([]);
  });
});

test.describe('page health in a browser', () => {
  const PAGES: Record<string, [type: string, body: string, status?: number]> = {
    '/good': ['text/html', '<h1>Hello</h1>'],
    '/php': ['text/html', 'Warning: include(x) failed in /a.php on line 3'],
    '/console': ['text/html', '<script>console.error("broken widget sidTB=secret")</script>'],
    '/throws': ['text/html', '<script>undefined.nodeType</script>'],
    '/alert': ['text/html', '<script>alert("another key, please")</script>'],
    '/missing': ['text/html', '<img src="nowhere.png">'],
    '/rewritten': ['text/html', '<img src="good">'],
    '/fragment': [
      'text/html',
      '<script>const x = new XMLHttpRequest(); x.open("GET", "/xml", false); x.send()</script>',
    ],
    '/xml': ['text/xml', '<a>Notice: Undefined variable in /search.php on line 9</a>'],
    '/dead': ['text/html', '<img src="http://other.invalid/x.png">'],
  };
  let server: Server;
  let browser: Browser;
  let origin: string;

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      const [type, body, status = 200] = PAGES[request.url ?? ''] ?? ['text/plain', 'no', 404];
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    origin = `http://${LAB_ROX.sites.www.host}:${port}`;
    browser = await chromium.launch(browserLaunch(lab, new Map([[LAB_ROX.sites.www.host, ['127.0.0.1']]])));
  });

  test.afterAll(async () => {
    await browser.close();
    server.close();
  });

  const complaintsOn = async (path: string, landmark?: string): Promise<string[]> => {
    const context = await browser.newContext();
    const health = new PageHealth([LAB_ROX.sites.www.host]);
    health.watch(context);
    const page = await context.newPage();
    await page.goto(origin + path);
    if (landmark !== undefined) await health.requireLandmark(page, landmark);
    await health.settled();
    await context.close();
    return health.complaints.map(({ kind, words, url }) => `${kind} ${url.slice(origin.length)}: ${words}`);
  };

  for (const [path, complaint] of [
    ['/php', 'PHP message /php: Warning: include(x) failed in /a.php on line 3'],
    ['/console', 'console error /console: broken widget sidTB=...'],
    ['/throws', "page error /throws: Cannot read properties of undefined (reading 'nodeType')"],
    ['/alert', 'alert /alert: another key, please'],
    ['/missing', 'failed request /nowhere.png: status 404'],
    ['/rewritten', 'failed request /good: a page came in place of the image'],
    ['/fragment', 'PHP message /xml: Notice: Undefined variable in /search.php on line 9'],
    ['/dead', expect.stringContaining('net::ERR_NAME_NOT_RESOLVED')],
  ] as const) {
    test(`the problem with ${path} is reported once`, async () => {
      expect(await complaintsOn(path)).toEqual([complaint]);
    });
  }

  test('a page without its landmark is reported', async () => {
    expect(await complaintsOn('/good', 'h1')).toEqual([]);
    expect(await complaintsOn('/good', '#form')).toEqual(['missing part /good: nothing on it matches #form']);
  });

  test('a healthy page is not reported', async () => {
    expect(await complaintsOn('/good')).toEqual([]);
  });

  test('a page is not left until its text has been read', async () => {
    const page = await browser.newPage();
    const read: string[] = [];
    page.on('response', (response) => {
      const text = response.text.bind(response);
      response.text = () => text().finally(() => read.push(new URL(response.url()).pathname));
    });
    await visit(page, `${origin}/good`);
    expect(read).toEqual(['/good']);
    await follow(page, () => page.goto(`${origin}/xml`).then(() => undefined));
    expect(read).toEqual(['/good', '/xml']);
    await page.close();
  });
});
