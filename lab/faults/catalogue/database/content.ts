import { LAB_ROX } from '../../../rox.js';
import { shell, sql, tables, type Change, type Faults } from '../fault.js';
import type { CheckPattern } from '../pattern.js';

const gate = 'freeze';
const { main, archive, crypted } = LAB_ROX.databases;
const tablesOf = (schema: string): CheckPattern => `database/structure-identical[${schema},tables]`;
const rows = (schema: string): CheckPattern => `database/rows-identical[${schema}]`;
const asServer = (text: string): string => `su mysql -s /bin/sh -c 'mysql' <<'END_OF_SQL'\n${text}\nEND_OF_SQL`;
const change = (names: readonly string[], put: string): Change => tables('puma', main, names, put);

export const content: Faults = {
  'puma-one-row-changed': {
    description: "One row of the members table on Puma differs from Deer's.",
    precedent: 'someone was still testing on Puma after the copy',
    gate,
    checks: [rows(main)],
    expectedMessage: /members: 1 row with different contents/,
    ...change(['members'], "UPDATE members SET LogCount = LogCount + 1 WHERE Username = 'bob'"),
  },
  'puma-one-row-missing': {
    description: 'One message is missing on Puma.',
    precedent: 'the import hit an error in one row and continued because of --force',
    gate,
    checks: [rows(main)],
    expectedMessage: /messages: 1 row missing on the new host/,
    ...change(['messages'], 'DELETE FROM messages ORDER BY id LIMIT 1'),
  },
  'puma-one-row-more': {
    description: 'BW_ARCH on Puma contains a row that Deer does not have.',
    precedent: "Puma's own jobs ran between the copy and the switch",
    gate,
    checks: [rows(archive), tablesOf(archive)],
    expectedMessage: /logs: 1 row only on the new host/,
    ...sql(
      'puma',
      `INSERT INTO ${archive}.logs (id, Str, Type) VALUES (9000001, 'of Puma', 'cron_task')`,
      `DELETE FROM ${archive}.logs WHERE id = 9000001; ALTER TABLE ${archive}.logs AUTO_INCREMENT = 1`,
    ),
  },
  'puma-crypted-value-changed': {
    description: 'An encrypted field of a member on Puma was changed.',
    precedent: 'a field converted twice during the import; no one notices until it is read',
    gate,
    checks: [rows(crypted)],
    expectedMessage: /cryptedfields: 1 row with different contents/,
    ...tables(
      'puma',
      crypted,
      ['cryptedfields'],
      "UPDATE cryptedfields SET MemberCryptedValue = CONCAT(MemberCryptedValue, ' ') ORDER BY id LIMIT 1",
    ),
  },
  'puma-texts-in-another-encoding': {
    description: 'Text on Puma was read as Latin-1 and stored as UTF-8: Zürich became ZÃ¼rich.',
    precedent: 'TiDB docs#22165, PagerDuty: the import client used a different character set',
    gate,
    checks: [rows(main)],
    expectedMessage: /UTF-8 was read as latin1/,
    ...change(['words'], 'UPDATE words SET Sentence = CONVERT(BINARY Sentence USING latin1)'),
  },
  'puma-times-shifted': {
    description: 'The times of forum posts on Puma are two hours off.',
    precedent: 'redaxo#6646, musicall#888: times written in one time zone and read in another',
    gate,
    checks: [rows(main)],
    expectedMessage: /shifted by exactly \+2 h/,
    ...change(['forums_posts'], 'UPDATE forums_posts SET create_time = create_time + INTERVAL 2 HOUR'),
  },
  'puma-trailing-blanks-lost': {
    description: 'Text on Puma has trailing spaces that it does not have on Deer.',
    precedent: 'a dump that went through an editor or a CSV file',
    gate,
    checks: [rows(main)],
    expectedMessage: /faq: 2 rows with different contents/,
    ...change(['faq', 'faqcategories'], "UPDATE faq SET QandA = CONCAT(QandA, ' ')"),
  },
  'puma-null-became-empty': {
    description: 'A value that is NULL on Deer is an empty string on Puma.',
    precedent: 'an import from CSV, which cannot tell the two apart',
    gate,
    checks: [rows(main)],
    expectedMessage: /forums_threads: 1 row with different contents/,
    ...change(
      ['forums_threads'],
      "UPDATE forums_threads SET admincode = '' WHERE admincode IS NULL ORDER BY threadid LIMIT 1",
    ),
  },
  'puma-old-dump': {
    description: "Last week's dump was imported on Puma instead of today's.",
    precedent: 'boa#865: a stale dump was restored, and 77 sites became 52',
    gate,
    checks: [rows(main)],
    expectedMessage: /rows missing on the new host .*newer than every row on the new host/,
    ...change(
      ['messages', 'forums_posts'],
      'DELETE FROM messages ORDER BY id DESC LIMIT 5; DELETE FROM forums_posts ORDER BY postid DESC LIMIT 5',
    ),
  },
  'deer-written-after-the-copy': {
    description: 'Rows on Deer were changed after the copy was made.',
    precedent: 'osmlinuxengineers: both hosts accept writes, and the data diverges',
    gate,
    checks: [rows(main)],
    expectedMessage: /groups: \d+ rows with different contents/,
    ...shell(
      'deer',
      asServer(`UPDATE ${main}.\`groups\` SET NbChilds = NbChilds + 7`),
      asServer(`UPDATE ${main}.\`groups\` SET NbChilds = NbChilds - 7`),
    ),
  },
  'deer-still-written-to': {
    description: "A program keeps writing to Deer's MySQL while the site is closed.",
    precedent: 'a forgotten daemon with its own privileges; read_only does not apply to SUPER',
    gate,
    checks: ['freeze/no-write-observed'],
    // It writes for a moment, several times a second.
    mayAlsoFail: ['freeze/no-write-in-flight'],
    expectedMessage: /Handler_/,
    ...shell(
      'deer',
      `cat >/run/writer.sh <<'END'
while mysql -e 'BEGIN; UPDATE ${main}.\`groups\` SET NbChilds = NbChilds + 1; ROLLBACK'; do sleep 0.3; done
END
      su mysql -s /bin/sh -c 'setsid sh /run/writer.sh' >/dev/null 2>&1 </dev/null &`,
      'pkill -f /run/[w]riter.sh; rm /run/writer.sh',
    ),
  },
  'deer-open-transaction': {
    description: 'A transaction on Deer has changed rows but has not been committed.',
    precedent: 'a session left open in a terminal: its changes are in no dump',
    gate,
    checks: ['freeze/no-write-in-flight'],
    expectedMessage: /a transaction open since .*\(rows changed/,
    ...shell(
      'deer',
      `cat >/run/open.sh <<'END'
(echo 'BEGIN; UPDATE ${main}.\`groups\` SET NbChilds = NbChilds + 1;'; sleep 3600) | mysql
END
      su mysql -s /bin/sh -c 'setsid sh /run/open.sh' >/dev/null 2>&1 </dev/null &`,
      `mysql -N -e "SELECT CONCAT('KILL ', trx_mysql_thread_id, ';') FROM information_schema.innodb_trx WHERE trx_rows_modified > 0" | mysql
      pkill -f '/run/[o]pen.sh' || true
      pkill -f 'sleep 360[0]' || true
      rm /run/open.sh`,
    ),
  },
};
