import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { formatErrorType } from '../../helpers/host/logs/log-fingerprints.js';

const { errorLogs } = target.postcutover;

test.describe('Logs', proves('17'), () => {
  for (const log of errorLogs) {
    test(
      `The log of ${log.title} on ${NEW} has shown no new kind of error since the switch`,
      check('logs/no-new-errors', log.id),
      ({ sinceSwitch }) => {
        const kinds = sinceSwitch.newErrors(log).map(formatErrorType);

        const asked = `errors of a kind that ${OLD} never logged, in ${log.files.join(', ')} on ${NEW} since ${sinceSwitch.since.toISOString()}`;
        expect(kinds).toHaveNoFindings(asked);
      },
    );
  }
});
