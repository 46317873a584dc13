/**
 * The runbook of the move from Deer to Puma, as data: which gate decides which step, and whom to call.
 * Nothing else in this repository names a step or a gate; specs refer to them by id.
 */

export type Gate = {
  /** The name of the Playwright project. */
  readonly id: string;
  readonly title: string;
  /** Folders below tests/ whose specs this gate runs. */
  readonly areas: readonly string[];
  /** How the suite makes the public names lead to Puma: before the switch an override, afterwards nothing. */
  readonly override: 'hosts-file' | 'none';
  /** How long a run of this gate counts; what it saw may have changed since. {@link SHELF_LIFE_HOURS} when not given. */
  readonly shelfLifeHours?: number;
};

/** A day: what was asked yesterday says little about today's change. */
export const SHELF_LIFE_HOURS = 24;

export type Step = {
  readonly id: string;
  /** As the runbook numbers it. */
  readonly number: string;
  readonly title: string;
  readonly gate: GateId;
  /** Who answers for the step on the day. */
  readonly responsible: readonly string[];
  /** No check can prove it: somebody swears to it in targets/NAME.attestations.json. */
  readonly attested?: true;
};

export const GATES = [
  {
    id: 'puma-prerelease',
    title: 'Is Puma ready to take over, before DNS moves?',
    areas: ['site', 'host'],
    override: 'hosts-file',
  },
  {
    id: 'puma-freeze',
    title: 'Is the site closed, and is all of it on Puma?',
    areas: ['freeze'],
    override: 'none',
  },
] as const satisfies readonly Gate[];

export type GateId = (typeof GATES)[number]['id'];

export const STEPS = [
  {
    id: 'how-to-test',
    number: 'How to test',
    title: 'An override sends every client of the suite to Puma and nowhere else',
    gate: 'puma-prerelease',
    responsible: ['planetcruiser'],
  },
  {
    id: 'known-issues',
    number: 'Known issues',
    title: 'Accepted defects are listed with reason, owner and expiry',
    gate: 'puma-prerelease',
    responsible: ['planetcruiser'],
  },
  { id: '1', number: '1', title: 'Prepare Puma', gate: 'puma-prerelease', responsible: ['jsfan'] },
  {
    id: '2',
    number: '2',
    title: 'Clone Rox from master (www) and develop (alpha)',
    gate: 'puma-prerelease',
    responsible: ['jsfan'],
  },
  {
    id: '3',
    number: '3',
    title: 'Copy database dumps for testing',
    gate: 'puma-prerelease',
    responsible: ['jsfan'],
  },
  {
    id: '4',
    number: '4',
    title: 'Copy and adjust Rox and Apache config',
    gate: 'puma-prerelease',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '5',
    number: '5',
    title: 'Test all features thoroughly',
    gate: 'puma-prerelease',
    responsible: ['jsfan', 'planetcruiser', 'matthias'],
  },
  { id: '5-email', number: '5 Email', title: 'Email features', gate: 'puma-prerelease', responsible: ['jsfan'] },
  { id: '5-maps', number: '5 Maps', title: 'Map features', gate: 'puma-prerelease', responsible: ['planetcruiser'] },
  { id: '5-https', number: '5 HTTPS', title: 'HTTPS', gate: 'puma-prerelease', responsible: ['planetcruiser'] },
  {
    id: '5-registration',
    number: '5 Registration',
    title: 'Registration progress (verification link etc.)',
    gate: 'puma-prerelease',
    responsible: ['matthias'],
  },
  { id: '6', number: '6', title: 'Install and test cron jobs', gate: 'puma-prerelease', responsible: ['jsfan'] },
  { id: '7', number: '7', title: 'Placeholder on www and alpha on Deer', gate: 'puma-freeze', responsible: ['jsfan'] },
  {
    id: '8',
    number: '8',
    title: "All database requests are written to Deer's MySQL",
    gate: 'puma-freeze',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '9',
    number: '9',
    title: 'Mailbot has sent all pending messages',
    gate: 'puma-freeze',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '10',
    number: '10',
    title: 'Disable the mailbot cron job',
    gate: 'puma-freeze',
    responsible: ['planetcruiser'],
  },
  {
    id: '11',
    number: '11',
    title: "Put Deer's MySQL in read-only",
    gate: 'puma-freeze',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '12',
    number: '12',
    title: 'Copy live databases from Deer to Puma',
    gate: 'puma-freeze',
    responsible: ['jsfan'],
  },
  {
    id: '13',
    number: '13',
    title: 'Sync data directory from Deer to Puma',
    gate: 'puma-freeze',
    responsible: ['jsfan'],
  },
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]['id'];
