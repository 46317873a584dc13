import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../helpers/core/no-answer.js';
import { readDraft, writeDraft } from '../../helpers/inventory/draft.js';
import { assess } from '../../helpers/inventory/judge.js';
import { literally, nameOf, patternOf, whyRefused } from '../../helpers/inventory/explain.js';
import {
  addExplanation,
  explanationsFile,
  readExplanations,
  type WrittenExplanation,
} from '../../helpers/inventory/own-explanations.js';
import { reportLines } from '../../helpers/inventory/report.js';
import { keepPair, readPair, takeBoth, type Pair } from '../../helpers/inventory/take-both.js';
import { readSettings } from '../../helpers/core/settings.js';
import { stateFolder } from '../../helpers/core/folders.js';
import { closeConnection } from '../../helpers/ssh/ssh-client.js';
import { prepareTarget } from '../../helpers/routing/prepare-target.js';
import type { Target } from '../../targets/index.js';
import { GATES } from '../../runbook.js';
import { clean } from '../outputs/text.js';

const STATUS = { explained: 0, unexplained: 2, error: 3 } as const;
const USAGE = `npm run differences -- [options]
  Compares the two hosts of the target, and prints the unexplained differences, losses first.
  --last                      uses the last inventories taken, without contacting the hosts
  --gate NAME                 counts only the explanations that hold for this gate
  --all                       prints every member of a group, and also what is explained
  --json                      prints everything as JSON, for programs
  --explain AREA/KEY "why"    records why a difference is acceptable; * matches any text
      [--who NAME] [--until DAY] [--only-gate NAME ...]
  --draft FILE                writes all groups into a file, to be filled in with an editor
  --accept FILE               records the explanations from that file
  Exit status: 0 everything is explained, 2 something is unexplained or could not be read, or an explanation does not
  count, 3 the comparison failed or the command line is not valid.`;

type Say = (line: string) => void;

/** @returns the exit status */
export async function differences(argv: readonly string[], say: Say = print): Promise<number> {
  try {
    const { values, positionals } = readOptions(argv);
    if (values.help) {
      say(USAGE);
      return STATUS.explained;
    }
    const unknown = [values.gate, ...(values['only-gate'] ?? [])].filter(
      (gate) => gate !== undefined && !GATES.some(({ id }) => id === gate),
    );
    if (unknown.length > 0) throw new Error(`The runbook has no gate ${unknown.join(' or ')}.`);
    const { target } = readSettings();
    const state = stateFolder(target.name);

    if (values.explain !== undefined) {
      const [why = '', ...rest] = positionals;
      if (rest.length > 0) throw new Error('Put the reason in quotes: --explain AREA/KEY "why"');
      const { who, until, 'only-gate': gates } = values;
      return record(target, readPair(state), [{ what: values.explain, why, who, until, gates }], say);
    }
    if (positionals.length > 0) throw new Error(`Unexpected argument: ${positionals.join(' ')}`);
    if (values.accept !== undefined) return record(target, readPair(state), readDraft(values.accept), say);

    return show(target, values.last ? readPair(state) : await ask(target, state), values, say);
  } catch (error) {
    say(`${clean(errorMessage(error))}\n\n${USAGE}`);
    return STATUS.error;
  }
}

const readOptions = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      last: { type: 'boolean' },
      all: { type: 'boolean', default: false },
      json: { type: 'boolean' },
      gate: { type: 'string' },
      explain: { type: 'string' },
      who: { type: 'string' },
      until: { type: 'string' },
      'only-gate': { type: 'string', multiple: true },
      draft: { type: 'string' },
      accept: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
type Options = ReturnType<typeof readOptions>['values'];

function show(target: Target, pair: Pair, { gate, draft, json, all }: Options, say: Say): number {
  const today = new Date().toISOString().slice(0, 10);
  const own = readExplanations(explanationsFile(target.name));
  const assessment = assess(target, pair, own, { ...(gate === undefined ? {} : { gate }), today });
  if (draft !== undefined) {
    writeDraft(draft, assessment.groups);
    say(`Groups in ${draft}: ${assessment.groups.length}. Fill in "why", then use --accept ${draft}`);
  } else if (json) say(JSON.stringify(assessment, null, 2));
  else for (const line of reportLines(pair, assessment, all)) say(clean(line));
  const { judged, comparison } = assessment;
  const isSettled = judged.unexplained.length + judged.refused.length + comparison.unread.length === 0;
  return isSettled ? STATUS.explained : STATUS.unexplained;
}

const print: Say = (line) => process.stdout.write(`${line}\n`);

async function ask(target: Target, state: string): Promise<Pair> {
  await prepareTarget(target);
  try {
    const pair = await takeBoth(target, state);
    keepPair(state, pair);
    return pair;
  } finally {
    closeConnection(target.hosts.old);
    closeConnection(target.hosts.new);
  }
}

/** Adds explanations to the target's list, each of which must explain something that was found last, but not everything. */
function record(target: Target, pair: Pair, given: readonly WrittenExplanation[], say: Say): number {
  const file = explanationsFile(target.name);
  const items = [pair.old, pair.new].flatMap(({ areas }) => Object.values(areas).flatMap((area) => area.items));
  const today = new Date().toISOString().slice(0, 10);
  const { unexplained } = assess(target, pair, readExplanations(file), { today }).judged;
  for (const asked of given) {
    const counts = [asked.what].flat().map((name) => {
      // A name may contain a *; a complete name means only itself.
      const what = unexplained.some((each) => nameOf(each) === name) ? literally(name) : name;
      const refused = whyRefused({ ...asked, what }, items);
      if (refused !== undefined) throw new Error(refused);
      const pattern = patternOf(what);
      const count = unexplained.filter((each) => pattern.test(nameOf(each))).length;
      if (count === 0)
        throw new Error(`"${what}" matches no unexplained difference (unexplained: ${unexplained.length})`);
      return { what, count };
    });
    const what = counts.map((each) => each.what);
    addExplanation(file, { ...asked, what: what.length === 1 ? (what[0] ?? '') : what });
    for (const { what: each, count } of counts)
      say(
        `${clean(each)}: explains ${count} ${count === 1 ? 'difference' : 'differences'}; recorded in targets/${target.name}/explanations.json`,
      );
  }
  return STATUS.explained;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await differences(process.argv.slice(2));
