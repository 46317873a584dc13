/**
 * The runbook of the move from the old host to the new host, as data: which gate decides which step, and whom to call.
 * Nothing else in this repository names a step or a gate; specs refer to them by id.
 */

export type Gate = {
  /** The Playwright project that asks it is called by the target; its name is this, or ends in `-` and this. */
  readonly id: string;
  readonly title: string;
  /** Folders below tests/ whose specs this gate runs; `journeys` is that of the target's application. */
  readonly areas: readonly string[];
  /** How the suite makes the public names lead to the new host: before the switch an override, afterwards nothing. */
  readonly override: 'hosts-file' | 'none';
  /** How long a run of this gate counts; what it saw may have changed since. {@link SHELF_LIFE_HOURS} when not given. */
  readonly shelfLifeHours?: number;
  /** Visitors that come by different ways: what stands in tests/journeys/rox is asked as each of them. None: asked once. */
  readonly visitors?: readonly GateVisitor[];
};

/** Somebody who comes to the site after the switch. */
export type GateVisitor = {
  /** `fresh`: goes where DNS says now; `stale`: his DNS still leads to the old host. */
  readonly kind: 'fresh' | 'stale';
  /** Step of the gate that their way through the site proves. */
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
    id: 'baseline',
    title: 'What does {old} do today, for later gates to compare with?',
    areas: ['baseline'],
    override: 'none',
  },
  {
    id: 'prerelease',
    title: 'Is {new} ready to take over, before DNS moves?',
    areas: ['journeys', 'journeys/host', 'host'],
    override: 'hosts-file',
  },
  {
    id: 'freeze',
    title: 'Is the site closed, and is all of it on {new}?',
    areas: ['freeze'],
    override: 'none',
  },
  {
    id: 'postcutover',
    title: 'Does everybody reach the site on {new}, and does it work there?',
    areas: ['postcutover'],
    override: 'none',
    visitors: [
      { kind: 'fresh', proves: '14' },
      { kind: 'stale', proves: '16' },
    ],
  },
  {
    id: 'aftercare',
    title: 'Is {old} no longer needed, and is {new} looked after?',
    areas: ['aftercare', 'journeys/aftercare'],
    override: 'none',
  },
] as const satisfies readonly Gate[];

/** The page's second list: what is done in the days after. */
const AFTERWARDS = (
  [
    { id: 'deployment', title: 'The deployment script works on {new}', responsible: ['planetcruiser'] },
    { id: 'sub-domains', title: 'DNS of the other sub domains is changed', responsible: ['planetcruiser'] },
    { id: 'cron-stopped', title: 'Cron jobs on {old} are stopped', responsible: ['planetcruiser'] },
    { id: 'backup', title: 'The backup on {new} is fresh, complete and restores', responsible: ['planetcruiser'] },
    { id: 'deer-copy', title: "A copy of {old} is on {new}'s big partition", responsible: ['jsfan'] },
    { id: 'nothing-forgotten', title: 'Nothing on {old} is forgotten', responsible: ['planetcruiser'] },
    {
      id: 'deer-shredded',
      title: 'The partitions of {old} are shredded',
      responsible: ['planetcruiser', 'jeanyves'],
      // A machine that is shut down cannot be asked what is left on its disks.
      attested: true,
    },
    { id: 'deer-gone', title: '{old} is shut down', responsible: ['jeanyves'] },
    { id: 'contract', title: 'The contract for {old} is cancelled', responsible: ['jilrev'], attested: true },
    { id: 'disk', title: '{new} has room on its disks', responsible: ['planetcruiser'] },
    {
      id: 'repository',
      title: 'Scripts and configs of {new} are under version control',
      responsible: ['planetcruiser'],
    },
    { id: 'off-machine', title: 'A backup of {new} is on another machine', responsible: ['jsfan'] },
  ] as const
).map((step) => ({ ...step, number: `Afterwards: ${step.id}`, gate: 'aftercare' as const }));

export type GateId = (typeof GATES)[number]['id'];

const gates: readonly Gate[] = GATES;

/** The gate that a Playwright project asks: `puma-prerelease` asks `prerelease`. Undefined for any other project. */
export const gateOf = (project: string): Gate | undefined =>
  gates.find(({ id }) => project === id || project.endsWith(`-${id}`));

/** What people call the two hosts. */
export type HostNames = { readonly old: string; readonly new: string };

