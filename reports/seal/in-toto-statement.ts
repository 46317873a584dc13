import { createHash } from 'node:crypto';
import type { JudgedCheck, VerdictFile } from '../decision/evidence.js';

/** in-toto attestation framework, Statement v1 with the test-result predicate v0.1. */
const STATEMENT = 'https://in-toto.io/Statement/v1';
const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';

/**
 * The verdict as other tools read it. PASSED means GO and nothing else (WARNED: GO, with something waived or advisory);
 * a HOLD is FAILED, since the predicate has no value for "not proven".
 * @param text of verdict.json, which the statement is about
 */
export function statementOf(verdict: VerdictFile, text: string): object {
  const names = (which: (check: JudgedCheck) => boolean): string[] => verdict.checks.filter(which).map(({ id }) => id);
  const warned = ({ outcome, blocks }: JudgedCheck): boolean =>
    outcome === 'waived' || (!blocks && (outcome === 'failed' || outcome === 'flaky'));
  const warnings = names(warned);
  const passed = warnings.length > 0 ? 'WARNED' : 'PASSED';
  return {
    _type: STATEMENT,
    subject: [{ name: 'verdict.json', digest: { sha256: sha256(text) } }],
    predicateType: TEST_RESULT,
    predicate: {
      result: verdict.verdict === 'GO' ? passed : 'FAILED',
      configuration: [
        { name: `expected/${verdict.gate.id}.json`, digest: { sha256: sha256(JSON.stringify(verdict.expected)) } },
        ...(verdict.suite.commit === null
          ? []
          : [{ name: 'migration-verdict', digest: { gitCommit: verdict.suite.commit } }]),
      ],
      passedTests: names(({ outcome }) => outcome === 'passed'),
      warnedTests: warnings,
      failedTests: names((check) => check.outcome !== 'passed' && !warned(check)),
    },
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
