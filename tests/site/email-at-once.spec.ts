import {
  askForNewPassword,
  enter,
  expect,
  giveFeedback,
  proves,
  register,
  target,
  test,
  unique,
} from '../../fixtures/index.js';

const {
  mail: { senders, signupTeam },
  sites: { www },
} = target;
const SCRIPTS = 'Grüße, привет, γεια σου, 你好, مرحبا';

test.describe('Email sent at once', { ...proves('5-email'), tag: ['@blocker', '@writes'] }, () => {
  test('Puma mails a newcomer one confirmation, readable, with links to the public name', async ({
    visitor,
    newApplicant,
    mailbox,
  }) => {
    const newcomer = newApplicant();
    await register(visitor, newcomer);
    const mail = await mailbox.waitForOne({ to: newcomer.email, within: 10_000, settle: 2_000 });

    expect(mail.from).toBe(senders.signup);
    expect(mail.to).toEqual([newcomer.email]);
    expect(mail.subject).not.toBe('');
    for (const part of [mail.text, mail.html]) expect(part).toContain(newcomer.firstname);
    for (const link of mail.links) {
      expect(new URL(link).host).toBe(www.host);
      expect((await visitor.get(link)).status).toBe(200);
    }
  });

  test('Puma tells the signup team of a newcomer, once', async ({ visitor, newApplicant, mailbox }) => {
    const newcomer = newApplicant();
    await register(visitor, newcomer);
    const mail = await mailbox.waitForOne({
      to: signupTeam,
      match: ({ subject }) => subject.includes(newcomer.username),
      within: 10_000,
      settle: 2_000,
    });

    expect(mail.from).toBe(senders.signup);
    expect(mail.text + mail.html).toContain(newcomer.email);
  });

  test('Puma mails a member who lost his password one that lets him in, and the old one no more', async ({
    page,
    newMember,
    newClient,
    mailbox,
  }) => {
    const member = await newMember();
    await askForNewPassword(page, member.username);
    const mail = await mailbox.waitForOne({
      to: member.email,
      from: senders.lostPassword,
      within: 10_000,
      settle: 2_000,
    });
    const words = mail.text.match(/\b[A-Za-z0-9]{8}\b/g) ?? [];

    expect(mail.subject).not.toBe('');
    await Promise.any(words.map((password) => enter(newClient(), { ...member, password })));
    await expect(enter(newClient(), member)).rejects.toThrow('was not let in');
  });

  test('Puma hands feedback to the volunteers, once, with every letter', async ({
    newMember,
    pageOf,
    mailbox,
    pumaDatabase,
  }) => {
    const member = await newMember();
    const question = `${SCRIPTS} ${unique()}`;
    const page = await pageOf(member);
    await giveFeedback(page, question);
    await expect(page).toHaveURL(/\/feedback\/submit$/);
    const { to } = await pumaDatabase.one<{ to: string }>(
      `SELECT c.EmailToNotify AS \`to\` FROM feedbacks f JOIN feedbackcategories c ON c.id = f.IdFeedbackCategory
       WHERE f.IdMember = ? AND f.IdFeedbackCategory <> 3`,
      [member.id],
    );
    const mail = await mailbox.waitForOne({
      to,
      from: member.email,
      within: 10_000,
      settle: 2_000,
      match: ({ text }) => text.includes(question),
    });

    expect(mail.subject).toContain(member.username);
  });
});
