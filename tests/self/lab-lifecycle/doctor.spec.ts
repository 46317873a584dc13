import { expect, test } from '@playwright/test';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { documented, runToEnd } from '../docs/documented.js';

test('the doctor finds everything in place in a healthy lab, and names a privilege that was revoked', async () => {
  await up();
  const healthy = runToEnd(documented('npm run doctor -- --target lab'));
  expect(healthy.said).toContain('lab: everything that the gates need is in place.');
  expect(healthy.status).toBe(0);

  try {
    await onHost('puma', `mysql -e "REVOKE EVENT ON *.* FROM verifier@localhost, verifier@'127.0.0.1'"`);
    const { status, said } = runToEnd(documented('npm run doctor -- --target lab'));

    expect(status).toBe(1);
    expect(said).toMatch(/MISSING reader verifier: lacks EVENT ON \*\.\*\n.*\n +GRANT EVENT ON \*\.\* TO 'verifier'@'/);
    expect(said.match(/MISSING/g)).toHaveLength(1);
  } finally {
    await onHost('puma', `mysql -e "GRANT EVENT ON *.* TO verifier@localhost, verifier@'127.0.0.1'"`);
  }
});
