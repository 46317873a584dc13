import { expect, test } from '@playwright/test';
import { readCreateTable } from '../../../../helpers/database/structure/create-table.js';
import { clausesOf, tidy } from '../../../../helpers/database/structure/sql-text.js';

const MARIADB = `CREATE TABLE \`odd (1)\` (
  \`a,b\` int(11) NOT NULL DEFAULT 0 COMMENT 'it''s a \\', not a DEFAULT (1)',
  \`k\`\`ey\` enum('x,y','(') CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL,
  \`t\` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  \`j\` longtext DEFAULT NULL CHECK (json_valid(\`j\`)),
  PRIMARY KEY (\`a,b\`),
  UNIQUE KEY \`u\` (\`k\`\`ey\`(3),\`t\` DESC) USING BTREE COMMENT 'KEY \`x\` (y)',
  CONSTRAINT \`c\` CHECK (\`a,b\` <> ',')
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci COMMENT='ENGINE=MyISAM'
 PARTITION BY HASH (\`a,b\`)
PARTITIONS 4`;

test('the definition of a table is split into its clauses, whatever the names and comments in it contain', () => {
  expect(readCreateTable(MARIADB)).toEqual({
    options: {
      ENGINE: 'InnoDB',
      AUTO_INCREMENT: '7',
      COMMENT: "'ENGINE=MyISAM'",
      'PARTITION BY': 'HASH (`a,b`)\nPARTITIONS 4',
    },
    columns: {
      'a,b': { type: 'int', DEFAULT: '0', COMMENT: "'it''s a \\', not a DEFAULT (1)'" },
      'k`ey': { type: "enum('x,y','(')" },
      t: { type: 'timestamp', DEFAULT: 'CURRENT_TIMESTAMP', 'ON UPDATE': 'CURRENT_TIMESTAMP' },
      j: { type: 'longtext', CHECK: '(json_valid(`j`))' },
    },
    indexes: {
      PRIMARY: { kind: 'PRIMARY KEY', 'column list': '(`a,b`)' },
      u: { kind: 'UNIQUE KEY', 'column list': '(`k``ey`(3),`t` DESC)', USING: 'BTREE', COMMENT: "'KEY `x` (y)'" },
    },
    foreignKeys: {},
    checks: { c: { definition: "CHECK (`a,b` <> ',')" } },
  });
});

test('definitions of the same table printed by MySQL 5.1 and by MariaDB count as equal', () => {
  const old = `CREATE TABLE \`p\` (
  \`id\` int(11) NOT NULL DEFAULT '0',
  \`note\` text,
  \`at\` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  CONSTRAINT \`f\` FOREIGN KEY (\`id\`) REFERENCES \`q\` (\`id\`) ON DELETE SET NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8
/*!50100 PARTITION BY HASH (id)
PARTITIONS 2 */`;
  const now = `CREATE TABLE \`p\` (
  \`id\` int(11) NOT NULL DEFAULT 0,
  \`note\` text DEFAULT NULL,
  \`at\` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  CONSTRAINT \`f\` FOREIGN KEY (\`id\`) REFERENCES \`q\` (\`id\`) ON DELETE SET NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci
 PARTITION BY HASH (id)
PARTITIONS 2`;
  expect(readCreateTable(old)).toEqual(readCreateTable(now));
  expect(readCreateTable(old).foreignKeys).toEqual({
    f: { 'column list': '(`id`)', REFERENCES: '`q` (`id`)', 'ON DELETE': 'SET NULL' },
  });
});

test('the amount of whitespace outside strings and comments is ignored, but line breaks are significant, because they may end a comment', () => {
  expect(tidy("BEGIN\r\n\tSET a  =  'x  y'; \n\n END ")).toBe("BEGIN\nSET a = 'x  y';\nEND");
  expect(tidy("-- don't\nSET a = 'x  y'")).toBe("-- don't\nSET a = 'x  y'");
  expect(tidy("-- it's\nSET a = 1")).not.toBe(tidy("-- it's SET a = 1"));
});

test('neither a repeated clause nor an unknown one is lost', () => {
  expect(clausesOf('x NEW THING COMMENT a COMMENT b DO COMMENT', /(?:COMMENT|DO)\b/y, 'first', 'DO')).toEqual({
    first: 'x NEW THING',
    COMMENT: 'a b',
    DO: 'COMMENT',
  });
});
