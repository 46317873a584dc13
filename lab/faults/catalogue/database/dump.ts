import { LAB_ROX } from '../../../rox.js';
import { sql, tables, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'prerelease';
const { main, archive, crypted } = LAB_ROX.databases;
const has = (schema: string, kind: string): CheckPattern => `database/objects-present[${schema},${kind}]`;
const about = (schema: string, table: string): CheckPattern => `database/row-count-plausible[${schema},${table}]`;
const definers = (schema: string): CheckPattern => `database/definers-exist[${schema}]`;
const others = [
  [archive, 'logs'],
  [crypted, 'cryptedfields'],
] as const;

export const dump: Faults = {
  'puma-dump-without-routines': {
    description: 'The dump for Puma was made without routines, triggers, and events.',
    precedent: 'shrink-ibdata1#5: mysqldump leaves out routines and events by default',
    gate,
    checks: [
      has(main, 'routines'),
      has(main, 'triggers'),
      has(main, 'events'),
      // A stored function assigns the number of every forum text.
      ...checksIn('journeys/rox/forum'),
      'forum/feed-current',
    ],
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*'),
    specs: ['host/databases', 'host/database-rows', 'journeys/rox/forum', 'journeys/rox/forum-access'],
    expectedMessage: /(events|routines|triggers) of BW_MAIN that Puma lacks/,
    ...sql(
      'puma',
      `USE ${main}; DROP PROCEDURE IncWordUse; DROP FUNCTION AgeInYears; DROP FUNCTION Next_Forum_trads_IdTrad; DROP TRIGGER members_status_changed; DROP EVENT forget_who_was_online;`,
    ),
  },
  'puma-dump-without-views': {
    description: 'The views of BW_MAIN are missing on Puma.',
    precedent: 'sequencescape#4836: the definer of thirteen views existed only on the old host',
    gate,
    checks: [has(main, 'views')],
    expectedMessage: /views of BW_MAIN that Puma lacks.*cities/,
    ...sql('puma', `USE ${main}; DROP VIEW cities, regions, countries;`),
  },
  'puma-dump-without-a-table': {
    description: 'One table of each database is missing on Puma.',
    precedent: 'the import hit an error, and the rest of the file was not read',
    gate,
    checks: [has(main, 'tables'), has(archive, 'tables'), has(crypted, 'tables')],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    unproven: ['database/row-count-plausible[BW_CRYPTED,*]'],
    specs: ['host/databases', 'host/database-rows'],
    expectedMessage: /tables of BW_ARCH that Puma lacks.*previousversion/,
    ...sql('puma', `DROP TABLE ${main}.shouts, ${archive}.previousversion, ${crypted}.cryptedfields`),
  },
  'puma-database-missing': {
    description: 'BW_ARCH and BW_CRYPTED were not copied to Puma at all.',
    precedent: 'there are three databases, but only one was dumped',
    gate,
    checks: [
      `database/on-both-hosts[${archive}]`,
      `database/on-both-hosts[${crypted}]`,
      has(archive, 'tables'),
      has(crypted, 'tables'),
    ],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    unproven: checksIn('host/*', 'lasting/*', 'journeys/rox/host/*', 'visitors/*', 'journeys/rox/*'),
    specs: ['host/databases', 'host/database-rows'],
    expectedMessage: /tables of BW_ARCH that Puma lacks \(information_schema\): (\d+) of \1; is the database there/,
    ...sql('puma', `DROP DATABASE ${archive}; DROP DATABASE ${crypted};`),
  },
  'puma-main-database-missing': {
    description: 'The main database on Puma is gone.',
    precedent: 'dropped for another import, and then time ran out',
    gate,
    checks: [
      `database/on-both-hosts[${main}]`,
      ...['tables', 'views', 'routines', 'triggers', 'events'].map((kind) => has(main, kind)),
    ],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    unproven: checksIn('host/*', 'lasting/*', 'journeys/rox/host/*', 'visitors/*', 'journeys/rox/*'),
    specs: ['host/databases', 'host/database-rows'],
    expectedMessage: /Unknown database 'BW_MAIN'/,
    ...sql('puma', `DROP DATABASE ${main}`),
  },
  'deer-grew-after-the-dump': {
    description: 'Views, routines, triggers, and events were added to BW_ARCH and BW_CRYPTED on Deer after the dump.',
    precedent: 'the migration takes weeks, and development continues',
    gate,
    checks: [archive, crypted].flatMap((schema) =>
      ['views', 'routines', 'triggers', 'events'].map((kind) => has(schema, kind)),
    ),
    expectedMessage: /of BW_ARCH that Puma lacks.*new_event/,
    ...sql(
      'deer',
      others
        .map(
          ([schema, table]) => `USE ${schema};
CREATE VIEW new_view AS SELECT 1 AS one;
CREATE FUNCTION new_function() RETURNS int DETERMINISTIC RETURN 1;
CREATE TRIGGER new_trigger BEFORE DELETE ON ${table} FOR EACH ROW SET @new = 1;
CREATE EVENT new_event ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DO SET @new = 1;`,
        )
        .join('\n'),
      others
        .map(
          ([schema]) =>
            `USE ${schema};\nDROP VIEW new_view; DROP FUNCTION new_function; DROP TRIGGER new_trigger; DROP EVENT new_event;`,
        )
        .join('\n'),
    ),
  },
  'puma-definers-absent': {
    description: 'Routines in all three databases on Puma are set to run as an account that does not exist there.',
    precedent: 'WCA#2045, phproject#408: error 1449 after the import',
    gate,
    checks: [definers(main), definers(archive), definers(crypted)],
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*'),
    specs: ['host/databases', 'host/database-rows'],
    expectedMessage: /definers without an account on Puma.*gone@deer/,
    ...sql(
      'puma',
      [main, archive, crypted]
        .map(
          (schema) => `CREATE DEFINER=gone@deer FUNCTION ${schema}.old_function() RETURNS int DETERMINISTIC RETURN 1;`,
        )
        .join('\n'),
      [main, archive, crypted].map((schema) => `DROP FUNCTION ${schema}.old_function;`).join('\n'),
    ),
  },
  'puma-dump-cut-off': {
    description: 'Half of the rows in the large tables are missing on Puma.',
    precedent: 'boa#865, and any dump over a connection that dropped',
    gate,
    checks: [
      ...['members', 'forums_threads', 'forums_posts', 'words'].map((table) => about(main, table)),
      about(crypted, 'cryptedfields'),
    ],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    specs: ['host/databases', 'host/database-rows'],
    expectedMessage: /an outdated or broken dump/,
    inject: sql(
      'puma',
      [
        [main, 'members', 'id'],
        [main, 'forums_threads', 'threadid'],
        [main, 'forums_posts', 'postid'],
        [main, 'words', 'id'],
        [crypted, 'cryptedfields', 'id'],
      ]
        .map(([schema = '', table = '', id = '']) => `DELETE FROM ${schema}.${table} WHERE ${id} % 2 = 0;`)
        .join('\n'),
    ).inject,
  },
  'puma-messages-imported-twice': {
    description: 'The messages were imported several times on Puma.',
    precedent: 'repeated attempts at an import that appends rows',
    gate,
    checks: [about(main, 'messages')],
    expectedMessage: /rows in messages on Puma.*imported twice/,
    ...tables(
      'puma',
      main,
      ['messages'],
      `INSERT INTO messages (created, IdSender, IdReceiver, Message, Status)
       SELECT a.created, a.IdSender, a.IdReceiver, a.Message, 'Sent' FROM messages a JOIN (SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) b`,
    ),
  },
};
