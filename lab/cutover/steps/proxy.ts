import { onHost } from '../../hosts/hosts.js';
import { DEER, notShown, show } from '../apache.js';
import { close } from './placeholder.js';
import { firstOf, type CutoverStep } from '../step.js';

/** Puma trusts Deer, and only Deer, to name the visitor on whose behalf it asks. */
async function believeDeer(yes: boolean): Promise<void> {
  await onHost(
    'puma',
    yes
      ? 'a2enmod -q remoteip; a2enconf -q behind-deer; apache2ctl configtest 2>&1; /etc/init.d/apache2 reload'
      : 'a2disconf -q behind-deer || true; a2dismod -q -f remoteip || true; /etc/init.d/apache2 reload',
  );
}

const believes = async (): Promise<string | undefined> =>
  (await onHost('puma', 'a2query -q -c behind-deer && a2query -q -m remoteip && echo yes || true')).trim() === 'yes'
    ? undefined
    : "Puma does not take the visitor's address from Deer (a2enmod remoteip, a2enconf behind-deer)";

export const proxy: CutoverStep = {
  id: 'proxy',
  step: '16',
  what: 'Deer forwards www and alpha to Puma, over http and https',
  who: '',
  until: 'retire',
  do: async () => {
    await believeDeer(true);
    await show(DEER, 'forward', ({ status }) => status === 200);
  },
  undo: async () => {
    await close(DEER);
    await believeDeer(false);
  },
  verify: () => firstOf(believes, () => notShown(DEER, 'forward')),
};
