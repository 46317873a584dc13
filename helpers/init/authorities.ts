import type { Found } from '../../targets/drafted.js';
import { errorMessage } from '../core/no-answer.js';
import { askTls } from '../http/tls.js';

/**
 * Reasons why this machine does not trust the certificates that the old host presents for its sites, one line each.
 * @param address of the old host
 */
export async function certificateGaps(sites: Found['sites'], address: string | null): Promise<string[]> {
  if (address === null) return [];
  const all = await Promise.all(
    sites.map(({ host }) =>
      askTls({ address, name: host }).then(
        ({ chainProblem }) => chainProblem,
        (cause: unknown) => errorMessage(cause),
      ),
    ),
  );
  return sites.flatMap(({ host }, index) => {
    const why = all[index];
    return why === undefined
      ? []
      : [
          `certificates: ${host}: ${why}; if a private authority signed the certificate, set MIGRATION_AUTHORITY to the authority's PEM file`,
        ];
  });
}
