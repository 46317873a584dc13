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

/** What was found, and which of the other machines were not asked, since settings that lead there are missing. */
export type Examination = { readonly sections: readonly Section[]; readonly notAsked: readonly string[] };

/**
 * Asks everything that the gates of a target need, side by side; each question has its own bound. Changes nothing.
 * Before the target says where the hosts are, no other machine is asked.
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
  const knowsReader = !lacks('databases');
  const knowsSink = !lacks('mail');
  // Paths that are only examples are not looked for.
  const examples = draft.missing.map(({ example }) => example);
  try {
    const others = await Promise.all([
      ...hosts.map((host) => hostSection(host, target, examples, knowsReader)),
      dnsFindings(target).then((findings) => ({ place: 'DNS', findings })),
      ...(knowsSink ? [mailFindings(target.mail).then((findings) => ({ place: 'Mail', findings }))] : []),
    ]);
    const notAsked = [...(knowsReader ? [] : ['databases']), ...(knowsSink ? [] : ['mail'])];
    return { sections: [...here, ...others], notAsked };
  } finally {
    for (const host of hosts) closeConnection(host);
  }
}

/** Files of this machine that a target names. */
function filesOf({ hosts, authority }: Target): string[] {
  const named = [hosts.old.ssh.configFile, hosts.new.ssh.configFile, authority];
  return unique(named.flatMap((path) => path ?? []));
}

async function hostSection(
  host: Host,
  target: Target,
  examples: readonly string[],
  knowsReader: boolean,
): Promise<Section> {
  const findings = await hostFindings(host, target, examples).then(
    async (own) => [...own, ...(knowsReader ? await databaseFindings(target, host) : [])],
    (cause: unknown): Finding[] => {
      if (!(cause instanceof NoAnswer)) throw cause;
      const { destination } = host.ssh;
      return [
        missing('ssh', cause.unanswered.why, 'every gate asks this host by ssh; its database was not asked either', [
          `ssh -o BatchMode=yes ${destination} true  # must end without a question`,
        ]),
      ];
    },
  );
  return { place: hostLabel(host), findings };
}

/** The secrets among what was handed in, so that none is shown whatever somebody answers. */
export const draftSecrets = ({ built }: SettingsDraft): string[] => secretsIn(TargetSchema, built);
