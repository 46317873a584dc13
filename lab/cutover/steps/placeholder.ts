import { onHost } from '../../hosts/hosts.js';
import { notShown, show } from '../apache.js';
import type { CutoverStep } from '../step.js';

/** Writes the page again, with the date and time of now and of ten minutes later, in the host's own time zone. */
const WRITE_PAGE = `cd /var/www/placeholder
  say() { LC_ALL=C date -d "$1" '+%-d %B %Y, %H:%M %Z'; }
  sed -e "s/@SINCE@/$(say now)/" -e "s/@UNTIL@/$(say '10 minutes')/" template.html >index.html.new
  mv index.html.new index.html`;

/** Closes a web host: the placeholder answers for every name. */
export async function close(machine: 'deer' | 'puma'): Promise<void> {
  await onHost(machine, WRITE_PAGE);
  await show(machine, 'placeholder', ({ status }) => status === 503);
}

/** Opens it again with the site that lives on it. */
export const open = (machine: 'deer' | 'puma'): Promise<void> =>
  show(machine, 'site', ({ status }) => status !== 503 && status !== 0);

export const placeholder: CutoverStep = {
  id: 'placeholder',
  step: '7',
  what: 'Deer shows the placeholder for www and alpha',
  who: 'jsfan',
  until: 'proxy',
  do: () => close('deer'),
  undo: () => open('deer'),
  verify: () => notShown('deer', 'placeholder'),
};
