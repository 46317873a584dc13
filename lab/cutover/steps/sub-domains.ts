import { lab, LAB_NET } from '../../../targets/lab/target.js';
import { move, notPuma } from './dns.js';
import { firstOf, type CutoverStep } from '../step.js';

const names = lab.aftercare.subDomains.map(({ name }) => name);
const owners = names.map((name) => name.slice(0, -LAB_NET.zone.length - 1));

export const subDomains: CutoverStep = {
  id: 'sub-domains',
  step: 'sub-domains',
  what: `The zone leads its other names to Puma: ${owners.join(', ')}`,
  who: 'planetcruiser',
  do: () => move(lab.hosts.old, lab.hosts.new, owners),
  undo: () => move(lab.hosts.new, lab.hosts.old, owners),
  verify: () =>
    firstOf(
      () => notPuma('ns1', names),
      () => notPuma('ns2', names),
    ),
};
