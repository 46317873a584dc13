import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readMailQueue } from '../../../../helpers/host/logs/mail-queue.js';

/** Asks a host that has these programs, each of which prints a text. */
async function queueOf(programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = test.info().outputPath('bin');
  mkdirSync(folder, { recursive: true });
  for (const tool of ['timeout', 'awk']) execFileSync('sh', ['-c', `ln -sf "$(command -v ${tool})" ${folder}`]);
  for (const [name, text] of Object.entries(programs))
    writeFileSync(`${folder}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const run = (script: string): Promise<{ exitCode: number; stdout: string; stderr: string }> => {
    const stdout = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: folder } });
    return Promise.resolve({ exitCode: 0, stdout, stderr: '' });
  };
  return readMailQueue({ run, name: 'deer' });
}
const say = (...lines: string[]): string => lines.map((line) => `echo '${line}'`).join('\n');
const NOTHING = say('Mail queue is empty');
const LISTED = [
  '-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------',
  '78712A0018     512 Fri Jun 22 02:00:05  www@site.example',
  '     (host mx.other.example[192.0.2.9] said: 450 4.2.1 Mail queue is empty, 0 in 1 Request.)',
  '                                         reader@other.example',
  '',
];
const postfix = (queue: string, others = ''): Record<string, string> => ({
  postconf: say('/etc/postfix'),
  postmulti: others === '' ? 'exit 1' : say('-  -  y  /etc/postfix', 'postfix-out  -  y  /etc/postfix-out'),
  postqueue: others === '' ? queue : `case $2 in *-out) ${others} ;; *) ${queue} ;; esac`,
});
// Written by hand from the manuals of Postfix, sendmail 8.14 and Exim 4.
const SENDMAIL = [
  '                /var/spool/mqueue/q2 (1 request)',
  '-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------',
  'q5M00500811*     512 Fri Jun 22 02:00 <www@site.example>',
  '                 (Deferred: 450 /var/spool/mqueue is empty)',
  '                                      <reader@other.example>',
];

for (const [what, programs, answer] of [
  ['Postfix without mail', postfix(NOTHING), 'empty'],
  ['Postfix with mail', postfix(say(...LISTED, '-- 0 Kbytes in 1 Request.')), 'not empty (messages waiting: 1)'],
  ['two instances of Postfix without mail', postfix(NOTHING, NOTHING), 'empty'],
  [
    'a second instance of Postfix with mail',
    postfix(NOTHING, say(...LISTED, ...LISTED, '-- 24 Kbytes in 2 Requests.')),
    'not empty (messages waiting: 2)',
  ],
  ['Exim without mail', { exim4: 'echo 0' }, 'empty'],
  ['Exim with mail', { exim: 'echo 12' }, 'not empty (messages waiting: 12)'],
  ['sendmail without mail', { mailq: say('/var/spool/mqueue is empty', '\t\tTotal requests: 0') }, 'empty'],
  [
    'a second queue of sendmail with mail',
    { mailq: say('/var/spool/mqueue/q1 is empty', ...SENDMAIL, '                Total requests: 1') },
    'not empty (messages waiting: 1)',
  ],
] as const)
  test(`${what}: the mail queue is ${answer}`, async () => {
    expect(await queueOf(programs)).toBe(answer);
  });

for (const [what, programs, why] of [
  ['no mail server', {}, /none of these programs is installed/],
  [
    'a Postfix that is down',
    postfix('echo "postqueue: fatal: mail system is down"; exit 69'),
    /ended with 69: .*is down/,
  ],
  ['a listing that breaks off', postfix(say(...LISTED.slice(0, -1))), /ended with 0: .*ADDRESS/],
  ['a Postfix that says nothing', postfix('true'), /ended with 0: $/m],
  ['an unknown mail program', { mailq: say('no mail for www@site.example') }, /no mail for ADDRESS/],
] as const)
  test(`with ${what}, reading the mail queue results in NoAnswer`, async () => {
    await expect(queueOf(programs)).rejects.toThrow(why);
    await expect(queueOf(programs)).rejects.toMatchObject({ name: 'NoAnswer' });
  });

test('one queue with mail is an answer, even when another cannot be read', async () => {
  expect(await queueOf(postfix('exit 75', say(...LISTED, '-- 0 Kbytes in 1 Request.')))).toBe(
    'not empty (messages waiting: 1)',
  );
});
