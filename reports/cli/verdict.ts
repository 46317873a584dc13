import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { unique } from '../../helpers/core/lists.js';
import { readSealSettings, type SealSettings } from '../../helpers/core/settings.js';
import { GATES, gateOf } from '../../runbook.js';
import { headDoubts } from '../run/shared-heads.js';
import { newestRun, recordedSeal } from '../run/newest-run.js';
import type { Verdict, VerdictFile } from '../decision/evidence.js';
import { judgedAgain, verifyEvidence, type VerifiedEvidence } from '../seal/verify-evidence.js';
import { print } from '../outputs/terminal-writer.js';
import { clean } from '../outputs/text.js';

const OUT = fileURLToPath(new URL('../out/', import.meta.url));

/** The exit status of each verdict. Evidence that cannot be trusted outweighs everything else, because nothing follows from it. */
const STATUS = { GO: 0, 'NO-GO': 1, HOLD: 2 } as const satisfies Record<Verdict, number>;
const TAMPERED = 3;
const USAGE = `npm run verdict -- [folder...] [--gate NAME|all ...] [--target NAME]
  Decides again from the files of the newest run in the record of runs, or of the run in each given folder. With --gate
  and no folder, uses the newest run of each given gate. Exit status: 0 GO, 1 NO-GO, 2 HOLD, 3 evidence unreadable or
  altered, or the command line is not valid.`;

type Say = (line: string) => void;

/**
 * @param argv what follows the command
 * @returns the exit status
 */
export function verdict(
  argv: readonly string[],
  { out = OUT, now = new Date(), say = tell, seals = readSealSettings() } = {},
): number {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { gate: { type: 'string', multiple: true }, target: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      say(USAGE);
      return 0;
    }
    const gates = (values.gate ?? []).flatMap((gate) =>
      gate === 'all' ? GATES.map(({ id }) => id) : [gateOf(gate)?.id ?? gate],
    );
    const unknown = gates.filter((gate) => gateOf(gate) === undefined);
    if (unknown.length > 0) throw new Error(`The runbook has no gate ${unknown.map(clean).join(' or ')}.`);
    const { target } = values;
    return decideAll(
      chosen(positionals, gates, target, out, seals),
      gates,
      { now, target, signers: seals.signers },
      say,
    );
  } catch (error) {
    say(`${clean(error instanceof Error ? error.message : String(error))}\n${USAGE}`);
    return TAMPERED;
  }
}

const tell: Say = (line) => process.stdout.write(`${line}\n`);

/** The run to judge: a folder, or the reason why no run can be judged. */
type Chosen =
  | { readonly folder: string; readonly seal?: string | undefined }
  | { readonly problem: string; readonly gate: string | undefined };

function chosen(
  given: readonly string[],
  gates: readonly string[],
  target: string | undefined,
  out: string,
  seals: SealSettings,
): Chosen[] {
  if (given.length > 0) return given.map((folder) => ({ folder, seal: recordedSeal(folder) }));
  return (gates.length === 0 ? [undefined] : gates).flatMap((gate): Chosen[] => {
    try {
      const doubts = headDoubts(out, seals);
      if (doubts.length > 0) throw new Error(doubts.join('; '));
      const run = newestRun(out, { gate, target });
      if (!run && gate === undefined) throw new Error('no run is recorded yet');
      return run ? [run] : [];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const of = gate === undefined ? '' : `${gate}: `;
      return [{ problem: `${of}${why}`, gate }];
    }
  });
}

