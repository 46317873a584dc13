import type { KnownNoise } from '../../targets/ignored-messages.js';
import { isServerError, type PageProblem } from './page-problem.js';

export type NoiseRules = {
  readonly known: readonly KnownNoise[];
  /** Problems on pages of the old host when its baseline was recorded; undefined: none was recorded. */
  readonly recorded: readonly PageProblem[] | undefined;
  /** Are PHP notices part of the pages? */
  readonly notices: 'expected' | 'unexpected';
  /** Does the check leave something on the host? Then a failure that the site itself reports is never excused. */
  readonly writes: boolean;
};

export type JudgedNoise = {
  readonly faults: readonly PageProblem[];
  readonly excused: readonly (PageProblem & { readonly why: string })[];
};

export const ALREADY_SO = 'also on the old host';

const NOTICE = /^(?:Notice|Deprecated|Strict Standards):/;
/**
 * Problems that are never excused by another host's example: security, a key of another site, questions that could not be asked.
 */
const NEVER: readonly PageProblem['kind'][] = ['mixed content', 'alert', 'no answer'];

/** Separates problems with the pages of the new host from those that the old host already had. */
export function judgeNoise(complaints: readonly PageProblem[], rules: NoiseRules): JudgedNoise {
  const judged = complaints.map((complaint) => ({ ...complaint, why: excuseOf(complaint, rules) }));
  return {
    faults: complaints.filter((_, index) => judged[index]?.why === undefined),
    excused: judged.flatMap(({ why, ...complaint }) => (why === undefined ? [] : [{ ...complaint, why }])),
  };
}

function excuseOf(complaint: PageProblem, { known, recorded, notices, writes }: NoiseRules): string | undefined {
  const rule = known.find((each) => fits(each, complaint));
  if (rule?.met === 'use') return rule.why;
  if (rule && rule.met !== 'visit') return `${rule.why}; judged by ${rule.met.judgedBy}`;
  if (NEVER.includes(complaint.kind)) return undefined;
  const isRecorded = recorded?.some((each) => isSame(each, complaint) || (rule !== undefined && fits(rule, each)));
  // A rule that says "as on the old host" is checked against the old host as soon as the old host has been recorded.
  if (rule) return isRecorded === false ? undefined : because(rule.why, isRecorded);
  if (complaint.kind === 'PHP message' && NOTICE.test(complaint.words) && notices === 'expected')
    return because('the target expects notices', isRecorded);
  return isRecorded === true && !(writes && isBroken(complaint)) ? ALREADY_SO : undefined;
}

/** Does the page itself fail, rather than one of its files? Then the data that it was to write may be lost. */
const isBroken = ({ kind, words }: PageProblem): boolean =>
  isServerError({ kind }) || kind === 'missing part' || (kind === 'failed request' && /^status 5/.test(words));

/** The problem as a report shows it: the cause on a separate line, shared by many pages, then the problem and its page. */
export const describeNoise = ({ why, kind, words, url }: JudgedNoise['excused'][number]): string =>
  `${why === ALREADY_SO ? `${kind}: ${words}` : why}\n${kind} on ${url}: ${words}`;

const because = (why: string, isRecorded: boolean | undefined): string =>
  isRecorded === true ? `${ALREADY_SO}: ${why}` : why;

const fits = ({ words, url }: KnownNoise, complaint: PageProblem): boolean =>
  words.test(`${complaint.kind}: ${complaint.words}`) && (url?.test(complaint.url) ?? true);

/** PHP names a file and a line: wherever such a message appears, it is the same defect. */
const isSame = (a: PageProblem, b: PageProblem): boolean =>
  a.kind === b.kind &&
  plain(a.words) === plain(b.words) &&
  (a.kind === 'PHP message' || plain(a.url.split('?')[0] ?? '') === plain(b.url.split('?')[0] ?? ''));

/** Numbers are data and do not identify a defect. */
const plain = (text: string): string => text.replace(/\d+/g, '#');
