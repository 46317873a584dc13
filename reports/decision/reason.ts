import type { CheckResult, GateStep, Reason } from './evidence.js';

/** A reason that belongs to no check, and to no step unless it is given one. */
export const reason = (given: Pick<Reason, 'weighs' | 'kind' | 'why'> & Partial<Reason>): Reason => ({
  step: '',
  responsible: [],
  check: '',
  id: '',
  where: '',
  ...given,
});

/** A reason that belongs to a check, and so to its step and to the people responsible for it. */
export function about(
  check: CheckResult,
  steps: readonly GateStep[],
  given: Pick<Reason, 'weighs' | 'kind' | 'why'>,
): Reason {
  const step = steps.find(({ id }) => id === check.step);
  return reason({
    step: step?.number ?? '',
    responsible: step?.responsible ?? [],
    check: check.title,
    id: check.id,
    where: check.where,
    ...given,
  });
}
