import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TestResult } from '@playwright/test/reporter';
import * as z from 'zod';
import { FAILURE_MEDIA_TYPE } from '../../helpers/core/failure.js';
import { EVIDENCE_MEDIA_TYPE } from '../../helpers/evidence/evidence-item.js';
import type { Planned } from './planned-checks.js';
import { clean } from '../outputs/text.js';
import { HostIdentitySchema, type HostIdentity } from '../../helpers/evidence/identity.js';
import type { EvidenceItem } from '../decision/evidence.js';

/** The evidence of a run's checks, as files in the run's folder. */
export type StoredEvidence = {
  /** By id of the check. */
  readonly items: ReadonlyMap<string, readonly EvidenceItem[]>;
  /** The hosts that answered, according to everything recorded. More than one with the same name is trouble. */
  readonly hosts: readonly HostIdentity[];
  readonly problems: readonly string[];
};

type Attachment = TestResult['attachments'][number];

/** Playwright stores these separately, and its own report shows them. */
const NOT_EVIDENCE = ['trace', 'video', 'error-context'];

/** A check's evidence; the reason for a failure is in the verdict. */
const isEvidence = ({ name, contentType }: Attachment): boolean =>
  !NOT_EVIDENCE.includes(name) && contentType !== FAILURE_MEDIA_TYPE;

/** Nothing that a browser would run when someone opens it: a page that a host sent is kept as plain text. */
const ENDINGS: readonly [RegExp, string][] = [
  [/^application\/(.+\+)?json\b/, 'json'],
  [/^image\/png$/, 'png'],
  [/^image\/jpeg$/, 'jpg'],
  [/^text\//, 'txt'],
];

const SightingSchema = z.looseObject({
  name: z.string(),
  at: z.iso.datetime(),
  host: z.string(),
  address: z.string(),
  who: HostIdentitySchema.nullable(),
});

/**
 * Copies what checks attached into `evidence/`, under our own names. Attachments travel in blob reports too, so that
 * a merged run keeps what its shards saw.
 */
export function storeEvidence(plan: readonly Planned[], folder: string): StoredEvidence {
  const items = new Map<string, EvidenceItem[]>();
  const hosts = new Map<string, HostIdentity>();
  const lost: string[] = [];
  for (const { declared, tests } of plan) {
    const own: EvidenceItem[] = [];
    for (const result of tests.flatMap(({ results }) => results)) {
      for (const attachment of result.attachments.filter(isEvidence)) {
        try {
          const { item, who } = keep(attachment, result, join(folder, 'evidence'), nameFor(declared.id, own.length));
          own.push(item);
          if (who) hosts.set(JSON.stringify(who), who);
        } catch (error) {
          lost.push(`The evidence "${clean(attachment.name)}" of ${clean(declared.id)} is lost: ${String(error)}`);
        }
      }
    }
    items.set(declared.id, own);
  }
  return { items, hosts: [...hosts.values()], problems: [...fewOf(lost), ...strangers([...hosts.values()])] };
}

/** With a full disk, all evidence is lost for the same reason. */
const fewOf = (lost: readonly string[]): string[] =>
  lost.length > 3 ? [...lost.slice(0, 2), `${lost.length - 2} more evidence files are lost.`] : [...lost];

/** One host with two identities in a run, or two hosts with the same identity: some check asked the wrong host. */
function strangers(hosts: readonly HostIdentity[]): string[] {
  return hosts.flatMap((one, at) =>
    hosts.slice(at + 1).flatMap((other) => {
      const sameKey = one.sshKeys.some((key) => other.sshKeys.includes(key));
      if (one.name === other.name) return [`Two different hosts answered as ${one.name} during this run.`];
      return sameKey
        ? [`${one.name} and ${other.name} presented the same ssh host key: one was queried in place of the other.`]
        : [];
    }),
  );
}

/** `site-registration-a-second-click-3f9c2a-1`: shows a reader which check it is, and is always unique. */
function nameFor(check: string, index: number): string {
  const slug = check
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  return `${slug}-${createHash('sha256').update(check).digest('hex').slice(0, 6)}-${index + 1}`;
}

function keep(
  { name, contentType, path, body }: Attachment,
  { startTime }: TestResult,
  folder: string,
  stem: string,
): { item: EvidenceItem; who: HostIdentity | null } {
  const ending = ENDINGS.find(([type]) => type.test(contentType))?.[1] ?? 'bin';
  const file = join(folder, `${stem}.${ending}`);
  mkdirSync(folder, { recursive: true });
  try {
    if (path !== undefined) copyFileSync(path, file);
    else writeFileSync(file, body ?? '');
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  // Attached as bytes by our own fixture; any other attachment is kept, but identifies no host.
  const isOurs = contentType === EVIDENCE_MEDIA_TYPE && body !== undefined;
  const record = isOurs
    ? SightingSchema.parse(JSON.parse(body.toString()))
    : { name, at: startTime.toISOString(), host: '', address: '', who: null };
  const item = {
    name: clean(record.name),
    file: `evidence/${basename(file)}`,
    mediaType: isOurs ? 'application/json' : clean(contentType),
    at: record.at,
    host: clean(record.host),
    address: clean(record.address),
    bytes: statSync(file).size,
  };
  return { item, who: record.who };
}
