import { TARGETS } from '../../targets/index.js';
import type { Setting } from '../../targets/setting.js';

/** Settings that the suite itself reads; a target's own settings are in its file. */
export const SETTINGS = [
  {
    name: 'MIGRATION_TARGET',
    meaning: `whose migration to verify, one of ${[...TARGETS.keys()].join(', ')}`,
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
    meaning: 'the hosts file to write the override to, an absolute path',
    example: '/etc/hosts',
    otherwise: '/etc/hosts',
  },
  {
    name: 'MIGRATION_RUN_FOLDER',
    meaning: 'folder for the evidence of this run; made up from the time when absent',
    example: 'reports/out/rehearsal',
    otherwise: '',
  },
  {
    name: 'MIGRATION_RESUME',
    meaning:
      'yes: go on with a comparison of databases that was interrupted, if nothing was written to either server since',
    example: 'yes',
    otherwise: 'no',
    oneOf: ['yes', 'no'],
  },
  {
    name: 'MIGRATION_FULL',
    meaning:
      'yes: read every file of the data folders, also those that a sealed run has compared and nobody has touched since',
    example: 'yes',
    otherwise: 'no',
    oneOf: ['yes', 'no'],
  },
  {
    name: 'MIGRATION_SIGN_KEY',
    meaning: 'ssh key that signs the evidence of a run (a private key, or a public one that an agent has)',
    example: '/root/.ssh/id_ed25519.pub',
    otherwise: '',
  },
  {
    name: 'MIGRATION_SIGNERS',
    meaning: 'allowed signers file of ssh-keygen; with it, `npm run verdict` believes signed evidence only',
    example: 'targets/signers',
    otherwise: '',
  },
  {
    name: 'MIGRATION_HEADS',
    meaning:
      'folder that all operators share, in which each machine says how far its record of runs has come; with it, `npm run verdict` knows of newer runs elsewhere',
    example: '/srv/shared/heads',
    otherwise: '',
  },
] as const satisfies readonly Setting[];
