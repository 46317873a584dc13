import { lab, LAB_NET } from '../../../targets/lab/target.js';
import { onHost } from '../../hosts/hosts.js';
import { CEILING_MS, until } from '../../hosts/processes.js';
import { firstOf, type CutoverStep } from '../step.js';

const FILE = '/etc/bind/db.zone';
const { zone } = LAB_NET;
const DEER = lab.hosts.old.hostname;
const NAME = DEER.slice(0, -zone.length - 1);

/** Edits the zone on the primary, counts the serial up, and waits until the secondary has it. */
async function edit(script: string): Promise<void> {
  await onHost(
    'ns1',
    `${script}
    serial=$(sed -nE 's/.*SOA +[^ ]+ +[^ ]+ +([0-9]+) .*/\\1/p' ${FILE})
    sed -i "/SOA/s/$serial/$((serial + 1))/" ${FILE}
    named-checkzone ${zone} ${FILE} && rndc reload ${zone}`,
  );
  const serial = async (machine: 'ns1' | 'ns2'): Promise<string> =>
    (await onHost(machine, `dig +short @127.0.0.1 ${zone} SOA`)).split(' ')[2] ?? '';
  await until(CEILING_MS, 'ns2 did not fetch the zone', async () => (await serial('ns1')) === (await serial('ns2')));
  await onHost('resolver', 'rndc flush');
}

const left = (machine: 'ns1' | 'ns2'): Promise<string | undefined> =>
  onHost(machine, `dig +short @127.0.0.1 ${zone} TXT ${DEER} A ${DEER} AAAA`).then((said) =>
    said.includes(NAME) || said.split('\n').some((line) => /^[\d.:a-f]+$/.test(line))
      ? `${machine} still knows ${DEER}: ${said.trim().replaceAll('\n', ', ')}`
      : undefined,
  );

export const zoneClean: CutoverStep = {
  id: 'zone-clean',
  step: 'zone-clean',
  what: `The zone loses what only Deer needed: its name, and its leave to send mail`,
  who: 'planetcruiser',
  do: () => edit(`sed -i -E -e '/^${NAME} /,/^[a-z@]/{/^${NAME} /d;/^ .*AAAA/d}' -e 's/ a:${DEER}//' ${FILE}`),
  undo: () =>
    edit(
      `grep -q '^${NAME} ' ${FILE} || printf '${NAME}    IN A     %s\\n        IN AAAA  %s\\n' ${lab.hosts.old.ipv4} ${lab.hosts.old.ipv6 ?? ''} >>${FILE}
      grep -q ' a:${DEER}' ${FILE} || sed -i 's/v=spf1 /v=spf1 a:${DEER} /' ${FILE}`,
    ),
  verify: () =>
    firstOf(
      () => left('ns1'),
      () => left('ns2'),
    ),
};
