import { expect, test } from '@playwright/test';
import type { PageProblem } from '../../../helpers/http/page-problem.js';
import { KNOWN_NOISE } from '../../../targets/ignored-messages.js';
import { ALREADY_SO, judgeNoise, type NoiseRules } from '../../../helpers/http/page-noise.js';

const style: PageProblem = {
  kind: 'failed request',
  words: 'a page came in place of the stylesheet',
  url: 'http://www.example/styles/YAML/base.css',
};
const script: PageProblem = { kind: 'page error', words: 'x is not defined', url: 'http://www.example/forums/s12' };
const notice: PageProblem = {
  kind: 'PHP message',
  words: 'Notice: Undefined variable: abbr in /www/search.php on line 9',
  url: 'http://www.example/searchmembers/ajax?limitcount=10',
};
const warning: PageProblem = { ...notice, words: 'Warning: include(x) failed in /www/a.php on line 3' };
const mixed: PageProblem = { kind: 'mixed content', words: 'http://maps.example/', url: 'https://www.example/' };
const typing: PageProblem = { kind: 'page error', words: 'nodeType', url: 'http://www.example/signup' };

const part: PageProblem = {
  kind: 'missing part',
  words: 'nothing on it matches #form',
  url: 'http://www.example/bw/lostpassword.php',
};
const broken: PageProblem = { kind: 'failed request', words: 'status 500', url: part.url };

const RULES: NoiseRules = {
  known: [
    { words: /stylesheet/, url: /YAML/, why: 'misspelled', met: 'visit' },
    { words: /nodeType/, why: 'while somebody types', met: 'use' },
    { words: /mixed content.*maps/, why: 'over plain http', met: { judgedBy: 'https/map-code-over-https' } },
  ],
  recorded: [],
  notices: 'unexpected',
  writes: false,
};

/** What pages of the real site say or lack, on any host. */
for (const [kind, words, path] of [
  ['failed request', 'a page came in place of the stylesheet', '/styles/YAML/screen/basemod.css'],
  ['failed request', 'status 404', '/styles/css/minimal/'],
  ['failed request', 'a page came in place of the image', '/images/icons/picture_empty.png'],
  ['page error', "Cannot set properties of null (setting 'onclick')", '/signup/3'],
  ['page error', 'Uploader is not defined', '/gallery/upload'],
] as const)
  for (const target of ['lab', 'bewelcome'])
    test(`for ${target}, "${words}" is known noise at ${path}, but not elsewhere`, () => {
      const known = KNOWN_NOISE[target] ?? [];
      const at = (url: string): PageProblem => ({ kind, words, url: `http://www.example${url}` });
      const { excused } = judgeNoise([at(path), at('/elsewhere')], { ...RULES, known, recorded: [at(path)] });

      expect(excused.map(({ url }) => url)).toEqual([`http://www.example${path}`]);
      expect(excused[0]?.why).toMatch(new RegExp(`^${ALREADY_SO}: .+`));
    });

const judge = (complaint: PageProblem, change: Partial<NoiseRules> = {}): string => {
  const { faults, excused } = judgeNoise([complaint], { ...RULES, ...change });
  return faults.length > 0 ? 'fault' : (excused[0]?.why ?? '');
};

for (const [what, complaint, change, outcome] of [
  ['an unknown problem', script, {}, 'fault'],
  [
    'a problem that the old host has too',
    script,
    { recorded: [{ ...script, url: 'http://www.example/forums/s3' }] },
    ALREADY_SO,
  ],
  [
    'a problem that the old host has elsewhere',
    script,
    { recorded: [{ ...script, url: 'http://www.example/blog' }] },
    'fault',
  ],
  ['an unknown problem without a baseline', script, { recorded: undefined }, 'fault'],
  ['known noise that the old host has too', style, { recorded: [style] }, `${ALREADY_SO}: misspelled`],
  ['known noise only on the new host', style, {}, 'fault'],
  ['known noise without a baseline', style, { recorded: undefined }, 'misspelled'],
  ['known noise that only typing causes', typing, {}, 'while somebody types'],
  ['a problem that another check judges', mixed, {}, 'over plain http; judged by https/map-code-over-https'],
  ['mixed content that the old host has too', mixed, { known: [], recorded: [mixed] }, 'fault'],
  ['a notice', notice, {}, 'fault'],
  ['a notice that the target expects', notice, { notices: 'expected' }, 'the target expects notices'],
  [
    'a notice that the old host has on another page',
    notice,
    { recorded: [{ ...notice, url: 'http://www.example/' }] },
    ALREADY_SO,
  ],
  ['a warning where notices are expected', warning, { notices: 'expected' }, 'fault'],
  ['a warning that the old host has too', warning, { recorded: [warning] }, ALREADY_SO],
  ['a warning on both hosts in a journey that writes', warning, { recorded: [warning], writes: true }, 'fault'],
  ['a missing part', part, {}, 'fault'],
  ['a part that is missing on the old host too', part, { recorded: [part] }, ALREADY_SO],
  [
    'a missing part where the old host lacks another',
    part,
    { recorded: [{ ...part, words: 'nothing on it matches #h1' }] },
    'fault',
  ],
  ['a part missing on both hosts in a journey that writes', part, { recorded: [part], writes: true }, 'fault'],
  ['a page that breaks on the old host too', broken, { recorded: [broken] }, ALREADY_SO],
  ['a page that breaks on both hosts in a journey that writes', broken, { recorded: [broken], writes: true }, 'fault'],
  ['noise on both hosts in a journey that writes', script, { recorded: [script], writes: true }, ALREADY_SO],
] as const) {
  test(`${what} is ${outcome === 'fault' ? 'reported' : `excused: ${outcome}`}`, () => {
    expect(judge(complaint, change)).toBe(outcome);
  });
}
