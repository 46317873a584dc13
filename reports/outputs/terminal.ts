import { notLookedAt } from '../../helpers/inventory/coverage-figure.js';
import type { JudgedCheck, JudgedStep, VerdictFile } from '../decision/evidence.js';
import { lacksOf } from './report-sections.js';
import { acceptedSections, reasonSections, type Item, type Section } from './terminal-summary.js';
import { validUntil } from './page/words.js';
import { cut, paint, wrap, type Paper } from './text.js';

/** Pointers that the screen shows in addition to the verdict itself. */
export type Pointers = {
  /** Folder of the run, as it would be typed. */
  readonly folder: string;
  /** Is Playwright's HTML report in it? */
  readonly html: boolean;
};

/** Total number of lines: a terminal with 40 lines shows the verdict and the prompt without scrolling. */
const TALLEST = 38;

/** Number of lines guaranteed to each further section. */
const LEAST = 4;

const COLOURS = { 'NO-GO': '41;97;1', HOLD: '43;30;1', GO: '42;30;1' } as const;

/** The verdict on one screen: the decision, what stands in its way and whom to ask, each step, what to do next. */
export function screen(file: VerdictFile, pointers: Pointers, paper: Paper): string[] {
  const head = header(file, paper);
  const foot = [
    ...steps(file.steps, paper),
    ...coverage(file, paper),
    ...lacks(file, paper),
    '',
    ...footer(file, pointers, paper),
  ];
  const sections = [...reasonSections(file.reasons, paper), ...acceptedSections(file, paper)];
  const body = fill(
    sections.filter(({ items }) => items.length > 0),
    TALLEST - head.length - foot.length - 1,
    paper,
  );
  return [...head, '', ...body, ...foot];
}

function header({ verdict, gate, target, checks, started, ended }: VerdictFile, paper: Paper): string[] {
  const count = (words: string, which: (check: JudgedCheck) => boolean): string[] => {
    const found = checks.filter(which).length;
    return found > 0 ? [`${found} ${words}`] : [];
  };
  const bad = ({ outcome }: JudgedCheck): boolean => outcome === 'failed' || outcome === 'flaky';
  const counts = [
    ...count('failed', (check) => bad(check) && check.blocks),
    ...count('unproven', ({ outcome }) => outcome === 'unproven'),
    ...count('waived', ({ outcome }) => outcome === 'waived'),
    ...count('advisory failed', (check) => bad(check) && !check.blocks),
    ...count('passed', ({ outcome }) => outcome === 'passed'),
  ];
  const indent = ' '.repeat(verdict.length + 4);
  const room = paper.width - indent.length;
  const took = ended === null ? 'a run that has not ended' : duration(Date.parse(ended) - Date.parse(started));
  return [
    `${paint(` ${verdict} `, COLOURS[verdict], paper)}  ${paint(cut(gate.title, room), '1', paper)}`,
    indent + cut(`${gate.project} on ${target.name}: ${target.summary}`, room),
    indent + cut(`${checks.length} checks in ${took}: ${counts.join(', ') || 'nothing is proven'}`, room),
  ];
}

/** Gives each section the available room, in order, but at least its guaranteed minimum. */
function fill(sections: readonly Section[], room: number, paper: Paper): string[] {
  const lines: string[] = [];
  sections.forEach(({ heading, items }, at) => {
    const kept = sections.slice(at + 1).reduce((sum, later) => sum + Math.min(LEAST, longest(later)), 0);
    const left = Math.max(room - lines.length - kept, LEAST) - 2;
    lines.push(paint(heading, '1;4', paper), ...fit(items, left), '');
  });
  return lines;
}

const longest = ({ items }: Section): number => items.reduce((sum, { full }) => sum + full.length, 2);

/** As many items in full as there is room for, then some in one line each, then the number of the others. */
function fit(items: readonly Item[], room: number): string[] {
  const lines: string[] = [];
  let atLength = true;
  for (const [at, { full, brief }] of items.entries()) {
    const later = items.length - at - 1;
    const left = room - lines.length;
    // The first item is always shown in full, as far as there is room.
    const block = at === 0 ? full.slice(0, Math.max(left - Math.min(later, 2), 1)) : full;
    atLength &&= block.length + Math.min(later, 2) <= left;
    if (atLength) lines.push(...block);
    else if (left >= Math.min(later, 1) + 1) lines.push(brief);
    else {
      const rest = items.slice(at).reduce((sum, { weight }) => sum + weight, 0);
      return [...lines, `     and ${rest} more, in the evidence`];
    }
  }
  return lines;
}

const MARKS = ['failed', 'unproven', 'waived', 'advisory', 'proven'] as const;

function steps(all: readonly JudgedStep[], { width }: Paper): string[] {
  const rows = MARKS.flatMap((mark) => {
    const found = all.filter((step) => step.mark === mark);
    if (found.length === 0) return [];
    // A name and its count stay on one line.
    const names = found.map(({ number, passed, checks }) =>
      (passed > 0 && mark !== 'proven' ? `${number} (${passed} of ${checks})` : number).replaceAll(' ', '\u00a0'),
    );
    const lines = found.length === all.length ? [`all ${all.length}`] : wrap(names.join(', '), width - 20, 3);
    return lines.map((line, at) => (at === 0 ? mark : '').padEnd(10) + line.replaceAll('\u00a0', ' '));
  });
  return rows.map((row, at) => (at === 0 ? 'Steps' : '').padEnd(10) + row);
}

const coverage = ({ coverage: figure }: VerdictFile, { width }: Paper): string[] =>
  figure === undefined ? [] : ['Coverage'.padEnd(10) + cut(notLookedAt(figure), width - 10)];

const lacks = (file: VerdictFile, { width }: Paper): string[] => {
  const missing = lacksOf(file).map(({ place, asked }) => `${asked} (${place})`);
  return missing.length === 0
    ? []
    : [
        'Missing'.padEnd(10) + cut(missing.join(', '), width - 10),
        `${' '.repeat(10)}npm run doctor -- --target ${file.target.name}`,
      ];
};

/** Commands and paths are never cut or broken here: someone will copy them. */
function footer(
  { verdict, gate, command, checks, started, shelfLifeHours }: VerdictFile,
  { folder, html }: Pointers,
  paper: Paper,
): string[] {
  const next = {
    GO: `The gate is open until ${validUntil({ started, shelfLifeHours }).words}, as long as no one changes a host: after any change, run the gate again.`,
    'NO-GO': 'Do not go on. Resolve the failures with the people named, then run the gate again:',
    HOLD: 'Do not go on. No failure blocks the gate, but not everything is proven. Resolve what is unproven, then run the gate again:',
  }[verdict];
  const row = (name: string, lines: readonly string[]): string[] =>
    lines.map((line, at) => (at === 0 ? name : '').padEnd(10) + line);
  const partial = checks.some(({ error }) => error === 'did not run');
  return [
    ...row('Evidence', [`${folder}/index.html`, ...(html ? [`npx playwright show-report ${folder}/html`] : [])]),
    ...(partial ? row('This was', [command]) : []),
    ...row('Next', [
      ...wrap(next, paper.width - 10, 2),
      ...(verdict === 'GO' ? [] : [`npx playwright test --project=${gate.project}`]),
    ]),
  ];
}

const duration = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};
