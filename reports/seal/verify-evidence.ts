import { realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { decide } from '../decision/decide.js';
import type { Decision, VerdictFile } from '../decision/evidence.js';
import { breaches, readSums, sumOf, SUMS, type Breach } from './seal.js';
import { signatureOf } from './signature.js';
import { clean } from '../outputs/text.js';
import { readVerdict } from './verdict-file.js';

export type VerifiedEvidence =
  /** The verdict on the evidence, as it is now. */
  | { readonly verdict: VerdictFile; readonly signedBy: string | undefined }
  /** Why it proves nothing at all, one cause each. */
  | { readonly tampered: readonly string[] };

export type VerifyOptions = {
  /** The moment to judge at: the age of waivers and evidence is measured at that time. */
  readonly now: Date;
  /** An allowed signers file; with it, the evidence must be signed. */
  readonly signers?: string | undefined;
  readonly gate?: string | undefined;
  readonly target?: string | undefined;
  /** Digest of the seal, as it was recorded when the run ended. */
  readonly seal?: string | undefined;
};

/**
 * Makes the decision of a run again, from its files alone, without the runbook, the lists, or any host.
 * Never throws: whatever cannot be read is a reason not to trust the run.
 */
export function verifyEvidence(folder: string, demands: VerifyOptions): VerifiedEvidence {
  try {
    const home = realpathSync(folder);
    if (!statSync(home).isDirectory()) return { tampered: ['it is not a folder'] };
    const broken = breaches(home);
    if (broken.length > 0) return { tampered: describeBreaches(broken) };
    if (demands.seal !== undefined && sumOf(home, SUMS) !== demands.seal)
      return { tampered: ['it was sealed again: its seal is not the one recorded when the run ended'] };
    const signed = signatureOf(join(home, SUMS), demands.signers);
    if (signed && 'problem' in signed) return { tampered: [signed.problem] };
    const verdict = readVerdict(join(home, 'verdict.json'));
    const foreign = [
      ...foreignTo(verdict, basename(home), demands),
      ...withoutFile(verdict, home),
      ...reworded(verdict),
    ];
    if (foreign.length > 0) return { tampered: foreign };
    return { verdict: judgedAgain(verdict, demands.now), signedBy: signed?.by };
  } catch (error) {
    return { tampered: [clean(error instanceof Error ? error.message : String(error))] };
  }
}

/** More than these are not listed one by one. */
const MAX_ITEMS = 10;

function describeBreaches(broken: readonly Breach[]): string[] {
  const lines = broken.slice(0, MAX_ITEMS).map(({ path, what }) => `${clean(path).replaceAll('\n', ' ')}: ${what}`);
  return broken.length > MAX_ITEMS ? [...lines, `and ${broken.length - MAX_ITEMS} more`] : lines;
}

/** A verdict that was copied from elsewhere belongs to another run. */
function foreignTo({ run, gate, target }: VerdictFile, folder: string, demands: VerifyOptions): string[] {
  return [
    ...(run === folder ? [] : [`verdict.json belongs to the run ${clean(run)}, not to ${folder}`]),
    ...differs('gate', gate.id, demands.gate),
    ...differs('target', target.name, demands.target),
  ];
}

const differs = (what: string, is: string, asked: string | undefined): string[] =>
  asked === undefined || asked === is ? [] : [`it is for the ${what} ${clean(is)}, but ${asked} was requested`];

/** The evidence that a check names must exist and be covered by the seal. */
function withoutFile({ checks }: VerdictFile, home: string): string[] {
  const sealed = readSums(home);
  return checks
    .flatMap(({ evidence }) => evidence)
    .filter(({ file }) => !sealed.has(file))
    .map(({ file }) => `${file}: named in verdict.json, but missing`);
}

/** The decision as written must be the one that follows from its own evidence. */
function reworded(verdict: VerdictFile): string[] {
  const { verdict: word, reasons, checks, steps } = verdict;
  const written: Decision = { verdict: word, reasons, checks, steps };
  return isDeepStrictEqual(decide(verdict), written) ? [] : ['verdict.json does not follow from its own evidence'];
}

/** The decision made again from the same evidence, as of another moment: the age of waivers and evidence is measured at that time. */
export function judgedAgain(verdict: VerdictFile, now: Date): VerdictFile {
  const evidence = { ...verdict, judgedAt: now.toISOString() };
  return { ...evidence, ...decide(evidence) };
}
