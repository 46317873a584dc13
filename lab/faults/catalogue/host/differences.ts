import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../../paths.js';
import { editFiles, onOperatorMachine, sql, type Faults } from '../fault.js';

const EXPLANATIONS = join(CHECKOUT, 'targets', 'lab', 'explanations.json');
const own = JSON.parse(readFileSync(EXPLANATIONS, 'utf8')) as object[];

/** No check looks for it by name: the new host differs from the old one, and no one has explained why. */
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
    description: 'A database on Deer that the target does not list is missing on Puma.',
    precedent: 'a statistics tool with its own database, installed by someone who has since left',
    expectedMessage: /piwik/,
    ...sql('deer', 'CREATE DATABASE piwik; CREATE TABLE piwik.visits (id INT)', 'DROP DATABASE piwik'),
  },
  'puma-lacks-a-file-of-a-package': {
    ...unexplained,
    description:
      'Puma lacks a file of the C library package: after the next ldconfig, nothing in /usr/local/lib is found.',
    precedent: 'deleted while someone was looking for a library that a program could not find',
    expectedMessage: /ld\.so\.conf\.d\/libc\.conf/,
    ...editFiles('puma', ['/etc/ld.so.conf.d/libc.conf'], 'rm /etc/ld.so.conf.d/libc.conf'),
  },
  'explanation-of-everything': {
    gate: 'prerelease',
    description: 'One explanation covers every file difference.',
    precedent: 'a list of differences so long that someone accepted all of it',
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
