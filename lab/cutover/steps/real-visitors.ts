import { labIpv4, labIpv6 } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import type { Way } from '../copy-from-old-host.js';
import { hereDocument } from '../here-document.js';
import type { CutoverStep } from '../step.js';

/**
 * nginx on the new host trusts the old host, and only that host, to name the visitor on whose behalf it asks.
 * @param place its configuration file
 */
export function realVisitors({ from, to }: Way, place: string): Pick<CutoverStep, 'do' | 'undo' | 'verify'> {
  const lines = `set_real_ip_from ${labIpv4(from)};
set_real_ip_from ${labIpv6(from)};
real_ip_header X-Forwarded-For;`;
  return {
    do: async () => {
      await onHost(to, `${hereDocument(place, lines)}\nnginx -t -q\nsystemctl reload nginx`);
    },
    undo: async () => {
      await onHost(to, `rm -f ${place}\nsystemctl reload nginx`);
    },
    verify: async () =>
      (await onHost(to, 'nginx -T 2>/dev/null')).includes(lines)
        ? undefined
        : `the new host does not take the visitor's address from the old one (${place})`,
  };
}
