import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from '../../runbook.js';
import type { Host, Target } from '../../targets/schema.js';
import { hideSecrets } from '../core/hide-secrets.js';
import { errorMessage } from '../core/no-answer.js';
import { examineOthers } from './examine.js';
import { missing, type Section } from './finding.js';
import { LACKS_FILE, type Lack } from './lack.js';

/**
 * The doctor's questions to other machines, asked once at the start of a gate; anything missing is stored in the
 * folder of the run. This decides nothing: the checks that need something report that themselves, and this list shows the remedy.
 */
export async function gatherLacks(target: Target, gates: readonly Gate[], folder: string): Promise<void> {
  const sections = await examineOthers(target, hostsOf(gates, target)).catch((cause: unknown): Section[] => [
    { place: 'Doctor', findings: [missing('what the gate needs', errorMessage(cause), 'this list alone')] },
  ]);
  const lacks = sections.flatMap(({ place, findings }) =>
    findings.flatMap(({ asked, answer, missing }): Lack[] => (missing ? [{ place, asked, answer, ...missing }] : [])),
  );
  writeFileSync(join(folder, LACKS_FILE), hideSecrets(JSON.stringify(lacks, null, 2)));
}

/** The hosts that the gates need: in the end, the old host may be off, and nothing is missing then. */
const hostsOf = (gates: readonly Gate[], { hosts }: Target): Host[] =>
  (['old', 'new'] as const)
    .filter((role) => gates.some((gate) => (gate.hosts ?? [role]).includes(role)))
    .map((role) => hosts[role]);
