import { expect, test } from '@playwright/test';
import { mailbox, mailboxIn, recipient, type Mailbox } from '../../../../helpers/mailbox/mailbox.js';
import { MailHog } from '../../../../helpers/mailbox/mailhog.js';
import { openPost, type Post } from './post-mail.js';

let post: Post;
let box: Mailbox;

test.describe('mailbox', () => {
  test.beforeEach(async () => {
    post = await openPost();
    box = mailbox(post.url);
  });

  test.afterEach(async () => {
    await post.close();
  });

  test('two concurrent waiters each get their own mail, even if it arrives after they first look', async ({}, info) => {
    const [one, two] = [
      recipient('signup', info.testId, 'example.org'),
      recipient('signup', info.testId, 'example.org'),
    ];
    const both = Promise.all([one, two].map((to) => box.waitForOne({ to, within: 60_000 })));
    post.deliver(`x${one}`, 'Subject: not mine', '', '');
    // Asked after both of them, so that each has looked in vain once.
    await box.list(one);
    post.deliver(two, 'Subject: two', '', '');
    post.deliver(one, 'Subject: one', '', '');
    expect((await both).map(({ subject }) => subject)).toEqual(['one', 'two']);
  });

  test('no message is missed when there are more than 50', async () => {
    for (let n = 1; n <= 120; n += 1) post.deliver('anna@example.org', `Subject: ${n}`, '', '');
    const mails = await box.waitFor({ to: 'Anna@example.org', count: 120, within: 60_000 });
    expect(mails.map(({ subject }) => Number(subject))).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
  });

  test('a message that does not arrive is reported with what was there instead', async () => {
    post.deliver(
      'anna@example.org',
      'From: Forum <forum@bewelcome.example>',
      'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
      '',
      '',
    );
    const wanted = { to: 'anna@example.org', from: 'signup@bewelcome.example', subject: /^Email/, within: 200 };
    await expect(box.waitFor(wanted)).rejects.toThrow(
      `0 instead of 1 mail message to anna@example.org from signup@bewelcome.example with subject /^Email/, in the mailbox at ` +
        `${post.url}, within 0.2 s.\nMail for this recipient:\n  - "Grüße" from forum@bewelcome.example`,
    );
    await expect(box.waitFor({ to: 'nobody@example.org', within: 0 })).rejects.toThrow('There is no mail at all');
  });

  test('a second copy that arrives within the settling time is noticed, and if no mail is expected, the wait ends after that time', async () => {
    post.deliver('anna@example.org', 'Subject: once', '', '');
    const copies = ['Subject: once'];
    const sendCopies = (): boolean => {
      for (const copy of copies.splice(0)) post.deliver('anna@example.org', copy, '', '');
      return true;
    };
    const wanted = { to: 'anna@example.org', subject: 'once', within: 60_000 };
    await expect(box.waitForOne({ ...wanted, match: sendCopies, settle: 60_000 })).rejects.toThrow(
      /^2 instead of 1 mail .*"once" from an unknown sender \(matches\)/s,
    );
    expect(await box.waitFor({ ...wanted, subject: 'never', count: 0, settle: 100 })).toEqual([]);
  });

  test('if another check removes a message first, even between search and download, that does not count as no answer', async () => {
    class Shared extends MailHog {
      override async search(to: string) {
        const found = await super.search(to);
        await Promise.all(found.slice(0, 1).map(({ id }) => super.remove(id)));
        return found;
      }
      override async find(kind: 'to' | 'from' | 'containing', words: string) {
        const found = await super.find(kind, words);
        await Promise.all(found.slice(0, 1).map((id) => super.remove(id).catch(() => undefined)));
        return found;
      }
    }
    for (const subject of ['one', 'two', 'three', 'four'])
      post.deliver('team@example.org', `Subject: ${subject}`, '', '');
    const shared = mailboxIn(new Shared(post.url, 60_000));

    expect((await shared.list('team@example.org')).map(({ subject }) => subject)).toEqual(['three', 'two', 'one']);
    await shared.forget('team');
    expect(await box.list('team@example.org')).toEqual([]);
  });

  test('removing a message leaves all others in place', async () => {
    for (const subject of ['one', 'two']) post.deliver('anna@example.org', `Subject: ${subject}`, '', '');
    const { id } = await box.waitForOne({ to: 'anna@example.org', subject: 'one', within: 60_000 });
    await box.remove(id);
    expect((await box.list('anna@example.org')).map(({ subject }) => subject)).toEqual(['two']);
  });
});
