import { staticPart } from '../../../helpers/core/check-id.js';
import { notLookedAt } from '../../../helpers/inventory/coverage-figure.js';
import type { Timeline } from '../../../helpers/evidence/timeline.js';
import type { EvidenceItem, JudgedCheck, JudgedStep, VerdictFile } from '../../decision/evidence.js';
import { countsOf, statusOf, VERDICT_MEANING, type Status } from '../status-icons.js';
import type { Finding } from '../finding.js';
import { buildSections, type ReportSection } from '../report-sections.js';
import { stepName, tallyOf } from '../terminal-summary.js';
import type { Detection, Detections } from './detections.js';
import { draw } from './timeline.js';
import { lasted, moment, validUntil } from './words.js';

/** The files next to verdict.json in the run's folder, as far as the page uses them. */
export type Beside = {
  readonly timeline: Timeline | undefined;
  readonly detections: Detections;
  /** Pictures to show in the page itself, as data: URLs by file. */
  readonly pictures: ReadonlyMap<string, string>;
  /** Reports to link to: the path below the folder, and a description. */
  readonly reports: readonly { readonly path: string; readonly words: string }[];
};

type Picture = { readonly file: string; readonly source: string; readonly words: string };
export type ShownFinding = Finding & {
  readonly mark: Status | 'attested' | 'run';
  readonly pictures: readonly Picture[];
  readonly files: readonly EvidenceItem[];
};
export type ShownStep = Omit<JudgedStep, 'checks'> & {
  readonly name: string;
  readonly total: number;
  readonly rows: readonly (JudgedCheck & { readonly drawn: Status; readonly seen: readonly Detection[] })[];
};

/** Everything the template shows, so that the template decides nothing. */
export type Model = ReturnType<typeof modelOf>;

export function modelOf(file: VerdictFile, beside: Beside) {
  const { verdict, gate, target, started, ended, judgedAt, checks, steps } = file;
  const { timeline, detections } = beside;
  const seen = checks.filter(({ id }) => detections.has(staticPart(id)));
  const rowsOf = (some: readonly JudgedCheck[]): ShownStep['rows'] => inOrder(some, detections);
  return {
    verdict,
    gate,
    target,
    meaning: VERDICT_MEANING[verdict],
    run: file.run,
    counts: countsOf(checks),
    total: checks.length,
    clock: [
      { name: 'Began', ...moment(started) },
      ended === null
        ? { name: 'Ended', iso: '', words: 'not yet, or the run was killed' }
        : { name: 'Ended', ...moment(ended) },
      ...(timeline?.announcedEnd === undefined ? [] : [{ name: 'Announced end', ...moment(timeline.announcedEnd) }]),
      // Shown if the run was judged again later: the age of waivers and evidence is measured at that time.
      ...(Date.parse(judgedAt) - Date.parse(ended ?? started) > 60_000
        ? [{ name: 'Judged', ...moment(judgedAt) }]
        : []),
      ...(verdict === 'GO' ? [{ name: 'Valid until', ...validUntil(file) }] : []),
    ],
    lasted: ended === null ? '' : lasted(Date.parse(ended) - Date.parse(started)),
    figures: [
      ...(seen.length === 0
        ? []
        : [
            {
              name: 'Detection',
              words: `in other runs, ${seen.length} of these ${checks.length} checks failed in the lab because of injected faults`,
            },
          ]),
      ...(file.coverage === undefined ? [] : [{ name: 'Coverage', words: notLookedAt(file.coverage) }]),
    ],
    areas: areasOf(file.coverage),
    sections: buildSections(file).map((section) => ({
      ...section,
      count: tallyOf(
        section.findings.length,
        section.findings.reduce((sum, { titles }) => sum + Math.max(titles.length, 1), 0),
      ),
      findings: section.findings.map((finding) => shown(finding, section, beside)),
    })),
    steps: steps.map((step): ShownStep => {
      const rows = checks.filter((check) => check.step === step.id);
      return {
        ...step,
        name: stepName(step.number),
        total: step.checks,
        rows: rowsOf(rows),
      };
    }),
    stray: rowsOf(checks.filter(({ step }) => !steps.some(({ id }) => id === step))),
    visitors: draw(
      (timeline?.visitors ?? []).map(({ visitor, scheme, samples }) => ({ name: `${visitor}, ${scheme}`, samples })),
      timeline?.announcedEnd,
    ),
    resolvers: draw((timeline?.resolvers ?? []).map(({ resolver, samples }) => ({ name: resolver, samples }))),
    changes: file.changes,
    hosts: file.hosts,
    suite: [
      ['Run', file.run],
      ['Command', file.command],
      ['Suite', commit(file.suite)],
      ['Playwright', file.playwright],
      ['Node', file.node],
    ] as const,
    reports: beside.reports,
  };
}

/** Areas of the inventory, those with most differences first, each with its bars as parts of a thousand of the longest. */
function areasOf(coverage: VerdictFile['coverage']) {
  const areas = (coverage?.areas ?? []).map((each) => ({ ...each, differences: each.explained + each.unexplained }));
  const most = Math.max(1, ...areas.map(({ differences }) => differences));
  const width = (count: number): number => Math.round((count / most) * 1000);
  return areas
    .map((each) => ({ ...each, bars: { unexplained: width(each.unexplained), explained: width(each.explained) } }))
    .sort((a, b) => b.unexplained - a.unexplained || b.differences - a.differences);
}

const WEIGHT: readonly Status[] = ['failed', 'unproven', 'waived', 'advisory', 'passed'];

/** Checks that did not pass come first; no one should have to search for them among the others. */
const inOrder = (checks: readonly JudgedCheck[], detections: Detections): ShownStep['rows'] =>
  checks
    .map((check) => ({ ...check, drawn: statusOf(check), seen: detections.get(staticPart(check.id)) ?? [] }))
    .sort((a, b) => WEIGHT.indexOf(a.drawn) - WEIGHT.indexOf(b.drawn));

function shown(finding: Finding, { id }: ReportSection, { pictures }: Beside): ShownFinding {
  const files = finding.checks.flatMap(({ evidence }) => evidence);
  const marks: Readonly<Record<ReportSection['id'], ShownFinding['mark']>> = {
    ...{ run: 'run', failed: 'failed', waivers: 'failed', unproven: 'unproven', agreed: 'unproven' },
    ...{
      waived: 'waived',
      attested: 'attested',
      advisory: 'advisory',
      lacks: 'unproven',
      noise: 'advisory',
      absent: 'advisory',
      coverage: 'advisory',
    },
  };
  return {
    ...finding,
    mark: marks[id],
    files,
    pictures: files.flatMap(({ file, name }) => {
      const source = pictures.get(file);
      return source === undefined ? [] : [{ file, source, words: name }];
    }),
  };
}

function commit({ commit: id, changed }: VerdictFile['suite']): string {
  if (id === null) return 'commit unknown';
  return `commit ${id}${changed === true ? ', with files changed since then' : ''}`;
}
