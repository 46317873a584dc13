import { createHash } from 'node:crypto';
import { hideSecrets } from '../core/hide-secrets.js';
import { unique } from '../core/lists.js';
import { secretsIn } from '../../targets/secret.js';
import { TargetSchema, type Target } from '../../targets/schema.js';
import type { HttpAnswer } from '../http/http.js';
import type { HostIdentity } from './identity.js';
import type { Mail } from '../mailbox/mailbox.js';
import { withoutSession } from '../routing/connection-guard.js';

/** Media type of the attachments that {@link EvidenceRecord}s travel in. */
export const EVIDENCE_MEDIA_TYPE = 'application/vnd.migration-verdict.evidence+json';

/** A check's record of a host: a file of its evidence. */
export type EvidenceRecord = {
  /** In words, e.g. `GET http://www.bewelcome.example/ and 3 more`. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Name of the host that answered; empty where none of the target's is meant. */
  readonly host: string;
  readonly address: string;
  /** Who that host proved to be at the start of the run; null where it could not be asked. */
  readonly who: HostIdentity | null;
  readonly data: unknown;
};

/** Values that no file of a run may hold: whatever the schema of a target declares a secret. */
export const secretsOf = (target: Target): string[] =>
  // One may begin another; the longest goes first, so that nothing of it stays.
  unique(secretsIn(TargetSchema, target)).sort((a, b) => b.length - a.length);

/** Longest text kept of one thing seen. */
const MAX_LENGTH = 2_000;

const HEADERS = /((?:authorization|cookie|x-api-key)["']?:\s*["']?(?:(?:basic|bearer|token) )?)[^\s"',;]+/gi;

/**
 * The data that was seen, without what nobody may read later: the given secrets, and the sessions of members who are
 * logged in. Long texts are cut; whatever is not plain data becomes text.
 */
export function withoutSecrets(data: unknown, secrets: readonly string[]): unknown {
  if (typeof data === 'string') {
    let text = hideSecrets(withoutSession(data)).replace(HEADERS, '$1...');
    for (const secret of secrets) text = text.replaceAll(secret, '(secret)');
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}… (${data.length} characters)` : text;
  }
  if (data instanceof Date) return data.toISOString();
  if (Buffer.isBuffer(data)) return `(${data.length} bytes)`;
  if (Array.isArray(data)) return data.map((each) => withoutSecrets(each, secrets));
  if (data !== null && typeof data === 'object')
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutSecrets(value, secrets)]));
  return data;
}

/** An HTTP answer without its body, which may be a private page, and without cookies, which may be a session. */
export const summarizeHttp = (answer: HttpAnswer): object => ({
  url: withoutSession(answer.url),
  status: answer.status,
  ...Object.fromEntries(KEPT_HEADERS.flatMap((name) => (answer.headers[name] ? [[name, answer.headers[name]]] : []))),
  bytes: answer.body.length,
  sha256: createHash('sha256').update(answer.body).digest('hex'),
});

const KEPT_HEADERS = ['date', 'server', 'content-type', 'location', 'retry-after', 'cache-control'];

/** A mail by its way and its head; what it says is for whom it was sent to, and may hold a link that lets in. */
export const summarizeMail = ({ id, envelope, from, to, subject, charsets, received, raw }: Mail): object => ({
  ...{ id, envelope, from, to, subject, charsets, received },
  bytes: raw.length,
  sha256: createHash('sha256').update(raw).digest('hex'),
});

/**
 * Rows of a database without what may be private: numbers and dates are kept, of texts their length. What the server
 * tells of itself is nobody's.
 */
export const summarizeRows = (sql: string, rows: readonly object[]): object => ({
  asked: sql.trim(),
  rows: rows.length,
  first: rows
    .slice(0, 20)
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, OF_ITSELF.test(sql) ? value : plainOnly(value)]),
      ),
    ),
});

const OF_ITSELF = /^\s*SHOW\b|\bFROM information_schema\.|@@/i;

function plainOnly(value: unknown): unknown {
  if (value === null || typeof value === 'number') return value;
  if (typeof value !== 'string') return '(no text)';
  return /^[\d.:+ -]{1,30}$/.test(value) ? value : `(text of ${value.length})`;
}
