import { onHost } from '../../hosts/hosts.js';
import { DEER, notShown, show, type WebHost } from '../apache.js';
import type { CutoverStep } from '../step.js';

/** Rewrites the page with the current date and time and those of ten minutes later, in the host's own time zone. */
const writePage = (folder: string): string => `cd ${folder}
  say() { LC_ALL=C date -d "$1" '+%-d %B %Y, %H:%M %Z'; }
  sed -e "s/@SINCE@/$(say now)/" -e "s/@UNTIL@/$(say '10 minutes')/" template.html >index.html.new
  mv index.html.new index.html`;

/** Closes a web host: the placeholder is returned for every name. */
export async function close(web: WebHost, folder = '/var/www/placeholder'): Promise<void> {
  await onHost(web.machine, writePage(folder));
  await show(web, 'placeholder', ({ status }) => status === 503);
}

/** Reopens it with its own site. */
export const open = (web: WebHost): Promise<void> => show(web, 'site', ({ status }) => status !== 503 && status !== 0);

export const placeholder: CutoverStep = {
  id: 'placeholder',
  step: '7',
  what: 'Deer shows the placeholder for www and alpha',
  who: 'jsfan',
  until: 'proxy',
  do: () => close(DEER),
  undo: () => open(DEER),
  verify: () => notShown(DEER, 'placeholder'),
};
