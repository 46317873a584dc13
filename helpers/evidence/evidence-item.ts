import { createHash } from 'node:crypto';
import { hideSecrets } from '../core/hide-secrets.js';
import { unique } from '../core/lists.js';
import { secretsIn } from '../../targets/secret.js';
import { TargetSchema, type Target } from '../../targets/schema.js';
import type { HttpAnswer } from '../http/http.js';
import type { HostIdentity } from './identity.js';
import type { Mail } from '../mailbox/mailbox.js';
import { withoutSession } from '../routing/connection-guard.js';

/** Media type of the attachments that carry {@link EvidenceRecord}s. */
export const EVIDENCE_MEDIA_TYPE = 'application/vnd.migration-verdict.evidence+json';

/** A check's record of a host: a file of its evidence. */
export type EvidenceRecord = {
  /** In words, e.g. `GET http://www.bewelcome.example/ and 3 more`. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Name of the host that answered; empty if it is not one of the target's hosts. */
  readonly host: string;
  readonly address: string;
  /** Who that host proved to be at the start of the run; null if it could not be asked. */
  readonly who: HostIdentity | null;
  readonly data: unknown;
};

/** Values that no file of a run may contain: everything that the schema of a target declares secret. */
export const secretsOf = (target: Target): string[] =>
  // One may be the beginning of another; the longest is replaced first, so that no part of it remains.
  unique(secretsIn(TargetSchema, target)).sort((a, b) => b.length - a.length);

/** Maximum length of a text that is kept for one observation. */
const MAX_LENGTH = 2_000;

const HEADERS = /((?:authorization|cookie|x-api-key)["']?:\s*["']?(?:(?:basic|bearer|token) )?)[^\s"',;]+/gi;

/**
 * The data that was seen, without anything that no one may read later: the given secrets, and the sessions of members who are
 * logged in. Long texts are truncated; anything that is not plain data becomes text.
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

/** An email's route and headers; its text is only for the recipient, and may contain a link that logs them in. */
export const summarizeMail = ({ id, envelope, from, to, subject, charsets, received, raw }: Mail): object => ({
  ...{ id, envelope, from, to, subject, charsets, received },
  bytes: raw.length,
  sha256: createHash('sha256').update(raw).digest('hex'),
});

/**
 * Database rows without anything that may be private: numbers and dates are kept, and the length of texts. What the server
 * reports about itself is not private.
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
