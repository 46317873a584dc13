import { TargetSchema, type Host, type Target } from '../../targets/schema.js';
import { secretsIn } from '../../targets/secret.js';
import type { Setting } from '../../targets/setting.js';
import { unique } from '../core/lists.js';
import { NoAnswer } from '../core/no-answer.js';
import type { SettingsDraft } from '../core/settings.js';
import { closeConnection } from '../ssh/ssh-client.js';
import { hostLabel } from '../ssh/ssh.js';
import { databaseFindings } from './database.js';
import { missing, type Finding, type Section } from './finding.js';
import { hostFindings } from './host.js';
import { machineFindings } from './machine.js';
import { dnsFindings, mailFindings } from './services.js';
import { settingsFindings } from './settings.js';

/** The findings, and the other machines that were not asked because settings needed to reach them are missing. */
export type Examination = { readonly sections: readonly Section[]; readonly notAsked: readonly string[] };

/**
 * Checks everything that the gates of a target need, concurrently; each question has its own time limit. Changes nothing.
 * Until the target says where the hosts are, no other machine is asked.
 */
export async function examine(name: string, settings: readonly Setting[], draft: SettingsDraft): Promise<Examination> {
  const lacks = (part: string): boolean => draft.missing.some(({ fills = '' }) => fills.startsWith(part));
  const target = lacks('hosts') ? undefined : draft.exemplary;
  const here: Section[] = [
    { place: 'This machine', findings: machineFindings(draft, target === undefined ? [] : filesOf(target)) },
    { place: 'Settings', findings: settingsFindings(name, settings, draft) },
  ];
  if (target === undefined) return { sections: here, notAsked: ['hosts', 'databases', 'DNS', 'mail'] };
  const hosts = [target.hosts.old, target.hosts.new];
  const unknown = {
    reader: lacks('databases'),
    sink: lacks('mail'),
    // Paths that are only examples are not checked.
    paths: draft.missing.map(({ example }) => example),
  };
  try {
    const others = await examineOthers(target, hosts, unknown);
    const notAsked = [...(unknown.reader ? ['databases'] : []), ...(unknown.sink ? ['mail'] : [])];
    return { sections: [...here, ...others], notAsked };
  } finally {
    for (const host of hosts) closeConnection(host);
  }
}

/** Settings that the target lacks so far: who reads the databases, where mail ends up, paths. */
type Unknown = { readonly reader: boolean; readonly sink: boolean; readonly paths: readonly string[] };
const NOTHING: Unknown = { reader: false, sink: false, paths: [] };

/** Asks these hosts, the name servers, and the mail sink, concurrently. The connections stay open. */
export const examineOthers = (target: Target, hosts: readonly Host[], unknown = NOTHING): Promise<Section[]> =>
  Promise.all([
    ...hosts.map((host) => hostSection(host, target, unknown)),
    dnsFindings(target).then((findings) => ({ place: 'DNS', findings })),
    ...(unknown.sink ? [] : [mailFindings(target.mail).then((findings) => ({ place: 'Mail', findings }))]),
  ]);

/** Files on this machine that a target names. */
function filesOf({ hosts, authority }: Target): string[] {
  const named = [hosts.old.ssh.configFile, hosts.new.ssh.configFile, authority];
  return unique(named.flatMap((path) => path ?? []));
}

async function hostSection(host: Host, target: Target, { paths, reader }: Unknown): Promise<Section> {
  const findings = await hostFindings(host, target, paths).then(
    async (own) => [...own, ...(reader ? [] : await databaseFindings(target, host))],
    (cause: unknown): Finding[] => {
      if (!(cause instanceof NoAnswer)) throw cause;
      const { destination } = host.ssh;
      return [
        missing('ssh', cause.unanswered.why, 'every gate; the database of this host was not queried either', [
          `ssh -o BatchMode=yes ${destination} true  # must finish without a prompt`,
        ]),
      ];
    },
  );
  return { place: hostLabel(host), findings };
}

/** The secrets among the settings, so that none is shown, whatever a host answers. */
export const draftSecrets = ({ built }: SettingsDraft): string[] => secretsIn(TargetSchema, built);
