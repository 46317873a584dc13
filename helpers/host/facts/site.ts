import type { Host, Site } from '../../../targets/schema.js';
import { plainAddress } from '../../core/address.js';
import { NoAnswer } from '../../core/no-answer.js';
import { addressesOf } from '../../core/site-names.js';
import type { HostFacts, SiteFacts } from './types.js';
import { hostLabel } from '../../ssh/ssh.js';

/**
 * The state of a deployment, as git reports it.
 * @throws {NoAnswer} when its owner is not allowed to run anything, or git refuses to look
 * @throws Error when there is no work tree at the site's root
 */
export function deploymentOf(host: Host, { sites, sitesUnread = {} }: HostFacts, site: Site): SiteFacts {
  const found = sites[site.root];
  const why = sitesUnread[site.root];
  if (found !== undefined) return found;
  if (why !== undefined && !why.startsWith('fatal: not a git repository')) {
    const who = why.startsWith('fatal: ') ? 'git' : 'su';
    throw new NoAnswer(`git in ${site.root}, as its owner`, hostLabel(host), `${who} refused: ${why}`);
  }
  throw new Error(
    `${hostLabel(host)} has no git work tree at ${site.root}, so the site ${site.name} is not deployed there`,
  );
}

/**
 * The head of the branch that a deployment is meant to follow, as its origin reports it.
 * @throws {NoAnswer} when origin did not answer the host
 * @throws Error when origin has no such branch
 */
export function originHeadOf(host: Host, facts: HostFacts, site: Site & { readonly branch: string }): string {
  const { origin } = deploymentOf(host, facts, site);
  if (typeof origin['noAnswer'] === 'string')
    throw new NoAnswer(
      'git ls-remote --heads origin',
      `the origin of ${site.root} on ${hostLabel(host)}`,
      origin['noAnswer'],
    );
  const head = (origin as Readonly<Record<string, string>>)[site.branch];
  if (head === undefined) throw new Error(`the origin of ${site.root} has no branch ${site.branch}`);
  return head;
}

/** Lines of active configuration that name a machine, each as `path:line text`. */
export type Mentions = { readonly apache: string[]; readonly site: string[]; readonly cron: string[] };

/** Where the configuration of a host names another one: by its names or addresses. Comments are not active. */
export function mentionsOf(other: Host, { apache, cron, files }: HostFacts): Mentions {
  // `scp file oldbox:/folder` names the old host; after an IPv6 address, a colon makes it a different address.
  const inWords = (words: readonly string[], beside: string): string =>
    `(?<![.${beside}])(?:${words.map((word) => word.replaceAll('.', '\\.')).join('|')})(?![${beside}])`;
  const pattern = new RegExp(inWords([other.hostname, other.name, other.ipv4], '\\w-'), 'i');
  // An IPv6 address has many spellings.
  const [, ipv6] = addressesOf(other);
  const hasAddress = (line: string): boolean =>
    ipv6 !== undefined &&
    [...line.matchAll(/(?<![\w.:])[\da-f]*:[\da-f:.]*[\da-f]/gi)].some(([address]) => plainAddress(address) === ipv6);
  const inText = (path: string, text: string): string[] =>
    text
      .split('\n')
      .map((line, index) => ({ line: line.trim(), number: index + 1 }))
      .filter(({ line }) => !/^[#;]/.test(line) && (pattern.test(line) || hasAddress(line)))
      .map(({ line, number }) => `${path}:${number} ${line}`);
  const all = (paths: readonly string[]): string[] => paths.flatMap((path) => inText(path, files[path] ?? ''));
  const paths = Object.keys(files);
  const isSite = (path: string): boolean => path.endsWith('.ini');
  return {
    apache: all(apache.files),
    site: all(paths.filter(isSite)),
    cron: [
      ...cron.tables.flatMap(({ path, text }) => inText(path, text)),
      ...all(paths.filter((path) => !isSite(path) && !apache.files.includes(path))),
    ],
  };
}
