import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRAFT_SETTINGS, type Found } from '../../targets/drafted.js';
import { changesOf } from './changes.js';

const FOUND = 'found.json';

/** The findings of the last time; undefined where there was none. */
export function readFound(folder: string): Found | undefined {
  const path = join(folder, FOUND);
  // Written by this very program: its shape needs no second look.
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Found) : undefined;
}

/**
 * Writes what was found, and what a person edits where it is not there yet.
 * @returns the files that were written, and what changed since the last time
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
    // Passwords come into it.
    if (name === 'settings.env') chmodSync(path, 0o600);
    written.push(name);
  }
  return { written, changes };
}

const SETTINGS_TEXT = `# Settings of this target: git ignores this file, and only its owner may read it. What is empty counts as absent.
${DRAFT_SETTINGS.map(({ name, meaning, example }) => `\n# ${meaning}. Example: ${example}\n${name}=\n`).join('')}`;

/** A name from a host becomes part of a program, and is held to the letters of names. */
const literal = (name: string): string => (/^[\w.-]+$/.test(name) ? `'${name}'` : "''");

/** Could it be read that there is none? */
const lacksDatabases = ({ databases, gaps }: Found): boolean =>
  databases.length === 0 && !gaps.some((gap) => /^database( \(|:)/.test(gap));

/** Things that were looked for and are not there are declared absent, which the gates then have to confirm. */
const absentText = (found: Found): string =>
  [
    ...(lacksDatabases(found) ? ['databases'] : []),
    ...(found.mail.some(({ setting, value }) => setting === 'mail server' && value === 'none') ? ['mail'] : []),
  ]
    .map((part) => `  // The gates look for signs of it (docs/target.md).\n  ${part}: { absent: 'init found none' },\n`)
    .join('');

const targetText = (found: Found, first: string | undefined): string => `import { drafted } from '../drafted.js';

/**
 * What \`npm run init\` found is in found.json, which it renews; this file is yours, and it leaves it alone.
 * Whatever is wrong in what was found is corrected here: the fields are those of targets/schema.ts.
 */
export const source = drafted(import.meta.dirname, (target) => ({
  ...target,
  // Who answers for a step of the runbook: { '14': ['anna'] }.
  people: {},
  // The first one's front page and certificate stand for the migration.
  sites: [...target.sites].sort((one, other) => Number(other.host === FIRST) - Number(one.host === FIRST)),
  // The time in seconds, planned for the day, that others may remember an address.
  dns: { ...target.dns, ttl: null },
  // Jobs that must never be on at both hosts, by id: until the switch they are off on the new one.
  cron: { jobs: target.cron.jobs.map((job) => (ONCE?.includes(job.id) ? { ...job, ...OFF } : { ...job, ...EITHER })) },
${absentText(found)}  // What could not be found: once you have filled it in, its words go into FILLED_IN, or the beginning of them.
  gaps: target.gaps?.filter((gap) => !FILLED_IN.some((words) => gap.startsWith(words))),
  // true: checks that publish, restore or send mail may do so on the new host; what they make is later removed.
  mayWrite: false,
  // Other machines that pages load from: { host: 'fonts.gstatic.com', why: 'fonts of the theme' }. No check may load from any other.
  thirdParties: [],
  // What the placeholder says, and the sites of the web server that are enabled while it is up.
  freeze: { ...target.freeze, enabledSites: [] },
}));

// undefined: nobody has looked through them yet.
const ONCE = undefined as readonly string[] | undefined;
const OFF = { neverOnBoth: true, prerelease: { old: 'on', new: 'off' } } as const;
const EITHER = ONCE === undefined ? {} : { neverOnBoth: false };
const FILLED_IN: readonly string[] = [${lacksDatabases(found) ? "'databases: none was found'" : ''}];
const FIRST = ${literal(first ?? found.sites.find(({ redirect }) => redirect === null)?.host ?? '')};
`;
