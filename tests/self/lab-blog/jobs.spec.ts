import { expect, test } from '@playwright/test';
import { mailbox } from '../../../helpers/mailbox/mailbox.js';
import { SERVER_NAMES, SERVERS, ZONE } from '../../../lab/blog/plan.js';
import { up } from '../../../lab/lab.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { BLOG } from '../../../lab/pairs.js';
import { LAB_MAILHOG } from '../../../targets/lab/target.js';

test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

const firedAt = (server: 'old' | 'new', timer: string) => (): Promise<string> =>
  onHost(server, `systemctl show -p LastTriggerUSec --value ${timer}`);

for (const server of SERVER_NAMES) {
  test(`a timer on the ${server} host fires again and does its work`, async () => {
    await onHost(server, 'rm -f /var/lib/club/routes.txt');
    const before = await firedAt(server, 'routes-index.timer')();

    await expect.poll(firedAt(server, 'routes-index.timer')).not.toBe(before);
    await expect
      .poll(() => onHost(server, 'cat /var/lib/club/routes.txt 2>&1 || true'))
      .toContain('moss-and-mill.gpx 30');
  });

  test(`with cron sped up sixtyfold, an hourly job in a user crontab on the ${server} host runs within three minutes`, async () => {
    await onHost(server, 'rm -f /home/anna/photo-count.txt');
    await expect
      .poll(() => onHost(server, 'cat /home/anna/photo-count.txt 2>&1 || true'), { timeout: 180_000 })
      .toMatch(/^\d+\n$/);
  });

  test(`a timer of a user who is not logged in has run on the ${server} host`, async () => {
    await expect.poll(() => onHost(server, 'cat /home/anna/pack-list.txt 2>&1 || true')).toContain('thermos');
  });

  test(`root's mail on the ${server} host reaches the administrators through the relay`, async () => {
    const subject = `disk of ${server} ${Date.now()}`;
    await onHost(server, `echo full | mail -s '${subject}' root`);

    const mail = await mailbox(LAB_MAILHOG).waitForOne({ to: 'admins@example.org', subject, within: 60_000 });

    expect(mail.from).toContain(SERVERS[server]);
  });

  test(`mail sent on the ${server} host to an address of the club is forwarded`, async () => {
    const subject = `hello ${server} ${Date.now()}`;
    await onHost(server, `echo hello | mail -s '${subject}' info@${ZONE}`);

    const mail = await mailbox(LAB_MAILHOG).waitForOne({ to: 'anna@example.org', subject, within: 60_000 });

    expect(mail.text).toContain('hello');
  });
}
