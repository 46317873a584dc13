import { labIpv4, labIpv6 } from '../../../targets/lab/target.js';
import { onHost, type LabMachine } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { firstOf, type CutoverStep } from '../step.js';

const FILE = '/etc/bind/db.zone';

/** The old host in its zone. */
type Leaving = { readonly zone: string; readonly hostname: string; readonly machine: LabMachine; readonly who: string };

/** The zone no longer contains what only the old host needed: its name and its permission to send mail. */
export function zoneCleaned({ zone, hostname, machine, who }: Leaving): CutoverStep {
  const name = hostname.slice(0, -zone.length - 1);

  /** Edits the zone on the primary, increments the serial, and waits until the secondary has it. */
  async function edit(script: string): Promise<void> {
    await onHost(
      'ns1',
      `${script}
      serial=$(sed -nE 's/.*SOA +[^ ]+ +[^ ]+ +([0-9]+) .*/\\1/p' ${FILE})
      sed -i "/SOA/s/$serial/$((serial + 1))/" ${FILE}
      named-checkzone ${zone} ${FILE} && rndc reload ${zone}`,
    );
    const serial = async (server: 'ns1' | 'ns2'): Promise<string> =>
      (await onHost(server, `dig +short @127.0.0.1 ${zone} SOA`)).split(' ')[2] ?? '';
    await until(CEILING_MS, 'ns2 did not fetch the zone', async () => (await serial('ns1')) === (await serial('ns2')));
    await onHost('resolver', 'rndc flush');
  }

  const left = (server: 'ns1' | 'ns2'): Promise<string | undefined> =>
    onHost(server, `dig +short @127.0.0.1 ${zone} TXT ${hostname} A ${hostname} AAAA`).then((said) =>
      said.includes(name) || said.split('\n').some((line) => /^[\d.:a-f]+$/.test(line))
        ? `the zone on ${server} still contains ${hostname}: ${said.trim().replaceAll('\n', ', ')}`
        : undefined,
    );

  return {
    id: 'zone-clean',
    step: 'zone-clean',
    what: 'The zone no longer contains what only the old host needed: its name and its permission to send mail',
    who,
    do: () => edit(`sed -i -E -e '/^${name} /,/^[a-z@]/{/^${name} /d;/^ .*AAAA/d}' -e 's/ a:${hostname}//' ${FILE}`),
    undo: () =>
      edit(
        `grep -q '^${name} ' ${FILE} || printf '${name}    IN A     %s\\n        IN AAAA  %s\\n' ${labIpv4(machine)} ${labIpv6(machine)} >>${FILE}
        grep -q ' a:${hostname}' ${FILE} || sed -i '/ a:/s/v=spf1 /v=spf1 a:${hostname} /' ${FILE}`,
      ),
    verify: () =>
      firstOf(
        () => left('ns1'),
        () => left('ns2'),
      ),
  };
}
