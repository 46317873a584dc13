import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRAFT_SETTINGS, type Found } from '../../targets/drafted.js';
import { changesOf } from './changes.js';

const FOUND = 'found.json';

/** The findings of the last run; undefined if there was none. */
export function readFound(folder: string): Found | undefined {
  const path = join(folder, FOUND);
  // Written by this program: its shape is not validated again.
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Found) : undefined;
}

/**
 * Writes the findings and, if they do not exist yet, the files that a person edits.
 * @returns the files that were written, and what has changed since the last time
 */
export function writeTarget(
  folder: string,
  found: Found,
  first: string | undefined,
): { written: string[]; changes: string[] } {
  const before = readFound(folder);
  const changes = before === undefined ? [] : changesOf(before, found);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FOUND), `${JSON.stringify(found, null, 2)}\n`);
  const written = [FOUND];
  for (const [name, text] of [
    ['target.ts', targetText(found, first)],
    ['settings.env', SETTINGS_TEXT],
    ['waivers.json', '[]\n'],
  ] as const) {
    const path = join(folder, name);
    if (existsSync(path)) continue;
    writeFileSync(path, text);
    // It will contain passwords.
    if (name === 'settings.env') chmodSync(path, 0o600);
    written.push(name);
  }
  return { written, changes };
}

const SETTINGS_TEXT = `# Settings of this target: git ignores this file, and only its owner may read it. An empty setting counts as not set.
${DRAFT_SETTINGS.map(({ name, meaning, example }) => `\n# ${meaning}. Example: ${example}\n${name}=\n`).join('')}`;

/** A name from a host becomes part of a program, so only characters of host names are accepted. */
const literal = (name: string): string => (/^[\w.-]+$/.test(name) ? `'${name}'` : "''");

/** Was it confirmed that there are none? */
const lacksDatabases = ({ databases, gaps }: Found): boolean =>
  databases.length === 0 && !gaps.some((gap) => /^database( \(|:)/.test(gap));

/** Things that were looked for but not found are declared absent, which the gates then have to confirm. */
const absentText = (found: Found): string =>
  [
    ...(lacksDatabases(found) ? ['databases'] : []),
    ...(found.mail.some(({ setting, value }) => setting === 'mail server' && value === 'none') ? ['mail'] : []),
  ]
    .map((part) => `  // The gates verify this (docs/target.md).\n  ${part}: { absent: 'init found none' },\n`)
    .join('');

const targetText = (found: Found, first: string | undefined): string => `import { drafted } from '../drafted.js';

/**
 * What \`npm run init\` found is in found.json, which it updates; this file is yours, and \`init\` leaves it alone.
 * Correct any wrong findings here: the fields are those of targets/schema.ts.
 */
export const source = drafted(import.meta.dirname, (target) => ({
  ...target,
  // The people responsible for a step of the runbook: { '14': ['anna'] }.
  people: {},
  // Where one site is enough, the suite uses the first one.
  sites: [...target.sites].sort((one, other) => Number(other.host === FIRST) - Number(one.host === FIRST)),
  // The TTL, in seconds, that is planned for the day of the switch: how long resolvers may cache an address.
  dns: { ...target.dns, ttl: null },
  // Jobs that must never be enabled on both hosts: see ONCE. Until the switch, they are off on the new one.
  cron: { jobs: target.cron.jobs.map((job) => (ONCE?.includes(job.id) ? { ...job, ...OFF } : { ...job, ...EITHER })) },
${absentText(found)}  // What could not be determined: once you have filled in such a value, add its message, or the beginning of it, to FILLED_IN.
  gaps: target.gaps?.filter((gap) => !FILLED_IN.some((words) => gap.startsWith(words))),
  // true: checks that publish, restore, or send mail may do so on the new host, and the freeze gate may attempt a
  // write on the old host; whatever they create is removed later.
  mayWrite: false,
  // Other machines that pages load from: { host: 'fonts.gstatic.com', why: 'fonts of the theme' }. Checks must not load anything from machines that are not listed.
  thirdParties: [],
  // What the placeholder says, and which of the web server's sites are enabled while the placeholder is up.
  freeze: { ...target.freeze, enabledSites: [] },
}));

// Ids of the jobs that must never be enabled on both hosts; undefined: no one has reviewed the jobs yet.
const ONCE = undefined as readonly string[] | undefined;
const OFF = { neverOnBoth: true, prerelease: { old: 'on', new: 'off' } } as const;
const EITHER = ONCE === undefined ? {} : { neverOnBoth: false };
const FILLED_IN: readonly string[] = [${lacksDatabases(found) ? "'databases: none was found'" : ''}];
const FIRST = ${literal(first ?? found.sites.find(({ redirect }) => redirect === null)?.host ?? '')};
`;
