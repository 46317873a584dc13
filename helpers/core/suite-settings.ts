import { TARGETS } from '../../targets/index.js';
import type { Setting } from '../../targets/setting.js';

/** Settings that the suite itself reads; a target's own settings are in its file. */
export const SETTINGS = [
  {
    name: 'MIGRATION_TARGET',
    meaning: `target whose migration is to be verified; one of ${[...TARGETS.keys()].join(', ')}`,
    example: 'bewelcome',
    otherwise: 'lab',
  },
  {
    name: 'MIGRATION_OVERRIDE',
    meaning:
      'how names resolve to the new host before DNS moves: hosts-file (all programs, needs root) or resolver-rules (the suite only)',
    example: 'resolver-rules',
    otherwise: 'hosts-file',
    oneOf: ['hosts-file', 'resolver-rules'],
  },
  {
    name: 'MIGRATION_HOSTS_FILE',
    meaning: 'absolute path of the hosts file that the override is written to',
    example: '/etc/hosts',
    otherwise: '/etc/hosts',
  },
  {
    name: 'MIGRATION_RUN_FOLDER',
    meaning: 'folder for the evidence of this run, instead of one named after the current time',
    example: 'reports/out/rehearsal',
    otherwise: '',
  },
  {
    name: 'MIGRATION_RESUME',
    meaning:
      'whether (yes or no) to continue an interrupted database comparison, if nothing has been written to either server since',
    example: 'yes',
    otherwise: 'no',
    oneOf: ['yes', 'no'],
  },
  {
    name: 'MIGRATION_FULL',
    meaning:
      'whether (yes or no) to read every file in the data folders, including those that a sealed run has compared and that have not changed since',
    example: 'yes',
    otherwise: 'no',
    oneOf: ['yes', 'no'],
  },
  {
    name: 'MIGRATION_SIGN_KEY',
    meaning: 'ssh key that signs the evidence of a run (a private key, or the public half of one held by an ssh agent)',
    example: '/root/.ssh/id_ed25519.pub',
    otherwise: '',
  },
  {
    name: 'MIGRATION_SIGNERS',
    meaning:
      'allowed signers file, as described in ssh-keygen(1); with it, `npm run verdict` accepts only signed evidence',
    example: 'targets/signers',
    otherwise: '',
  },
  {
    name: 'MIGRATION_HEADS',
    meaning:
      'folder shared by all operators, in which each machine notes which run is the newest in its record of runs; with it, `npm run verdict` also knows of newer runs on other machines',
    example: '/srv/shared/heads',
    otherwise: '',
  },
] as const satisfies readonly Setting[];
