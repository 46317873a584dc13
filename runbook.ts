/**
 * The runbook of the move from the old host to the new host, as data: which gate decides which step, and which people to call.
 * Nothing else in this repository names a step or a gate; specs refer to them by id.
 */

export type Gate = {
  /** The target names the Playwright project that runs the gate; the project's name is this id, or ends in `-` and this id. */
  readonly id: string;
  readonly title: string;
  /** Folders below tests/ whose specs this gate runs; `journeys` is that of the target's application. */
  readonly areas: readonly string[];
  /** How the suite makes the public names resolve to the new host: before the switch an override, afterwards nothing. */
  readonly override: 'hosts-file' | 'none';
  /** The hosts that it needs; default: both. */
  readonly hosts?: readonly (keyof HostNames)[];
  /** How long a run of this gate counts; what it saw may have changed since then. Default: {@link SHELF_LIFE_HOURS}. */
  readonly shelfLifeHours?: number;
  /** With the GO of this gate the move is done: what follows takes days, and the verdict need not be repeated until then. */
  readonly endsTheDay?: true;
  /** A spec below tests/ that runs when all others of the gate have ended, whatever their results. */
  readonly last?: string;
  /** Specs of other gates below tests/, or folders of them, that this gate runs again, and the step that they prove here. */
  readonly repeats?: { readonly specs: readonly string[]; readonly proves: string };
  /** Visitors that take different routes: the specs in tests/journeys/rox run as each of them. Without any, they run once. */
  readonly visitors?: readonly GateVisitor[];
};

/** Someone who visits the site after the switch. */
export type GateVisitor = {
  /** `fresh`: follows DNS as it is now; `stale`: their DNS still points to the old host. */
  readonly kind: 'fresh' | 'stale';
  /** Step of the gate that their visit to the site proves. */
  readonly proves: string;
};

/** A day: yesterday's answers say little about today's change. */
export const SHELF_LIFE_HOURS = 24;

export type Step = {
  readonly id: string;
  /** As the runbook numbers it; empty: the step belongs to the days after the switch. */
  readonly number: string;
  readonly title: string;
  readonly gate: GateId;
  /** No check alone can prove it: a person attests to it in targets/NAME/attestations.json. */
  readonly attested?: true;
  /** Checks must prove it in addition to a person, because what the checks see may have another cause. */
  readonly checked?: true;
};

export const GATES = [
  {
    id: 'baseline',
    title: 'What does {old} do today, as a reference for later gates?',
    areas: ['baseline', 'absent'],
    override: 'none',
    hosts: ['old'],
    // The baseline is recorded on any day before the switch, and later gates compare with it.
    shelfLifeHours: 30 * 24,
  },
  {
    id: 'prerelease',
    title: 'Is {new} ready to take over, before DNS moves?',
    areas: ['visitors', 'journeys', 'journeys/host', 'host', 'lasting', 'absent'],
    override: 'hosts-file',
    last: 'journeys/clean-up/prerelease',
  },
  {
    id: 'freeze',
    title: 'Is the site closed, and is everything on {new}?',
    areas: ['freeze', 'journeys/freeze', 'absent'],
    override: 'none',
  },
  {
    id: 'postcutover',
    title: 'Does everyone reach the site on {new}, and does it work there?',
    areas: ['postcutover', 'absent'],
    override: 'none',
    last: 'journeys/clean-up/postcutover',
    endsTheDay: true,
    visitors: [
      { kind: 'fresh', proves: '14' },
      { kind: 'stale', proves: '16' },
    ],
  },
  {
    id: 'aftercare',
    title: 'Is {old} no longer needed, and is {new} looked after?',
    areas: ['aftercare', 'journeys/aftercare', 'absent'],
    override: 'none',
    hosts: ['new'],
    last: 'aftercare/clean-up/restore',
    // What can break within weeks, checked as before the switch.
    repeats: {
      specs: ['lasting/*', 'visitors/certificates', 'host/cron-tables', 'host/ports'],
      proves: 'still-sound',
    },
  },
] as const satisfies readonly Gate[];

export type GateId = (typeof GATES)[number]['id'];

const gates: readonly Gate[] = GATES;

/** The gate that a Playwright project runs, `prerelease` or `NAME-prerelease`. Undefined for any other project. */
export const gateOf = (project: string): Gate | undefined =>
  gates.find(({ id }) => project === id || project.endsWith(`-${id}`));

/** The names that people use for the two hosts. */
export type HostNames = { readonly old: string; readonly new: string };

/** A title of a gate or a step with the names of the hosts filled in. */
export const withHostNames = (title: string, names: HostNames): string =>
  title.replaceAll('{old}', names.old).replaceAll('{new}', names.new);

const prerelease = 'prerelease' as const;
const freeze = 'freeze' as const;
const postcutover = 'postcutover' as const;
const aftercare = 'aftercare' as const;

