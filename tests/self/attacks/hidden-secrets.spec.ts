import { expect, test } from '@playwright/test';
import { declareSecrets, hideSecrets } from '../../../helpers/core/hide-secrets.js';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { jobInWords } from '../../../helpers/host/cron/job-output.js';
import { findPageProblems } from '../../../helpers/http/page-problem.js';
import { expect as ours } from '../../../fixtures/core/matchers.js';

/** Output of programs with a secret in it, as a failure would quote it. */
const PRINTED = [
  "PHP Fatal error: Uncaught PDOException in /x.php:3 #0 /x.php(3): PDO->__construct('mysql:host=db', 'bw', '@@')",
  "mysql_connect('localhost', 'bw', '@@') failed",
  "DB::authenticate('bw', '@@')",
  'could not clone https://bw:@@@git.example/x.git',
  'dsn mysql://bw:p/@@@db/x is wrong',
  '+ mysqldump -ubw -p@@ BW',
  '+ mysqldump --password=@@ BW',
  '+ curl -u bw:@@ https://a.example/',
  'DB_PASSWORD=@@',
  "config: 'password' => '@@',",
  '{"client_secret":"@@"}',
  'Authorization: Bearer @@',
  'X-Api-Key: @@',
  'Cookie: PHPSESSID=@@; a=b',
  "GRANT USAGE ON *.* TO bw IDENTIFIED BY '@@'",
  'bw:$6$salt$@@:15000:0:::',
  '-----BEGIN RSA PRIVATE KEY-----\n@@\n-----END RSA PRIVATE KEY-----',
];
const SECRET = 'Geheim4711zQ9';

test('a secret is masked in each form in which programs commonly print one', () => {
  for (const line of PRINTED) expect(hideSecrets(line.replaceAll('@@', SECRET)), line).not.toContain(SECRET);
});

test('a secret of the target is masked even where nothing in the text marks it as one', () => {
  declareSecrets([SECRET]);
  const line = `the word ${SECRET} stands alone`;
  const message = new NoAnswer('x', 'y', line).message;
  const run = { exitCode: 1, stdout: line, stderr: '', durationMs: 1 };
  const php = findPageProblems(`Warning: ${line} in /x.php on line 3`, 'http://a.example/');
  const failure = (): void => {
    ours([line]).toHaveNoFindings('x');
  };

  expect([message, jobInWords('x', run), JSON.stringify(php)].join()).not.toContain(SECRET);
  expect(failure).toThrow('(secret)');
  expect(failure).not.toThrow(SECRET);
  declareSecrets([]);
});

test('a line of several megabytes is shortened when it is masked', () => {
  for (const word of ['mysql ', '://a:', 'password=', 'connect(', 'curl ', '-----BEGIN PRIVATE KEY-----'])
    expect(hideSecrets(word.repeat(400_000)).length).toBeLessThan(10_000);
});

test('text that is not a secret stays readable', () => {
  const plain = [
    "ERROR 1045: Access denied for user 'bw'@'localhost' (using password: YES)",
    'members.Password: other type, varchar(40) -> varchar(60)',
    'skip_password_check = 1',
    'GET http://127.0.0.1:8080/~a@b answers 404',
    'mysqli_connect(): (HY000/2002): No such file or directory',
    'the key of the digests is not there',
  ];

  expect(plain.map(hideSecrets)).toEqual(plain);
});
