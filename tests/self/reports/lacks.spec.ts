import { expect, test } from '@playwright/test';
import type { Lack } from '../../../helpers/doctor/lack.js';
import { markdown } from '../../../reports/outputs/markdown.js';
import { modelOf } from '../../../reports/outputs/page/model.js';
import { render } from '../../../reports/outputs/page/render.js';
import { screen } from '../../../reports/outputs/terminal.js';
import type { CheckResult } from '../../../reports/decision/evidence.js';
import { sampleVerdict } from './sample-verdict.js';

const SUDOERS = 'bob ALL=(root) NOPASSWD: /usr/bin/timeout -k 2 * sh -s';
const lacks: Lack[] = [
  {
    ...{ place: 'Puma (198.51.100.20)', asked: 'sudo', answer: 'a <b>password</b> is required' },
    ...{ matters: 'every gate reads hosts as root', allow: [SUDOERS] },
  },
];
const unproven = (): Partial<CheckResult> => ({ result: 'unproven', error: 'no facts' });
const held = sampleVerdict(unproven, {}, { lacks });

const linesOf = (file: typeof held): string =>
  screen(file, { folder: 'reports/out/run', html: true }, { width: 100, colour: false }).join('\n');
const pageOf = (file: typeof held): string =>
  render(modelOf(file, { timeline: undefined, detections: new Map(), pictures: new Map(), reports: [] }), '.');

test('the page and verdict.md show the line that would grant missing access; the screen names npm run doctor', () => {
  expect(pageOf(held)).toContain('sudo: a &lt;b&gt;password&lt;/b&gt; is required');
  expect(pageOf(held)).toContain(SUDOERS);
  expect(markdown(held)).toContain(SUDOERS);
  expect(linesOf(held)).toContain('Missing   sudo (Puma (198.51.100.20))');
  expect(linesOf(held)).toContain('npm run doctor -- --target lab');
});

test('the reasons for HOLD are the unproven checks, not the missing access', () => {
  expect(held.verdict).toBe('HOLD');
  expect(held.reasons).toEqual(sampleVerdict(unproven).reasons);
});

test('when the verdict is GO, the page and the screen do not mention missing access', () => {
  const open = sampleVerdict(undefined, {}, { lacks });

  expect(open.verdict).toBe('GO');
  expect(pageOf(open)).not.toContain(SUDOERS);
  expect(linesOf(open)).not.toContain('Missing');
});
