import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { shell, sql, type Change, type Faults } from '../fault.js';
import type { CheckPattern } from '../pattern.js';

const { main, archive } = LAB_ROX.databases;
const { scratch } = lab.aftercare.backup;

/** The line is written after those of the member have been removed. */
const noted: Change = sql(
  'puma',
  `CREATE TRIGGER ${main}.members_gone AFTER DELETE ON ${main}.members FOR EACH ROW
  INSERT INTO ${archive}.logs (IdMember, Str, Type, created, IpAddress)
  VALUES (0, CONCAT('gone: ', OLD.Username), 'Members', NOW(), 0)`,
  `DROP TRIGGER ${main}.members_gone; DELETE FROM ${archive}.logs WHERE Str LIKE 'gone: %'`,
);
const NOTED = 'A trigger on Puma logs which members are deleted, including those that the suite created.';
const AUDIT = 'added on only one of the hosts, by someone who wanted to know which members are deleted';
/** One more trigger than on Deer. */
const TRIGGERS: readonly CheckPattern[] = [`database/objects-present[${main},triggers]`];

export const cleanUp: Faults = {
  'puma-notes-who-is-deleted': {
    description: NOTED,
    precedent: AUDIT,
    gate: 'prerelease',
    checks: ['clean-up/nothing-left'],
    mayAlsoFail: TRIGGERS,
    specs: ['journeys/rox/messages', 'journeys/rox/clean-up/prerelease'],
    expectedMessage: /rows of BW_ARCH\.logs that name test members/,
    ...noted,
  },
  'puma-still-notes-who-is-deleted': {
    description: NOTED,
    precedent: AUDIT,
    gate: 'postcutover',
    checks: ['clean-up/nothing-left-again'],
    specs: ['journeys/rox/messages', 'journeys/rox/clean-up/postcutover'],
    expectedMessage: /rows of BW_ARCH\.logs that name test members/,
    ...noted,
  },
  'puma-keeps-a-trial-restore': {
    description: 'The work folder of an earlier trial restore is still on Puma.',
    precedent: 'a run that was killed: copies of private data stay where no one looks for them',
    gate: 'aftercare',
    checks: ['backup/trial-removed'],
    specs: ['aftercare/clean-up/restore'],
    expectedMessage: /migration-verdict-restore/,
    ...shell(
      'puma',
      `mkdir '${scratch}/migration-verdict-restore.left'`,
      `rm -rf '${scratch}/migration-verdict-restore.left'`,
    ),
  },
};
