import type { Target } from '../../targets/schema.js';
import { requestsOf } from '../host/logs/access-log.js';
import { ask } from '../http/http.js';
import { frontPage } from '../core/site-names.js';
import { newClientId, routeTo } from '../routing/visitor-routes.js';

/**
 * Why the old host's current answers cannot serve as a reference, in words; undefined when they can: the site is open
 * there, and the old host itself serves it.
 * @throws {NoAnswer} when the old host, or the new host's access log, could not be asked
 */
export async function whyNotRecordable(target: Target): Promise<string | undefined> {
  const userAgent = newClientId();
  const url = frontPage(target);
  const { status } = await ask(url, { ...routeTo(target, target.hosts.old), userAgent });
  if (status >= 500) return `the site is closed on the old host, or broken: GET ${url} returned ${status}`;
  const atNewHost = await requestsOf(userAgent, target.hosts.new);
  return atNewHost.length === 0
    ? undefined
    : `the old host forwards to the new host: GET ${url} is in the new host's access log`;
}
