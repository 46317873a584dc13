import type { Area, Difference, Kind } from '../types.js';

/** The weight of a difference, 0 to 100: mainly the harm that a missing thing does to visitors and in the following days. */
const BY_AREA: Readonly<Record<Area, Readonly<Record<Kind, number>>>> = {
  database: { missing: 95, changed: 70, added: 15 },
  web: { missing: 85, changed: 65, added: 20 },
  services: { missing: 85, changed: 80, added: 20 },
  schedule: { missing: 80, changed: 70, added: 35 },
  backups: { missing: 75, changed: 50, added: 5 },
  mail: { missing: 75, changed: 70, added: 20 },
  network: { missing: 75, changed: 65, added: 40 },
  packages: { missing: 70, changed: 40, added: 10 },
  runtime: { missing: 70, changed: 60, added: 10 },
  accounts: { missing: 65, changed: 55, added: 45 },
  storage: { missing: 65, changed: 60, added: 10 },
  kernel: { missing: 60, changed: 60, added: 10 },
  files: { missing: 55, changed: 50, added: 10 },
  logs: { missing: 45, changed: 40, added: 5 },
};

/** Things that weigh more than their area: `what` as in explanations, without trailing asterisks. */
const MORE: readonly { readonly pattern: RegExp; readonly more: number }[] = [
  { pattern: /^database\/(postgres )?database /, more: 5 },
  { pattern: /^web\/(apache host|nginx server)/, more: 10 },
  { pattern: /^packages\/source /, more: -30 },
  { pattern: /^packages\/(permissions|diversion) /, more: -15 },
  { pattern: /^packages\/package (lib|python3?-|node-|linux-|fonts-)/, more: -25 },
  { pattern: /^files\/\/(home|root)\//, more: -10 },
  { pattern: /^files\/\/var\/lib\//, more: -15 },
  { pattern: /^database\/plugin /, more: -25 },
  { pattern: /^network\/(hosts file|name service|MTU)/, more: -15 },
  { pattern: /^accounts\/key of /, more: 10 },
  // Without rotation, the disk fills up within months; without logs, past events are lost.
  { pattern: /^logs\/(rotation of|journal)/, more: 15 },
];

export function weightOf(difference: Difference): number {
  const { area, key, kind, facet } = difference;
  const more = MORE.filter(({ pattern }) => pattern.test(`${area}/${key}`)).reduce((sum, each) => sum + each.more, 0);
  // A private file that others can read, or a job that is no longer executable.
  const opened = facet === 'mode' && isWider(difference) ? 40 : 0;
  return Math.max(0, Math.min(100, BY_AREA[area][kind] + more + opened));
}

/** Does the new host permit something that the old one did not? */
function isWider({ old = '', new: now = '' }: Difference): boolean {
  const [before, after] = [Number.parseInt(old, 8), Number.parseInt(now, 8)];
  return (after & ~before & 0o007) !== 0;
}
