import { LAB_ROX } from '../../../rox.js';
import { sql, tables, type Faults } from '../fault.js';
import type { CheckPattern } from '../pattern.js';

const gate = 'freeze';
const { main, archive, crypted } = LAB_ROX.databases;
const of = (aspect: string, schema: string): CheckPattern => `database/structure-identical[${schema},${aspect}]`;
const definers = (schema: string): CheckPattern => `database/definers-as-planned[${schema}]`;
const rows = (schema: string): CheckPattern => `database/rows-identical[${schema}]`;

export const schema: Faults = {
  'puma-index-missing': {
    description: 'One index of the messages table is missing on Puma.',
    precedent: 'mydumper#541: 300 of 1300 indexes silently missing, and the log was clean',
    gate,
    checks: [of('indexes', main)],
    expectedMessage: /messages\.Status/,
    ...sql(
      'puma',
      `ALTER TABLE ${main}.messages DROP KEY Status`,
      `ALTER TABLE ${main}.messages ADD KEY Status (Status)`,
    ),
  },
  'puma-indexes-of-the-others-missing': {
    description: 'BW_ARCH and BW_CRYPTED on Puma have lost indexes.',
    precedent: 'keys disabled for the import and never rebuilt',
    gate,
    checks: [of('indexes', archive), of('indexes', crypted)],
    expectedMessage: /logs\.Type/,
    ...sql(
      'puma',
      `ALTER TABLE ${archive}.logs DROP KEY Type; ALTER TABLE ${crypted}.cryptedfields DROP KEY IdMember`,
      `ALTER TABLE ${archive}.logs ADD KEY Type (Type, created); ALTER TABLE ${crypted}.cryptedfields ADD KEY IdMember (IdMember)`,
    ),
  },
  'puma-trigger-missing': {
    description: 'The trigger on the members table is missing on Puma.',
    precedent: 'packetfence#6092, DIRAC#721: the dump account had no TRIGGER privilege',
    gate,
    checks: [of('triggers', main)],
    expectedMessage: /members_status_changed/,
    ...sql(
      'puma',
      `DROP TRIGGER ${main}.members_status_changed`,
      `USE ${main};
SET NAMES utf8;
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE DEFINER=\`root\`@\`localhost\` TRIGGER members_status_changed AFTER UPDATE ON members FOR EACH ROW
  INSERT INTO members_updating_status (IdMember, OldStatus, NewStatus, created)
  SELECT NEW.id, OLD.Status, NEW.Status, NOW() FROM DUAL WHERE OLD.Status <> NEW.Status;`,
    ),
  },
  'puma-event-missing': {
    description: 'The event that cleans up the list of online members is missing on Puma.',
    precedent: 'mydumper#1268: events are not restored',
    gate,
    checks: [of('events', main)],
    expectedMessage: /forget_who_was_online/,
    ...sql('puma', `DROP EVENT ${main}.forget_who_was_online`),
  },
  'puma-event-disabled': {
    description: 'The event that cleans up the list of online members is disabled on Puma.',
    precedent: 'mydumper#1268: an import disables events, and no one re-enables them',
    gate,
    checks: [of('events', main)],
    expectedMessage: /DISABLED/,
    ...sql(
      'puma',
      `SET NAMES utf8; ALTER EVENT ${main}.forget_who_was_online DISABLE`,
      `SET NAMES utf8; ALTER EVENT ${main}.forget_who_was_online ENABLE`,
    ),
  },
  'puma-routine-missing': {
    description: 'A stored procedure is missing on Puma.',
    precedent: 'shrink-ibdata1#5: mysqldump without --routines',
    gate,
    checks: [of('routines', main)],
    expectedMessage: /IncWordUse/,
    ...sql('puma', `DROP PROCEDURE ${main}.IncWordUse`),
  },
  'puma-view-missing': {
    description: 'A view is missing on Puma.',
    precedent: 'sequencescape#4836: the definer of thirteen views existed only on the old host',
    gate,
    checks: [of('views', main), of('columns', main)],
    expectedMessage: /countries/,
    ...sql('puma', `DROP VIEW ${main}.countries`),
  },
  'puma-view-became-a-table': {
    description: 'A view on Deer is an empty table on Puma.',
    precedent: 'mysqldump first creates stand-in tables for views; an aborted import leaves them behind',
    gate,
    checks: [of('views', main), of('tables', main), of('columns', main), rows(main)],
    expectedMessage: /countries/,
    specs: ['freeze/database-structure', 'freeze/database-rows'],
    ...sql('puma', `DROP VIEW ${main}.countries; CREATE TABLE ${main}.countries (id int)`),
  },
  'puma-definer-of-one-routine': {
    description: 'One routine on Puma still has a definer from Deer instead of root@localhost.',
    precedent: 'WCA#2045, phproject#408: definer missing, error 1449',
    gate,
    checks: [definers(main)],
    expectedMessage: /AgeInYears/,
    ...sql(
      'puma',
      // The SQL mode and the character set that a routine was created with are part of it: others would be a difference too.
      `USE ${main};
SET NAMES utf8;
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE OR REPLACE DEFINER=\`old\`@\`deer\` FUNCTION AgeInYears(born date) RETURNS int(11) DETERMINISTIC NO SQL
  RETURN IF(born = '0000-00-00', 0, TIMESTAMPDIFF(YEAR, born, CURRENT_DATE));`,
    ),
  },
  'puma-table-missing': {
    description: 'A table is missing on Puma.',
    precedent: "the dump was made from last year's list of tables",
    gate,
    checks: [of('tables', main), of('columns', main), of('indexes', main), rows(main)],
    expectedMessage: /shouts/,
    ...tables('puma', main, ['shouts'], 'DROP TABLE shouts'),
  },
  'puma-tables-of-the-others-missing': {
    description: 'One table of BW_ARCH and the only table of BW_CRYPTED are missing on Puma.',
    precedent: 'the disk filled up in the middle of the import',
    gate,
    checks: [
      ...[archive, crypted].flatMap((each) => [
        of('tables', each),
        of('columns', each),
        of('indexes', each),
        rows(each),
      ]),
    ],
    expectedMessage: /previousversion|cryptedfields/,
    ...sql('puma', `DROP TABLE ${archive}.previousversion; DROP TABLE ${crypted}.cryptedfields`),
  },
  'puma-column-shorter': {
    description: 'A column on Puma is shorter than on Deer.',
    precedent: 'the schema came from the repository, and the data from the dump',
    gate,
    checks: [of('columns', main)],
    expectedMessage: /varchar\(\d+\) on the old host, varchar\(\d+\) on the new host/,
    ...tables('puma', main, ['preferences'], 'ALTER TABLE preferences MODIFY codeName varchar(29) NOT NULL'),
  },
  'puma-columns-of-the-others-differ': {
    description: 'Columns in BW_ARCH and BW_CRYPTED on Puma have different defaults than on Deer.',
    precedent: 'the schema of another release was imported before the data',
    gate,
    checks: [of('columns', archive), of('columns', crypted)],
    expectedMessage: /DEFAULT/,
    ...sql(
      'puma',
      `ALTER TABLE ${archive}.logs ALTER Type SET DEFAULT 'x'; ALTER TABLE ${crypted}.cryptedfields ALTER ToDo SET DEFAULT ''`,
      `ALTER TABLE ${archive}.logs ALTER Type SET DEFAULT ''; ALTER TABLE ${crypted}.cryptedfields ALTER ToDo SET DEFAULT 'nothing'`,
    ),
  },
  'puma-table-in-another-engine': {
    description: 'A MyISAM table on Deer is InnoDB on Puma.',
    precedent: 'a server with MyISAM disabled falls back to another engine',
    gate,
    checks: [of('tables', main)],
    expectedMessage: /ENGINE is MyISAM on the old host/,
    ...sql('puma', `ALTER TABLE ${main}.faq ENGINE=InnoDB`, `ALTER TABLE ${main}.faq ENGINE=MyISAM`),
  },
  'puma-table-in-another-collation': {
    description: 'A table on Puma has a different collation than on Deer.',
    precedent: 'utf8_general_ci instead of utf8_unicode_ci: names sort and compare differently',
    gate,
    checks: [of('tables', main), of('columns', main)],
    expectedMessage: /collation is utf8mb3_unicode_ci on the old/,
    ...tables(
      'puma',
      main,
      ['faqcategories'],
      'ALTER TABLE faqcategories CONVERT TO CHARACTER SET utf8 COLLATE utf8_general_ci',
    ),
  },
  'puma-numbers-start-again': {
    description: 'The next id of a table on Puma differs from the one on Deer.',
    precedent: 'AUTO_INCREMENT lost: ids of deleted rows are reused',
    gate,
    checks: [of('tables', main)],
    expectedMessage: /AUTO_INCREMENT/,
    ...sql('puma', `ALTER TABLE ${main}.notes AUTO_INCREMENT = 5000`, `ALTER TABLE ${main}.notes AUTO_INCREMENT = 1`),
  },
  'puma-foreign-key-more': {
    description: 'A table on Puma has a foreign key that Deer does not have.',
    precedent: 'the schema of the next release was tried out on Puma',
    gate,
    checks: [of('foreign-keys', main), of('indexes', main)],
    expectedMessage: /fk_tried/,
    ...sql(
      'puma',
      `SET foreign_key_checks = 0; ALTER TABLE ${main}.feedbacks ADD CONSTRAINT fk_tried FOREIGN KEY (IdMember) REFERENCES ${main}.members (id)`,
      `ALTER TABLE ${main}.feedbacks DROP FOREIGN KEY fk_tried; ALTER TABLE ${main}.feedbacks DROP KEY fk_tried`,
    ),
  },
  'puma-databases-in-another-character-set': {
    description: 'The default character set of the databases on Puma differs from the one on Deer.',
    precedent: 'CREATE DATABASE by hand before the import of a dump that was made without --databases',
    gate,
    checks: [main, archive, crypted].map((each) => of('defaults', each)),
    expectedMessage: /character set is utf8mb3 on the old host, latin1 on the new host/,
    ...sql(
      'puma',
      [main, archive, crypted].map((each) => `ALTER DATABASE ${each} CHARACTER SET latin1;`).join('\n'),
      [main, archive, crypted]
        .map((each) => `ALTER DATABASE ${each} CHARACTER SET utf8 COLLATE utf8_unicode_ci;`)
        .join('\n'),
    ),
  },
  'puma-check-and-sequence-more': {
    description: 'A table on Puma refuses values that Deer accepts, and Puma has a sequence that Deer does not have.',
    precedent: 'the schema of the next release was tried out on Puma',
    gate,
    checks: [of('check-constraints', main), of('sequences', main)],
    expectedMessage: /only_positive: only on the new host/,
    ...sql(
      'puma',
      `ALTER TABLE ${main}.feedbacks ADD CONSTRAINT only_positive CHECK (IdMember >= 0); CREATE SEQUENCE ${main}.tried_numbers`,
      `ALTER TABLE ${main}.feedbacks DROP CONSTRAINT only_positive; DROP SEQUENCE ${main}.tried_numbers`,
    ),
  },
  'puma-things-of-a-test-left': {
    description:
      'Views, routines, triggers, events, tables, and sequences from a test remain in BW_ARCH and BW_CRYPTED on Puma.',
    precedent: 'tried out by hand before the switch, and the import did not drop the databases first',
    gate,
    checks: [archive, crypted].flatMap((each) => [
      of('views', each),
      of('columns', each),
      of('routines', each),
      of('triggers', each),
      of('events', each),
      of('foreign-keys', each),
      of('tables', each),
      of('indexes', each),
      of('check-constraints', each),
      of('sequences', each),
      definers(each),
    ]),
    expectedMessage: /tried/,
    ...sql(
      'puma',
      [
        [archive, 'logs'],
        [crypted, 'cryptedfields'],
      ]
        .map(
          ([name = '', table = '']) => `USE ${name};
CREATE DEFINER=operator@localhost VIEW tried_view AS SELECT 1 AS one;
CREATE DEFINER=operator@localhost FUNCTION tried_function() RETURNS int DETERMINISTIC RETURN 1;
CREATE DEFINER=operator@localhost TRIGGER tried_trigger BEFORE DELETE ON ${table} FOR EACH ROW SET @tried = 1;
CREATE DEFINER=operator@localhost EVENT tried_event ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DO SET @tried = 1;
CREATE TABLE tried (id int PRIMARY KEY, parent int, CONSTRAINT tried_check CHECK (id > 0), CONSTRAINT tried_key FOREIGN KEY (parent) REFERENCES tried (id)) ENGINE=InnoDB;
CREATE SEQUENCE tried_numbers;`,
        )
        .join('\n'),
      [
        [archive, 'logs'],
        [crypted, 'cryptedfields'],
      ]
        .map(
          ([name = '']) => `USE ${name};
DROP VIEW tried_view; DROP FUNCTION tried_function; DROP TRIGGER tried_trigger; DROP EVENT tried_event; DROP TABLE tried; DROP SEQUENCE tried_numbers;`,
        )
        .join('\n'),
    ),
  },
};
