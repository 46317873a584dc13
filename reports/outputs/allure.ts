import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { tagOf } from '../../helpers/core/check-id.js';
import type { JudgedCheck, VerdictFile } from '../decision/evidence.js';
import { anchor } from './page/words.js';
import { stepName } from './terminal-summary.js';
import { statusOf } from './status-icons.js';

export const ALLURE_RESULTS = 'allure-results';

/** Where the report of Allure finds the page of the verdict, see report.ts. */
export const VERDICT_BESIDE_ALLURE = 'verdict';

const Named = z.looseObject({ name: z.string() });

/** The parts of an Allure result that are changed here. */
const ResultSchema = z.looseObject({
  /** In milliseconds; the verdict knows the start of the check with the same precision. */
  start: z.number(),
  status: z.string(),
  statusDetails: z.looseObject({ message: z.string().optional() }).default({}),
  labels: z.array(z.looseObject({ name: z.string(), value: z.string() })),
  links: z.array(z.looseObject({})),
  steps: z.array(Named),
});

/**
 * Tells Allure how the verdict judged each check: Allure's results know no waivers and call a question without an answer a
 * failure. History is keyed by the id of the check, so that a new title, a moved spec, or another machine starts no new history.
 */
export function updateAllureResults(verdict: VerdictFile, folder: string): void {
  const results = join(folder, ALLURE_RESULTS);
  if (!existsSync(results)) return;
  for (const file of readdirSync(results).filter((name) => name.endsWith('-result.json'))) {
    const result = ResultSchema.parse(JSON.parse(readFileSync(join(results, file), 'utf8')));
    const check = checkOf(result, verdict);
    if (check)
      writeFileSync(join(results, file), JSON.stringify({ ...result, ...withVerdict(result, check, verdict) }));
  }
  writeFileSync(join(results, 'environment.properties'), environment(verdict));
}

/** The check whose id is among the tags; of checks that several visitors run, the one that began at that moment. */
function checkOf({ labels, start }: z.infer<typeof ResultSchema>, { checks }: VerdictFile): JudgedCheck | undefined {
  const tags = labels.filter(({ name }) => name === 'tag').map(({ value }) => `@${value}`);
  const played = checks.filter(({ id }) => tags.includes(tagOf(id)));
  return played.length > 1 ? played.find(({ began }) => began === new Date(start).toISOString()) : played[0];
}

function withVerdict(result: z.infer<typeof ResultSchema>, check: JudgedCheck, { gate, steps, waivers }: VerdictFile) {
  const step = steps.find(({ id }) => id === check.step);
  const name = step ? `${stepName(step.number)}: ${step.title}` : 'no step';
  const waiver = check.outcome === 'waived' ? waivers.find((each) => each.check === check.id) : undefined;
  const ours = {
    outcome: allureOutcome(check),
    severity: check.blocks ? 'blocker' : 'minor',
    epic: gate.title,
    feature: name,
    ...(step?.responsible[0] === undefined ? {} : { owner: step.responsible[0] }),
  };
  const message = result.statusDetails.message ?? check.error;
  return {
    testCaseId: md5(check.id),
    historyId: `${md5(check.id)}:${md5(gate.id)}`,
    // Allure's term for a problem with the test, not with what was tested.
    status: check.outcome === 'unproven' && result.status !== 'skipped' ? 'broken' : result.status,
    statusDetails: waiver
      ? {
          ...result.statusDetails,
          known: true,
          message: `Waived by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}\n${message}`,
        }
      : result.statusDetails,
    labels: [
      ...result.labels.filter((label) => !(label.name in ours)),
      ...Object.entries(ours).map(([label, value]) => ({ name: label, value })),
    ],
    links: step
      ? [{ type: 'runbook', name, url: `${VERDICT_BESIDE_ALLURE}/index.html#step-${anchor(step.id)}` }]
      : result.links,
    // Every annotation becomes an Allure step; the step of the runbook is now a link.
    steps: result.steps.filter((each) => !each.name.startsWith('step: ')),
  };
}

/** How many runs in Allure's history date from a time when checks had no ids: none of their checks can be continued. */
export const runsWithoutIds = (history: string): number =>
  history.split('\n').filter((run) => run !== '' && !/"name":"tag","value":"[a-z0-9-]+\//.test(run)).length;

/** The values from which reports/outputs/allurerc.yaml makes categories. */
function allureOutcome(check: JudgedCheck): string {
  if (check.outcome !== 'unproven') return check.outcome === 'waived' ? 'waived' : statusOf(check);
  if (check.error.startsWith('NoAnswer:')) return 'could not ask';
  return check.attempts === 0 || check.error.startsWith('is skipped') ? 'did not run' : 'did not finish';
}

/** Shown on the first page of the report. */
function environment({ verdict, gate, target, suite, playwright, node, hosts }: VerdictFile): string {
  const rows = {
    Verdict: verdict,
    Gate: gate.project,
    Target: `${target.name}: ${target.summary}`,
    Suite: suite.commit ?? 'not known',
    Playwright: playwright,
    Node: node,
    ...Object.fromEntries(hosts.map(({ name, hostname, addresses }) => [name, `${hostname} ${addresses.join(' ')}`])),
  };
  const plain = (text: string): string => text.replace(/[\\\r\n=:#!]+/g, ' ').trim();
  return Object.entries(rows)
    .map(([name, value]) => `${plain(name)} = ${value.replace(/[\\\r\n]+/g, ' ')}\n`)
    .join('');
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
