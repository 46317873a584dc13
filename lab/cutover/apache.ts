import { request } from 'node:http';
import { LAB_ROX } from '../rox.js';
import { labIpv4 } from '../../targets/lab/target.js';
import { onHost, type LabMachine } from '../hosts/hosts.js';
import { CEILING_MS, until } from '../hosts/processes.js';

type Show = 'site' | 'placeholder' | 'forward';

/** A host with Apache. */
export type WebHost = {
  readonly machine: LabMachine;
  /** A name that the site answers to, over http. */
  readonly host: string;
  /** The sites that are enabled for each thing that it shows; one at a time, since all of them answer to the same names. */
  readonly shows: Readonly<Record<Show, readonly string[]>>;
  /** Enabled whatever it shows. */
  readonly always: readonly string[];
};

const bewelcome = (machine: LabMachine): WebHost => ({
  machine,
  host: LAB_ROX.sites.www.host,
  shows: {
    site: ['010-www', '020-alpha'],
    placeholder: ['placeholder'],
    forward: ['forward-www', 'forward-alpha'],
  },
  always: [],
});
export const DEER = bewelcome('deer');
export const PUMA = bewelcome('puma');

/** How many consecutive answers must come from the new configuration: a graceful reload replaces worker by worker. */
const IN_A_ROW = 5;

/**
 * a2dissite, a2ensite, reload, as the runbook says, and then waits until visitors see the result.
 * @param isIt decides from an answer to a visitor whether it comes from what should now be shown
 */
export async function show(web: WebHost, what: Show, isIt: (answer: Answer) => boolean): Promise<void> {
  const others = Object.entries(web.shows).flatMap(([name, sites]) => (name === what ? [] : [...sites]));
  await onHost(
    web.machine,
    `cd /etc/apache2/sites-available
    for site in ${others.join(' ')}; do [ ! -e ../sites-enabled/$site.conf ] || a2dissite -q $site; done
    a2ensite -q ${web.shows[what].join(' ')}
    apache2ctl configtest 2>&1
    service apache2 reload`,
  );
  let inARow = 0;
  await until(CEILING_MS, `the machine ${web.machine} did not serve the ${what} vhosts to visitors`, async () => {
    inARow = isIt(await askHost(web)) ? inARow + 1 : 0;
    return inARow >= IN_A_ROW;
  });
}

/** Names of the sites that Apache on a host has enabled. */
async function enabledSites(machine: LabMachine): Promise<string[]> {
  return (await onHost(machine, 'ls /etc/apache2/sites-enabled')).split(/\s+/).filter((name) => name !== '');
}

/** Why a host's Apache does not have exactly these sites enabled. */
export async function notShown({ machine, shows, always }: WebHost, what: Show): Promise<string | undefined> {
  const enabled = await enabledSites(machine);
  const wanted = [...always, ...shows[what]].map((site) => `${site}.conf`);
  const same = enabled.length === wanted.length && wanted.every((site) => enabled.includes(site));
  return same
    ? undefined
    : `sites enabled in Apache on the machine ${machine}: ${enabled.join(', ') || 'none'}; wanted: ${wanted.join(', ')}`;
}

/** Status 0: no answer. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** A host's answer, over http, to a visitor who requests the front page. */
export function askHost({ machine, host }: WebHost): Promise<Answer> {
  return new Promise((resolve) => {
    const question = request({
      host: labIpv4(machine),
      headers: { host, connection: 'close' },
      agent: false,
      timeout: 5_000,
    });
    question.on('response', (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
    });
    question.on('timeout', () => question.destroy());
    question.on('error', () => {
      resolve({ status: 0, headers: {} });
    });
    question.end();
  });
}
