import { expect, test } from '@playwright/test';
import { decide, mayGoOut } from '../../../../lab/site/jobs/mailbot-rules.js';

for (const [mode, decision] of [
  ['Auto', { work: true }],
  ['Manual', { work: false, log: 'MailBot is in Manual mode' }],
  ['Stop', { work: false, log: 'MailBot is stopped' }],
] as const) {
  test(`in mode ${mode}, the mailbot ${decision.work ? 'works' : 'only logs its mode'}`, () => {
    expect(decide(mode)).toEqual(decision);
  });
}

test('an unknown mode aborts the mailbot', () => {
  expect(() => decide('')).toThrow('is not a mailbot mode');
});

for (const [status, idParent, may] of [
  ['Active', 0, true],
  ['ActiveHidden', 0, true],
  ['NeedMore', 0, true],
  ['Pending', 0, true],
  ['MailToConfirm', 0, false],
  ['Banned', 0, false],
  ['Banned', 3, true],
] as const) {
  test(`a ${idParent > 0 ? 'reply' : 'message'} from a sender with status ${status} ${may ? 'goes out' : 'is frozen'}`, () => {
    expect(mayGoOut(status, idParent)).toBe(may);
  });
}
