import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../../paths.js';
import { editFiles, onOperatorMachine, sql, type Faults } from '../fault.js';

const EXPLANATIONS = join(CHECKOUT, 'targets', 'lab', 'explanations.json');
const own = JSON.parse(readFileSync(EXPLANATIONS, 'utf8')) as object[];

/** Found by nothing that names it: the new host is not the same as the old one, and nobody has said why. */
const unexplained = {
  gate: 'prerelease',
  verdict: 'HOLD',
  checks: [],
  unproven: ['differences/explained'],
  specs: ['host/differences'],
} as const;

export const differences: Faults = {
  'puma-forgotten-database': {
    ...unexplained,
    description: 'A database of Deer that no list of the migration names is not on Puma.',
    precedent: 'a statistics tool with its own database, installed by somebody who has left',
    expectedMessage: /piwik/,
    ...sql('deer', 'CREATE DATABASE piwik; CREATE TABLE piwik.visits (id INT)', 'DROP DATABASE piwik'),
  },
  'puma-lacks-a-file-of-a-package': {
    ...unexplained,
    description:
      'Puma lacks a file that the C library ships: with the next ldconfig, what is in /usr/local/lib is gone.',
    precedent: 'deleted while somebody looked for the library that a program did not find',
    expectedMessage: /ld\.so\.conf\.d\/libc\.conf/,
    ...editFiles('puma', ['/etc/ld.so.conf.d/libc.conf'], 'rm /etc/ld.so.conf.d/libc.conf'),
  },
  'explanation-of-everything': {
    gate: 'prerelease',
    description: 'An explanation covers every difference of files.',
    precedent: 'a list of differences so long that somebody accepted all of it',
    checks: ['differences/explanations-specific'],
    mayAlsoFail: ['differences/explanations-current'],
    expectedMessage: /would explain whatever is found in files/,
    ...onOperatorMachine({
      files: {
        [EXPLANATIONS]: JSON.stringify([...own, { what: 'files/*', why: 'files always differ', who: 'jsfan' }]),
      },
    }),
  },
};
