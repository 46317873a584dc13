import { test, expect } from '@playwright/test';
import { refuseTraces } from '../../../helpers/evidence/judging.js';
import { summarizeHttp, summarizeRows, withoutSecrets } from '../../../helpers/evidence/evidence-item.js';

test.describe('the evidence recorded from an answer', () => {
  test('contains no page body, cookie, or session id', () => {
    const body = Buffer.from('<p>Dear member</p>');
    const kept = summarizeHttp({
      url: 'http://www.site.example/?sidTB=abc123&x=1',
      status: 302,
      headers: { server: 'Apache', 'set-cookie': ['sidTB=abc123'], location: '/main?sidTB=abc123' },
      body,
      text: body.toString(),
      address: '198.51.100.20',
    });
    const text = JSON.stringify(withoutSecrets(kept, []));

    expect(text).toContain('"status":302');
    expect(text).toContain('"bytes":18');
    for (const secret of ['abc123', 'Dear member', 'cookie']) expect(text).not.toContain(secret);
  });

  test('contains numbers and dates from a database, but only the lengths of texts', () => {
    const rows = [
      { n: 7, at: '2012-06-22 03:00:00', big: '18446744073709551615', name: 'Ann', no: null, pic: Buffer.from('x') },
    ];

    expect(summarizeRows(' SELECT 1 ', rows)).toEqual({
      asked: 'SELECT 1',
      rows: 1,
      first: [
        {
          n: 7,
          at: '2012-06-22 03:00:00',
          big: '18446744073709551615',
          name: '(text of 3)',
          no: null,
          pic: '(no text)',
        },
      ],
    });
  });

  test('contains no secret of the target, and only the beginning of a long text', () => {
    expect(withoutSecrets({ list: ['key=s3cr3t!', new Date(0)], long: 'x'.repeat(9_000) }, ['s3cr3t!'])).toEqual({
      list: ['key=(secret)', '1970-01-01T00:00:00.000Z'],
      long: `${'x'.repeat(2_000)}… (9000 characters)`,
    });
  });
});

test('a trace of real hosts is refused, but a trace of the lab is not', () => {
  const gates = (trace?: unknown) => [{ name: 'puma-freeze', use: { trace } }];
  const refusal = (prepare: string[] | null, trace?: unknown) => () => {
    refuseTraces({ prepare }, gates(trace));
  };

  expect(refusal(null, 'on')).toThrow(/^puma-freeze did not run: a trace would contain every password/);
  expect(refusal(null, { mode: 'retain-on-failure' })).toThrow('Leave out --trace.');
  expect(refusal(null, 'off')).not.toThrow();
  expect(refusal(null)).not.toThrow();
  expect(refusal(['node'], 'on')).not.toThrow();
});
