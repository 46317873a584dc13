import { check, expect, formatErrorType, proves, target, test, told } from '../../fixtures/index.js';

const { errorLogs } = target.postcutover;

test.describe('Logs', proves('17'), () => {
  for (const log of errorLogs) {
    test(
      `The log of ${log.title} on Puma has no new kind of error since the switch`,
      check('logs/no-new-errors', log.id),
      ({ sinceSwitch }) => {
        const kinds = sinceSwitch.newErrors(log).map(formatErrorType);

        const asked = `${log.files.join(' ')} on Puma since ${sinceSwitch.since.toISOString()}; Deer never said so`;
        expect(kinds, told(asked, kinds)).toEqual([]);
      },
    );
  }
});
