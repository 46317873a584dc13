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
  /** Visitors that come by different ways: what stands in tests/journeys/rox is asked as each of them. None: asked once. */
  readonly visitors?: readonly GateVisitor[];
};

/** Somebody who comes to the site after the switch. */
export type GateVisitor = {
  /** `fresh`: goes where DNS says now; `stale`: his DNS still leads to Deer. */
  readonly kind: 'fresh' | 'stale';
  /** Step of the gate that his way through the site proves. */
  readonly proves: string;
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
  /** No check can prove it: somebody swears to it in targets/NAME/attestations.json. */
  readonly attested?: true;
};

export const GATES = [
  {
    id: 'deer-baseline',
    title: 'What does Deer do today, for later gates to compare with?',
    areas: ['baseline'],
    override: 'none',
  },
  {
    id: 'puma-prerelease',
    title: 'Is Puma ready to take over, before DNS moves?',
    areas: ['journeys', 'host'],
    override: 'hosts-file',
  },
  {
    id: 'puma-freeze',
    title: 'Is the site closed, and is all of it on Puma?',
    areas: ['freeze'],
    override: 'none',
  },
  {
    id: 'puma-postcutover',
    title: 'Does everybody reach the site on Puma, and does it work there?',
    areas: ['postcutover'],
    override: 'none',
    visitors: [
      { kind: 'fresh', proves: '14' },
      { kind: 'stale', proves: '16' },
    ],
  },
  {
    id: 'puma-aftercare',
    title: 'Is Deer no longer needed, and is Puma looked after?',
    areas: ['aftercare'],
    override: 'none',
  },
] as const satisfies readonly Gate[];

/** The page's second list: what is done in the days after. */
const AFTERWARDS = (
  [
    { id: 'deployment', title: 'The deployment script works on Puma', responsible: ['planetcruiser'] },
    { id: 'sub-domains', title: 'DNS of the other sub domains is changed', responsible: ['planetcruiser'] },
    { id: 'cron-stopped', title: 'Cron jobs on Deer are stopped', responsible: ['planetcruiser'] },
    { id: 'backup', title: 'The backup on Puma is fresh, complete and restores', responsible: ['planetcruiser'] },
    { id: 'deer-copy', title: "A copy of Deer is on Puma's big partition", responsible: ['jsfan'] },
    { id: 'nothing-forgotten', title: 'Nothing on Deer is forgotten', responsible: ['planetcruiser'] },
    {
      id: 'deer-shredded',
      title: 'The partitions of Deer are shredded',
      responsible: ['planetcruiser', 'jeanyves'],
      // A machine that is shut down cannot be asked what is left on its disks.
      attested: true,
    },
    { id: 'deer-gone', title: 'Deer is shut down', responsible: ['jeanyves'] },
    { id: 'contract', title: 'The contract for Deer is cancelled', responsible: ['jilrev'], attested: true },
    { id: 'disk', title: 'Puma has room on its disks', responsible: ['planetcruiser'] },
    {
      id: 'repository',
      title: 'Scripts and configs of Puma are under version control',
      responsible: ['planetcruiser'],
    },
    { id: 'off-machine', title: 'A backup of Puma is on another machine', responsible: ['jsfan'] },
  ] as const
).map((step) => ({ ...step, number: `Afterwards: ${step.id}`, gate: 'puma-aftercare' as const }));

export type GateId = (typeof GATES)[number]['id'];

export const STEPS = [
  {
    id: 'baseline',
    number: 'Baseline',
    title: 'What Deer does today is recorded',
    gate: 'deer-baseline',
    responsible: ['jsfan', 'planetcruiser'],
  },
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
  {
    id: '14',
    number: '14',
    title: 'DNS leads www and alpha to Puma',
    gate: 'puma-postcutover',
    responsible: ['planetcruiser'],
  },
  {
    id: '15',
    number: '15',
    title: 'DNS cache on Deer is cleared',
    gate: 'puma-postcutover',
    responsible: ['planetcruiser'],
  },
  {
    id: '16',
    number: '16',
    title: 'Deer forwards visitors with outdated DNS to Puma',
    gate: 'puma-postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '17',
    number: '17',
    title: 'Watch the logs on Puma',
    gate: 'puma-postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: 'same',
    number: 'Baseline again',
    title: 'Puma does what Deer did, and nothing of Deer is missing',
    gate: 'puma-postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '6-again',
    number: '6 again',
    title: 'All cron jobs have run on Puma since the switch, and none on Deer',
    gate: 'puma-postcutover',
    responsible: ['jsfan'],
  },
  {
    id: '18',
    number: '18',
    title: 'The site was closed no longer than visitors were told',
    gate: 'puma-postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  ...AFTERWARDS,
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]['id'];
