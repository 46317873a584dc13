import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictFile } from '../decision/evidence.js';
import { lasted, moment } from './page/words.js';
import { countsOf, VERDICT_MEANING } from './status-icons.js';
import type { Finding } from './finding.js';
import { buildSections, type ReportSection } from './report-sections.js';
import { clean } from './text.js';

/** Maximum length for a chat or an issue; index.html has everything. */
const MATTERS = 8;
const TITLES = 5;
const MAX_LENGTH = 160;

/**
 * The verdict for a chat, an issue, or a job summary. Foreign text is put in a code span: nothing
 * in it is a link, a picture, a mention of a person, or markup, in any of the dialects.
 */
export function markdown(file: VerdictFile): string {
  const { verdict, gate, target, started, ended, checks, steps, changes } = file;
  const counts = countsOf(checks).map(({ name, count }) => `${count} ${name}`);
  const took = ended === null ? 'has not ended' : `lasted ${lasted(Date.parse(ended) - Date.parse(started))}`;
  const proven = steps.filter(({ mark }) => mark === 'proven' || mark === 'attested').length;
  return [
    `# ${verdict}: ${code(gate.title)}`,
    '',
    `**${VERDICT_MEANING[verdict]}**`,
    '',
    `Gate ${code(gate.project)} on ${code(target.name)}: began ${moment(started).words}, ${took}. `,
    `${checks.length} ${checks.length === 1 ? 'check' : 'checks'}: ${counts.join(', ') || 'none'}. Steps proven: ${proven} of ${steps.length}.`,
    ...(changes ? [`Since ${code(changes.previous)}: ${changed(changes)}.`] : []),
    ...buildSections(file).flatMap(section),
    '',
    `Run ${code(file.run)}: the full account is in \`index.html\`; \`npm run verdict\` repeats the decision from the files.`,
    '',
  ].join('\n');
}

function section({ heading, findings: findings, meaning }: ReportSection): string[] {
  const rest = findings.length - MATTERS;
  return [
    '',
    `## ${heading}`,
    '',
    meaning,
    '',
    ...findings.slice(0, MATTERS).flatMap(item),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ];
}

function item({ headline, titles, steps, responsible, details: account, accepted }: Finding): string[] {
  const place = [steps.map(code).join(', '), responsible.length > 0 ? `ask ${responsible.map(code).join(', ')}` : ''];
  const list = titles.length > 1 || titles[0] !== headline ? titles : [];
  const part = (name: string, text: string): string[] => (text === '' ? [] : [`  - ${name}: ${code(text)}`]);
  return [
    `- ${[code(headline), ...place].filter((words) => words !== '').join(' · ')}`,
    ...list.slice(0, TITLES).map((title) => `  - ${code(title)}`),
    ...(list.length > TITLES ? [`  - and ${list.length - TITLES} more`] : []),
    ...(accepted ? [`  - ${code(accepted.by)}, ${accepted.until || accepted.when}: ${code(accepted.why)}`] : []),
    ...(account.fact === headline ? [] : part('says', account.fact)),
    ...part('asked', account.asked),
    ...part('expected', account.expected),
    ...part('received', account.received),
    ...part('look at', account.look),
  ];
}

function changed({ newlyFailing, newlyPassing, added, gone }: NonNullable<VerdictFile['changes']>): string {
  const all = { 'now failing': newlyFailing, 'now passing': newlyPassing, new: added, gone };
  const words = Object.entries(all).filter(([, ids]) => ids.length > 0);
  return words.map(([name, ids]) => `${ids.length} ${name}`).join(', ') || 'nothing changed';
}

/** One line in a code span. A backtick would end it, and not every chat knows longer fences. */
function code(text: string): string {
  const line = clean(text).replaceAll('`', "'").replace(/\s+/g, ' ').trim();
  return line === ''
    ? ''
    : `\`${line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).replace(/\p{Cs}$/u, '')}…` : line}\``;
}

/**
 * Adds `verdict.md` of a run to the job summary (GitHub's GITHUB_STEP_SUMMARY and the like). It is a courtesy: if
 * it cannot be written, the verdict is still valid.
 */
export function writeJobSummary(folder: string, summaryFile: string): void {
  const text = readFileSync(join(folder, 'verdict.md'));
  try {
    appendFileSync(summaryFile, text);
  } catch (error) {
    process.stdout.write(`The job summary was not written: ${clean(String(error))}\n`);
  }
}
