import type { Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { askDns, type NameServer } from '../dns/dns.js';
import { sinkOf } from '../mailbox/sink-of.js';
import { missing, there, type Finding } from './finding.js';

const TIMEOUT_MS = 5_000;

/** Whether each name server and resolver answers, in each address family. */
export async function dnsFindings({ dns, sites: [{ host }] }: Pick<Target, 'dns' | 'sites'>): Promise<Finding[]> {
  const servers = dns.servers.flatMap(({ name, ipv4, ipv6 }) =>
    [ipv4, ...(ipv6 === undefined ? [] : [ipv6])].map((address) => ({ name, address })),
  );
  const questions = [
    ...servers.map((server) => ({ server, name: dns.zone, type: 'SOA' as const, matters: 'step 14' })),
    ...dns.resolvers.map((server) => ({ server, name: host, type: 'A' as const, matters: 'steps 14 and 15' })),
  ];
  return Promise.all(
    questions.map(({ server, name, type, matters }) =>
      whether(`${type} of ${name} from ${label(server)}`, matters, portOpen(server), async () => {
        await askDns(server, { name, type }, { patienceMs: TIMEOUT_MS });
      }),
    ),
  );
}

const label = ({ name, address }: NameServer): string => `${name} (${address})`;
const portOpen = ({ address }: NameServer): string[] => [
  `let this machine reach ${address}, port 53 (UDP and TCP), or correct the address in the settings`,
];

/** Whether the sink for test mail answers. */
export const mailFindings = async (mail: Target['mail']): Promise<Finding[]> => {
  const sink = sinkOf(mail, TIMEOUT_MS);
  // The settings findings already report this.
  if (sink === null) return [];
  return [
    await whether(
      `${sink.name} at ${sink.url}`,
      'step 5 Email, and every check in other steps that sends mail',
      [`curl ${sink.url}  # must get an answer on this machine`],
      async () => {
        await sink.find('to', `doctor@${mail.testDomain}`);
      },
    ),
  ];
};

async function whether(
  asked: string,
  matters: string,
  allow: readonly string[],
  ask: () => Promise<void>,
): Promise<Finding> {
  try {
    await ask();
    return there(asked, 'answers');
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    return missing(asked, cause.unanswered.why, matters, allow);
  }
}
