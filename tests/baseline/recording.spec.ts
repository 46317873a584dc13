import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/baseline/test.js';
import { comparedUrls } from '../../helpers/baseline/fetch-pages.js';
import { holdOn } from '../../helpers/core/no-answer.js';
import { siteNames } from '../../helpers/core/site-names.js';

const NAMES = siteNames(target);
const { names } = target.databases;

// In this order and by one worker: what was asked once is asked for all. That is why they are one file.
/* eslint max-lines: ['error', { max: 90, skipBlankLines: true, skipComments: true }] */
test.describe.configure({ mode: 'default' });

// A host that has other things to do takes its time, and a link that loses packets.
test.describe.configure({ timeout: 320_000 });

test.describe(`Baseline of ${OLD}`, proves('baseline'), () => {
  test(`The site is open and served by ${OLD} itself`, check('baseline/site-open'), ({ whyNotRecordable }) => {
    expect(
      whyNotRecordable,
      `front page requested from ${OLD}; a baseline is recorded before the freeze`,
    ).toBeUndefined();
  });

  test(
    `${OLD} answers two requests for each page that later gates compare`,
    check('baseline/pages-recorded'),
    async ({ recorder, evidence }) => {
      const pages = await recorder.part('pages');

      expect(pages.map(({ url }) => url)).toEqual(comparedUrls(target).map(({ url }) => url));
      const noise = pages.map(({ url, status, volatile }) => ({ url, status, volatile }));
      evidence.keep('Pages and what varies on them', noise, { host: 'old', address: target.hosts.old.ipv4 });
    },
  );

  test(
    `No page that later gates compare is already broken on ${OLD}`,
    check('baseline/pages-healthy', proves('baseline', '@advisory')),
    async ({ recorder }) => {
      const broken = (await recorder.part('pages')).flatMap(({ url, broken: why }) =>
        why.map((words) => `${url} ${words}`),
      );

      expect(broken).toHaveNoFindings(`later gates report these but do not hold them against ${NEW}`);
    },
  );

  test(
    `${OLD} reports its services, ports, and virtual hosts`,
    check('baseline/host-recorded'),
    async ({ recorder, evidence }) => {
      const { stable, volatile } = await recorder.part('machine');
      evidence.keep(`What runs on ${OLD}`, { stable, volatile }, { host: 'old', address: target.hosts.old.ipv4 });

      for (const [kind, names] of Object.entries(stable)) expect(names, `${kind} on ${OLD}`).not.toEqual([]);
      expect(stable['virtual hosts'], `apache2ctl -S on ${OLD}`).toEqual(
        expect.arrayContaining(NAMES.map((name) => `${name}:80`)),
      );
    },
  );

  test(`Every name of the site resolves to ${OLD}`, check('baseline/zone-points-to-old-host'), async ({ recorder }) => {
    const { stable } = await recorder.part('zone');

    for (const name of NAMES) expect(stable[`A of ${name}`], `A of ${name}`).toEqual([target.hosts.old.ipv4]);
  });

  test(
    `For each site name, ${OLD} presents a certificate`,
    check('baseline/certificates-recorded'),
    async ({ recorder }) => {
      const { stable } = await recorder.part('certificates');

      expect(Object.keys(stable).length, Object.keys(stable).join(', ')).toBeGreaterThanOrEqual(NAMES.length);
      for (const [kind, names] of Object.entries(stable)) expect(names, kind).not.toEqual([]);
    },
  );

  test(
    `The contents of ${OLD}'s databases can be listed`,
    check('baseline/databases-recorded'),
    async ({ recorder }) => {
      const [{ stable }, rows] = [await recorder.part('databases'), await recorder.part('rows')];

      for (const schema of names) expect(stable[`tables of ${schema}`], schema).not.toEqual([]);
      expect(
        Object.values(rows).some((total) => total > 0),
        `rows in any table on ${OLD}`,
      ).toBe(true);
    },
  );

  test(
    `The contents of ${OLD}'s data directory can be listed`,
    check('baseline/data-directory-recorded'),
    async ({ recorder }) => {
      test.setTimeout((target.dataComparison.minutes + 1) * 60_000);
      const { entries, unread } = await recorder.part('files');

      expect(entries, `entries below ${target.dataDirectory}`).toBeGreaterThan(1);
      holdOn(`What could not be read below ${target.dataDirectory} on ${OLD}:`, unread);
    },
  );

  test(`The baseline of ${OLD} is stored and readable`, check('baseline/kept'), async ({ keepBaseline, recorder }) => {
    const kept = await keepBaseline();

    expect(kept.pages, `pages.json, read back from ${target.baseline}`).toEqual(await recorder.part('pages'));
    expect(kept.machine, 'machine.json').toEqual(await recorder.part('machine'));
  });
});