/** The steps of every move; an application brings its own (targets/applications). */
const STEPS = [
  { id: 'baseline', number: 'Baseline', title: 'What {old} does today is recorded', gate: 'baseline' },
  {
    id: 'how-to-test',
    number: 'How to test',
    title: 'An override sends every client of the suite to {new} and nowhere else',
    gate: prerelease,
  },
  {
    id: 'known-issues',
    number: 'Known issues',
    title: 'Accepted defects are listed with a reason, an owner, and an expiry date',
    gate: prerelease,
  },
  { id: '1', number: '1', title: 'Prepare {new}', gate: prerelease },
  { id: '3', number: '3', title: 'Copy database dumps for testing', gate: prerelease },
  { id: '4', number: '4', title: 'Copy and adjust the configuration of the site and the web server', gate: prerelease },
  { id: '5-https', number: '5 HTTPS', title: 'HTTPS', gate: prerelease },
  { id: '6', number: '6', title: 'Install and test cron jobs', gate: prerelease },
  {
    id: 'differences',
    number: 'Differences',
    title: 'Every difference between {old} and {new} is explained',
    gate: prerelease,
  },
  {
    id: 'mail-names',
    number: 'Mail',
    title: 'Other mail servers accept mail from {new}, and can deliver mail to the site',
    gate: prerelease,
  },
  { id: 'secrets', number: 'Secrets', title: '{new} exposes nothing that is private', gate: prerelease },
  { id: 'upkeep', number: 'Upkeep', title: '{new} runs its services and renews its certificates', gate: prerelease },
  { id: '7', number: '7', title: 'Placeholder on every site of {old}', gate: freeze },
  { id: '8', number: '8', title: "All database writes have reached {old}'s MySQL", gate: freeze },
  { id: '9', number: '9', title: 'Everything waiting to be sent has been sent', gate: freeze },
  { id: '10', number: '10', title: 'Jobs that must never run on both hosts are off on {old}', gate: freeze },
  { id: '11', number: '11', title: "Put {old}'s MySQL in read-only mode", gate: freeze },
  { id: '12', number: '12', title: 'Copy live databases from {old} to {new}', gate: freeze },
  { id: '13', number: '13', title: 'Sync data directory from {old} to {new}', gate: freeze },
  { id: '14', number: '14', title: 'DNS resolves every site to {new}', gate: postcutover },
  { id: '15', number: '15', title: 'The DNS cache on {old} is cleared', gate: postcutover },
  { id: '16', number: '16', title: '{old} forwards visitors with outdated DNS to {new}', gate: postcutover },
  { id: '17', number: '17', title: 'Watch the logs on {new}', gate: postcutover },
  {
    id: 'same',
    number: 'Baseline again',
    title: '{new} does what {old} did, and nothing from {old} is missing',
    gate: postcutover,
  },
  {
    id: '6-again',
    number: '6 again',
    title: 'All cron jobs have run on {new} since the switch, and none on {old}',
    gate: postcutover,
  },
  { id: '18', number: '18', title: 'The site was closed for no longer than announced', gate: postcutover },
  // The page's second list: what is done in the days after the switch.
  { id: 'sub-domains', number: '', title: 'The DNS records of the other subdomains are updated', gate: aftercare },
  { id: 'cron-stopped', number: '', title: 'Cron jobs on {old} are stopped', gate: aftercare },
  {
    id: 'backup',
    number: '',
    title: 'The backup on {new} is fresh and complete, and can be restored',
    gate: aftercare,
  },
  { id: 'old-host-copy', number: '', title: "A copy of {old} is on {new}'s big partition", gate: aftercare },
  { id: 'nothing-forgotten', number: '', title: 'Nothing on {old} is forgotten', gate: aftercare },
  {
    id: 'old-host-shredded',
    number: '',
    title: 'The partitions of {old} are shredded',
    gate: aftercare,
    // A machine that is shut down cannot be asked what is left on its disks.
    attested: true,
  },
  {
    id: 'old-host-gone',
    number: '',
    title: '{old} is shut down',
    gate: aftercare,
    // A firewall that bans those who ask is as silent as a machine that is off.
    attested: true,
    checked: true,
  },
  { id: 'contract', number: '', title: 'The contract for {old} is canceled', gate: aftercare, attested: true },
  {
    id: 'still-sound',
    number: '',
    title: 'The services, schedule, certificates, mail, and names of {new} are still as they should be',
    gate: aftercare,
  },
  { id: 'zone-clean', number: '', title: 'Nothing in DNS still points to {old}', gate: aftercare },
  { id: 'disk', number: '', title: '{new} has room on its disks', gate: aftercare },
  {
    id: 'repository',
    number: '',
    title: 'Scripts and configs of {new} are under version control',
    gate: aftercare,
  },
  { id: 'off-machine', number: '', title: 'A backup of {new} is on another machine', gate: aftercare },
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]['id'];

/** A step that only sites with a certain application have, and the step that it follows. */
export type ApplicationStep = Step & { readonly after: StepId };

/** A step of one migration: with the names of its hosts, and the people responsible for it on the day. */
export type PlannedStep = Step & { readonly responsible: readonly string[] };

export type Migration = {
  readonly hosts: HostNames;
  /** The people responsible for a step, by its id. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  /** The steps of its application; those that follow the same step keep their order. */
  readonly steps: readonly ApplicationStep[];
};

/** All steps of a migration, in the order of the day. */
export function stepsOf({ hosts, people, steps }: Migration): PlannedStep[] {
  const all: readonly Step[] = STEPS.flatMap((step) => [step, ...steps.filter(({ after }) => after === step.id)]);
  return all.map(({ id, number, title, gate, attested, checked }) => ({
    id,
    number: number === '' ? `Afterwards: ${id}` : number,
    title: withHostNames(title, hosts),
    gate,
    responsible: people[id] ?? [],
    ...(attested ? { attested } : {}),
    ...(checked ? { checked } : {}),
  }));
}
