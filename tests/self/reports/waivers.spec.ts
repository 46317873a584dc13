import { writeFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { readWaivers } from '../../../reports/decision/waivers.js';

const WAIVER = { check: 'site/map › Tiles load', reason: 'key pending', owner: 'jsfan', expires: '2012-06-30' };

/** Writes a file of waivers, reads it back. */
const test = base.extend<{ read: (content: unknown) => ReturnType<typeof readWaivers> }>({
  read: async ({}, use, info) => {
    const path = info.outputPath('waivers.json');
    await use((content) => {
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return readWaivers(path);
    });
  },
});

test.describe('waivers', () => {
  test('without the file nothing is waived, and nothing is wrong', () => {
    expect(readWaivers('/nowhere/lab.waivers.json')).toEqual({ waivers: [], problems: [] });
  });

  test('a well-formed file is taken as it stands', ({ read }) => {
    expect(read([WAIVER])).toEqual({ waivers: [WAIVER], problems: [] });
  });

  test('every problem of a file is named in one message, and nothing of it is used', ({ read }) => {
    const { waivers, problems } = read([
      WAIVER,
      { ...WAIVER, owner: ' ', expires: '2012-06-31' },
      { check: 'x', ticket: 7 },
    ]);

    expect(waivers).toEqual([]);
    expect(problems).toHaveLength(1);
    for (const words of [
      'waivers.json cannot be used',
      'entry 2, owner: must say something',
      'entry 2, expires: must be a day such as 2012-06-24',
      'entry 3, reason',
      'ticket',
    ])
      expect(problems[0]).toContain(words);
  });

  test('a file that is not JSON, or a folder, is a problem and no waiver', ({ read }) => {
    expect(read('[{').problems[0]).toContain('JSON');
    expect(readWaivers('/').problems[0]).toContain('EISDIR');
  });

  test('a check waived twice is a problem', ({ read }) => {
    expect(read([WAIVER, WAIVER]).problems[0]).toContain('site/map › Tiles load: waived twice');
  });
});