function decideAll(
  runs: readonly Chosen[],
  gates: readonly string[],
  demands: { now: Date; target: string | undefined; signers: string | undefined },
  say: Say,
): number {
  // With one folder and one gate, the folder must belong to that gate; with several, each gate must be among the folders.
  const gate = runs.length === 1 && gates.length === 1 ? gates[0] : undefined;
  const verified = runs.map((run): { folder: string; examined: VerifiedEvidence } =>
    'problem' in run
      ? {
          folder: '',
          examined: {
            tampered: [run.problem, 'To judge a particular run, name its folder: npm run verdict -- FOLDER'],
          },
        }
      : { folder: run.folder, examined: verifyEvidence(run.folder, { ...demands, gate, seal: run.seal }) },
  );
  const all = verified.flatMap(({ examined }) => ('verdict' in examined ? [examined.verdict] : []));
  const found = verified.map((run) => {
    const { examined } = run;
    const then = 'verdict' in examined ? whenItCounted(examined.verdict, all, demands.now) : undefined;
    return 'verdict' in examined && then !== undefined
      ? { ...run, examined: { ...examined, verdict: judgedAgain(examined.verdict, then) } }
      : run;
  });
  for (const { folder, examined } of found) show(folder, examined, say);

  const verdicts = found.flatMap(({ examined }) => ('verdict' in examined ? [examined.verdict] : []));
  const mixed = mixtures(verdicts);
  const isDoubtful = (each: string): boolean => runs.some((run) => 'problem' in run && run.gate === each);
  const missing = gates.filter((each) => !isDoubtful(each) && !verdicts.some((file) => file.gate.id === each));
  for (const words of mixed) say(`TAMPERED  ${words}`);
  for (const each of missing) say(`HOLD  ${each}: there is no evidence for this gate.`);
  if (verdicts.length < found.length || mixed.length > 0) return last(TAMPERED, 'the evidence cannot be trusted');
  const worst = (['NO-GO', 'HOLD'] as const).find(
    (word) => verdicts.some((file) => file.verdict === word) || (word === 'HOLD' && missing.length > 0),
  );
  const count = verdicts.length + missing.length;
  return found.length === 1 && missing.length === 0
    ? STATUS[worst ?? 'GO']
    : last(STATUS[worst ?? 'GO'], `${worst ?? 'GO'} across ${count} ${count === 1 ? 'gate' : 'gates'}`);

  function last(status: number, words: string): number {
    if (found.length !== 1 || missing.length > 0) say(`\nFINAL  ${words}`);
    return status;
  }
}

function show(folder: string, examined: VerifiedEvidence, say: Say): void {
  const name = folder === '' ? 'the newest run' : clean(relative(process.cwd(), folder) || folder);
  if ('verdict' in examined) {
    print(examined.verdict, folder, say);
    if (examined.signedBy !== undefined) say(`Signed    ${examined.signedBy}`);
    return;
  }
  say(`TAMPERED OR UNREADABLE  ${name} proves nothing:\n${examined.tampered.map((line) => `  ${line}`).join('\n')}`);
}

/**
 * When a GO had to be within its shelf life, if not now: when the next of these gates began. For the gate that ends the day,
 * it is when the gate itself ended, since what comes after it takes days.
 */
function whenItCounted(file: VerdictFile, all: readonly VerdictFile[], now: Date): Date | undefined {
  const placeOf = ({ gate }: VerdictFile): number => GATES.findIndex(({ id }) => id === gate.id);
  const [next] = all.filter((each) => placeOf(each) > placeOf(file)).sort((a, b) => placeOf(a) - placeOf(b));
  const then = next && (gateOf(file.gate.id)?.endsTheDay === true ? file.ended : next.started);
  return then == null || then < file.started || Date.parse(then) > now.getTime() ? undefined : new Date(then);
}

/** The gates of one migration, each once. */
function mixtures(verdicts: readonly VerdictFile[]): string[] {
  const targets = unique(verdicts.map(({ target }) => target.name));
  const ids = verdicts.map(({ gate }) => gate.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return [
    ...(targets.length > 1 ? [`These runs belong to different targets: ${targets.map(clean).join(', ')}.`] : []),
    ...unique(twice).map((id) => `There is more than one run of ${clean(id)}; name the one that counts.`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = verdict(process.argv.slice(2));