/** A title of a gate or a step with the names of the hosts filled in. */
export const withHostNames = (title: string, names: HostNames): string =>
  title.replaceAll('{old}', names.old).replaceAll('{new}', names.new);

export const STEPS = [
  {
    id: 'baseline',
    number: 'Baseline',
    title: 'What {old} does today is recorded',
    gate: 'baseline',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: 'how-to-test',
    number: 'How to test',
    title: 'An override sends every client of the suite to {new} and nowhere else',
    gate: 'prerelease',
    responsible: ['planetcruiser'],
  },
  {
    id: 'known-issues',
    number: 'Known issues',
    title: 'Accepted defects are listed with reason, owner and expiry',
    gate: 'prerelease',
    responsible: ['planetcruiser'],
  },
  { id: '1', number: '1', title: 'Prepare {new}', gate: 'prerelease', responsible: ['jsfan'] },
  {
    id: '2',
    number: '2',
    title: 'Clone Rox from master (www) and develop (alpha)',
    gate: 'prerelease',
    responsible: ['jsfan'],
  },
  {
    id: '3',
    number: '3',
    title: 'Copy database dumps for testing',
    gate: 'prerelease',
    responsible: ['jsfan'],
  },
  {
    id: '4',
    number: '4',
    title: 'Copy and adjust Rox and Apache config',
    gate: 'prerelease',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '5',
    number: '5',
    title: 'Test all features thoroughly',
    gate: 'prerelease',
    responsible: ['jsfan', 'planetcruiser', 'matthias'],
  },
  { id: '5-email', number: '5 Email', title: 'Email features', gate: 'prerelease', responsible: ['jsfan'] },
  { id: '5-maps', number: '5 Maps', title: 'Map features', gate: 'prerelease', responsible: ['planetcruiser'] },
  { id: '5-https', number: '5 HTTPS', title: 'HTTPS', gate: 'prerelease', responsible: ['planetcruiser'] },
  {
    id: '5-registration',
    number: '5 Registration',
    title: 'Registration progress (verification link etc.)',
    gate: 'prerelease',
    responsible: ['matthias'],
  },
  { id: '6', number: '6', title: 'Install and test cron jobs', gate: 'prerelease', responsible: ['jsfan'] },
  { id: '7', number: '7', title: 'Placeholder on www and alpha on {old}', gate: 'freeze', responsible: ['jsfan'] },
  {
    id: '8',
    number: '8',
    title: "All database requests are written to {old}'s MySQL",
    gate: 'freeze',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '9',
    number: '9',
    title: 'Mailbot has sent all pending messages',
    gate: 'freeze',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '10',
    number: '10',
    title: 'Disable the mailbot cron job',
    gate: 'freeze',
    responsible: ['planetcruiser'],
  },
  {
    id: '11',
    number: '11',
    title: "Put {old}'s MySQL in read-only",
    gate: 'freeze',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '12',
    number: '12',
    title: 'Copy live databases from {old} to {new}',
    gate: 'freeze',
    responsible: ['jsfan'],
  },
  {
    id: '13',
    number: '13',
    title: 'Sync data directory from {old} to {new}',
    gate: 'freeze',
    responsible: ['jsfan'],
  },
  {
    id: '14',
    number: '14',
    title: 'DNS leads www and alpha to {new}',
    gate: 'postcutover',
    responsible: ['planetcruiser'],
  },
  {
    id: '15',
    number: '15',
    title: 'DNS cache on {old} is cleared',
    gate: 'postcutover',
    responsible: ['planetcruiser'],
  },
  {
    id: '16',
    number: '16',
    title: '{old} forwards visitors with outdated DNS to {new}',
    gate: 'postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '17',
    number: '17',
    title: 'Watch the logs on {new}',
    gate: 'postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: 'same',
    number: 'Baseline again',
    title: '{new} does what {old} did, and nothing of {old} is missing',
    gate: 'postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  {
    id: '6-again',
    number: '6 again',
    title: 'All cron jobs have run on {new} since the switch, and none on {old}',
    gate: 'postcutover',
    responsible: ['jsfan'],
  },
  {
    id: '18',
    number: '18',
    title: 'The site was closed no longer than visitors were told',
    gate: 'postcutover',
    responsible: ['jsfan', 'planetcruiser'],
  },
  ...AFTERWARDS,
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]['id'];
