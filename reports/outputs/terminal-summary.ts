import { groupBy, unique } from '../../helpers/core/lists.js';
import type { JudgedCheck, Reason, VerdictFile } from '../decision/evidence.js';
import { reasonGroups, type ReasonGroup } from '../decision/reason-groups.js';
import { ABSENCE_HEADING, confirmedAbsences, knownNoise, NOISE_HEADING, type KnownNoise } from './known-noise.js';
import { cut, gist, paint, wrap, type Paper } from './text.js';

/** One item to report, in full and in one line. */
export type Item = {
  readonly full: readonly string[];
  readonly brief: string;
  /** How many checks (or other facts) it represents. */
  readonly weight: number;
};

export type Section = { readonly heading: string; readonly items: readonly Item[] };

/** Maximum number of lines for the cause of a group. */
const MAX_LINES: Readonly<Record<ReasonGroup['id'], number>> = {
  run: 5,
  failed: 4,
  waivers: 4,
  unproven: 3,
  agreed: 2,
};

/** Reasons that keep the run from GO, the most serious first. */
export const reasonSections = (reasons: readonly Reason[], paper: Paper): Section[] =>
  reasonGroups(reasons).map(({ id, heading, reasons: own }) => {
    const items = grouped(own).map((group) => describe(group, MAX_LINES[id], paper));
    const tally = tallyOf(
      items.length,
      items.reduce((sum, { weight }) => sum + weight, 0),
    );
    return { heading: tally.includes('reason') ? `${heading}: ${tally}` : heading, items };
  });

/** `76`, or `1 reason, 76 checks` if one cause affects many. */
export const tallyOf = (reasons: number, checks: number): string =>
  reasons === checks ? String(checks) : `${reasons} ${reasons === 1 ? 'reason' : 'reasons'}, ${checks} checks`;

/** Findings that are not as they should be but block nothing. */
export function acceptedSections({ checks, waivers, steps }: VerdictFile, paper: Paper): Section[] {
  const item = (mark: string, check: JudgedCheck, words: readonly string[]): Item => {
    const place = stepName(steps.find(({ id }) => id === check.step)?.number ?? '');
    const [first = '', ...rest] = wrap(check.title, paper.width - 5, 2);
    return {
      full: [headline(mark, first, paper), ...[...rest, place, ...words].map((line) => inset(line, paper))],
      brief: headline(mark, `${check.title} (${place})`, paper),
      weight: 1,
    };
  };
  const why = (check: JudgedCheck): string => {
    const waiver = waivers.find((each) => each.check === check.id);
    return `Accepted by ${waiver?.owner ?? ''} until ${waiver?.expires ?? ''}: ${waiver?.reason ?? ''}`;
  };
  const failed = ({ outcome }: JudgedCheck): boolean => outcome === 'failed' || outcome === 'flaky';
  const oneLine = ({ cause, checks: met }: KnownNoise): Item => {
    const line = headline('~', `${cause} (${met.length} ${met.length === 1 ? 'check' : 'checks'})`, paper);
    return { full: [line], brief: line, weight: 1 };
  };
  return [
    {
      heading: 'Waived: these fail, and someone has accepted each failure',
      items: checks
        .filter(({ outcome }) => outcome === 'waived')
        .map((check) => item('~', check, wrap(why(check), paper.width - 5, 2))),
    },
    {
      heading: 'Advisory: these fail, but block nothing',
      items: checks
        .filter((check) => !check.blocks && failed(check))
        .map((check) => item('!', check, gist(check.error, 3))),
    },
    {
      heading: NOISE_HEADING,
      items: knownNoise(checks).map(oneLine),
    },
    { heading: ABSENCE_HEADING, items: confirmedAbsences(checks).map(oneLine) },
  ];
}

/**
 * Groups all checks that met the same cause: a dead server makes many checks fail, but is one thing to fix.
 * What counts is which host could not be asked, not what was asked.
 */
export function grouped(reasons: readonly Reason[]): Reason[][] {
  const likeness = ({ kind, check, step, why }: Reason): string =>
    `${kind} ${check === '' ? step : ''} ${gist(why, kind === 'unproven' ? 1 : 4).join('\n')}`;
  return [...groupBy(reasons, likeness).values()];
}

function describe(group: readonly Reason[], most: number, paper: Paper): Item {
  const [first] = group;
  const titles = group.map(({ check }) => check).filter((check) => check !== '');
  const mark = first?.weighs === 'NO-GO' ? '✗' : '?';
  const [fact = '', ...more] = gist(first?.why ?? '', most);
  const place = placeOf(group);
  if (titles.length === 0) {
    const [line = '', ...rest] = wrap(fact, paper.width - 5, 3);
    const lines = [...rest, ...more, ...(place === '' ? [] : [place])];
    return { full: [headline(mark, line, paper), ...lines.map((each) => inset(each, paper))], brief: line, weight: 1 };
  }
  const cause = [fact, ...more].flatMap((line) => wrap(line, paper.width - 7, 2)).slice(0, most + 1);
  const { head, brief, below } =
    titles.length === 1 ? ofOne(titles[0] ?? '', place, first) : ofMany(titles, place, fact);
  return {
    full: [
      headline(mark, head, paper),
      ...below.filter((line) => line !== '').map((line) => inset(line, paper)),
      ...cause.map((line) => inset(`| ${line}`, paper)),
    ],
    brief: headline(mark, brief, paper),
    weight: titles.length,
  };
}

type Heading = { readonly head: string; readonly brief: string; readonly below: readonly string[] };

const ofOne = (title: string, place: string, reason: Reason | undefined): Heading => ({
  head: title,
  brief: `${title}${place && ` (${place})`}`,
  below: [place, ...(reason?.where ? [`${reason.where}  ${reason.id}`] : [])],
});

const ofMany = (titles: readonly string[], place: string, fact: string): Heading => {
  const named = titles.length > 3 ? [...titles.slice(0, 2), `and ${titles.length - 2} more`] : titles;
  return {
    head: `${titles.length} checks, one cause`,
    brief: `${titles.length} checks: ${fact}`,
    below: [...named.map((title) => `- ${title}`), place],
  };
};

/** `Step 5 Email, Step 5 Maps · ask jsfan` */
function placeOf(group: readonly Reason[]): string {
  const numbers = unique(group.map(({ step }) => step)).filter((step) => step !== '');
  const people = unique(group.flatMap(({ responsible }) => responsible));
  const steps = numbers.length > 4 ? `${numbers.length} steps` : numbers.map(stepName).join(', ');
  return [steps, ...(people.length > 0 ? [`ask ${people.join(', ')}`] : [])].filter((part) => part !== '').join(' · ');
}

/** `Step 5 Email`, but plain `Known issues`. */
export const stepName = (number: string): string => (/^\d/.test(number) ? `Step ${number}` : number);

const headline = (mark: string, words: string, paper: Paper): string =>
  ` ${mark} ${paint(cut(words, paper.width - 3), '1', paper)}`;

const inset = (line: string, paper: Paper): string => `     ${cut(line, paper.width - 5)}`;
