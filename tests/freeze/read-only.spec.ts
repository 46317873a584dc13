import { check, expect, OLD, proves, test } from '../../fixtures/freeze/test.js';

test.describe('Read-only', { ...proves('11'), lock: 'writes-on-old-host' }, () => {
  for (const { account, who } of [
    { account: 'application', who: 'the site' },
    { account: 'privileged', who: "an account with more privileges than the site's own" },
  ] as const) {
    test(
      `${OLD}'s MySQL refuses writes by ${who}`,
      check('database/write-refused', account, { tag: '@writes' }),
      async ({ tryToWrite }) => {
        const { isRefused, words } = await tryToWrite(account);

        expect(
          isRefused,
          `a DELETE matching no row on ${OLD}: ${words}; read_only = 1 blocks it unless the account has SUPER or READ_ONLY ADMIN`,
        ).toBe(true);
      },
    );
  }

  test(`${OLD}'s MySQL reports that it is read-only`, check('database/read-only'), async ({ maintenanceMode }) => {
    const { value } = await maintenanceMode.database.queryOne('SELECT @@GLOBAL.read_only AS value');

    expect(Number(value), `@@GLOBAL.read_only on ${OLD}`).toBe(1);
  });
});
